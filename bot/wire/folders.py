"""Watched folders: what is new or changed in them is read."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from bot.errors import InputError
from bot.newsroom import Newsroom
from bot.reading.paths import read_paths
from bot.reading.watching import watch_folder
from bot.records import EVERYONE, AddReport, Source, SourceKind, SourceRef, SourceState
from bot.wire.desk import WireDesk

log = logging.getLogger(__name__)


def watch(newsroom: Newsroom, folder: Path, *, added_by: str) -> Source:
    """Watch a folder from now on.

    Raises:
        InputError: there is no such folder, or it holds too many files.
    """
    place = folder.expanduser().absolute()
    watch_folder(place, {}, time.monotonic())
    return newsroom.archive.add_source(
        newsroom.workspace,
        SourceRef(SourceKind.FOLDER, str(place), place.name),
        added_by=added_by,
        audience=EVERYONE,
        now=newsroom.now(),
    )


async def look_into_folders(wire: WireDesk) -> None:
    """Read what came into the watched folders since the last look, each as far as it goes."""
    newsroom = wire.newsroom
    sources = await newsroom.call(
        newsroom.archive.list_sources, newsroom.workspace, SourceKind.FOLDER
    )
    for source in sources:
        if source.state is SourceState.ACTIVE:
            await _look_into(wire, source)


async def _look_into(wire: WireDesk, source: Source) -> None:
    newsroom = wire.newsroom
    try:
        changes = await newsroom.call(
            watch_folder, Path(source.address), wire.folders.get(source.id, {}), time.monotonic()
        )
    except InputError as error:
        log.warning("folder_not_read folder=%s: %s", source.address, error)
        return
    if changes.to_add:
        report = await newsroom.call(read_files, newsroom, source, changes.to_add)
        _tell(source, report)
    wire.folders[source.id] = changes.seen


def read_files(newsroom: Newsroom, source: Source, paths: list[str]) -> AddReport:
    """Index files of a watched folder; what cannot be read is reported and waits for a change."""
    return newsroom.add(
        read_paths(paths, source=SourceRef(source.kind, source.address, source.title)),
        added_by=source.added_by,
        audience=source.audience,
    )


def _tell(source: Source, report: AddReport) -> None:
    log.info(
        "folder_read folder=%s added=%d changed=%d", source.address, report.added, report.changed
    )
    for item, why in report.failed:
        log.warning("file_not_read file=%s: %s", item, why)
