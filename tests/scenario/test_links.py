"""Many links at once, good and bad."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def test_each_of_many_links_ends_in_a_document_or_one_reason(project: Path) -> None:
    """With one in ten slow, broken, huge, redirecting or hostile; memory stays within bounds."""
    done = subprocess.run(
        [sys.executable, "tests/bench/links.py", "--links", "140"],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["missing"] == 0
    assert figures["documents"] >= 120
    assert sum(figures["reasons"].values()) + figures["documents"] == 140
    assert all(len(reason) < 160 for reason in figures["reasons"])
