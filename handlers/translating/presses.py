"""What a pressed button carries, and where it stands; all pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs


def value_of(args: AsyncArgs) -> str:
    """Return what a button carries."""
    return str((args.action or {}).get("value") or "")


def chosen_of(args: AsyncArgs) -> str:
    """Return which option was chosen in a menu."""
    return str(((args.action or {}).get("selected_option") or {}).get("value") or "")


def is_private(args: AsyncArgs) -> bool:
    """Tell whether only the asker sees the message in which something was pressed."""
    return bool(_container(args).get("is_ephemeral"))


def thread_around(args: AsyncArgs) -> str | None:
    """Return the thread in which the message stands; None where it stands in none."""
    return _container(args).get("thread_ts")


def thread_of(args: AsyncArgs) -> str:
    """Return the thread in which the message stands, else the one that it begins."""
    return str(thread_around(args) or _container(args).get("message_ts") or "")


def _container(args: AsyncArgs) -> Mapping[str, Any]:
    return args.body.get("container") or {}
