"""The app's manifest, by which the playground's Slack is as strict as the real one."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import handlers
from bot.errors import ConfigError
from handlers.playground.workspace import Json

_NAME = "app.json"


def read_manifest() -> Json:
    """Return ``app.json``: installed beside the code, or at the root of the project.

    Raises:
        ConfigError: it is at neither place.
    """
    installed = resources.files("handlers").joinpath(_NAME)
    project = Path(handlers.__file__).resolve().parents[1] / _NAME
    for place in (installed, project):
        if place.is_file():
            read: Json = json.loads(place.read_text(encoding="utf-8"))
            return read
    raise ConfigError(f"{_NAME}, the app's manifest, is missing; install Dateline anew.")
