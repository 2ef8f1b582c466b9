"""Fixtures for every test: a clean environment, and the research data where it is present."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
_OWN_PREFIXES = ("SLACK_", "DATELINE_")


def pytest_report_header() -> str:
    """Name the SQLite that this run uses: full text and query plans depend on it."""
    return f"SQLite {sqlite3.sqlite_version}"


@pytest.fixture(scope="session")
def project() -> Path:
    """Return the project's root folder."""
    return PROJECT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of research data; skip where it is absent, but fail there under CI."""
    folder = PROJECT.parent / "shared" / "data"
    if not folder.is_dir():
        reason = "the research data (../shared/data beside the project) is not on this machine"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(autouse=True)
def clean_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Run every test without the developer's settings, tokens, ``.env`` file or data folder."""
    for name in list(os.environ):
        if name.upper().startswith(_OWN_PREFIXES):
            monkeypatch.delenv(name)
    empty = tmp_path_factory.mktemp("working")
    monkeypatch.setenv("HOME", str(empty / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(empty / "data"))
    monkeypatch.chdir(empty)
