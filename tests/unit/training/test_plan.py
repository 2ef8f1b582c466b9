"""What one run of the training is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the training extra")

from training.plan import Plan


def test_a_line_is_said_behind_the_minutes_of_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that whoever watches sees how far it is, whichever process speaks."""
    monkeypatch.setattr("training.plan.time.monotonic", lambda: 190.0)
    Plan(0, tmp_path, tmp_path, None, 100.0).say("step 50")
    assert capsys.readouterr().out == "   1.5 min  step 50\n"
