"""Orders of an older Dateline stay what they were."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from bot.records import FollowKind, Rhythm, RunState
from bot.store.archive import open_archive
from bot.store.dialect import dialect_for
from bot.store.migrations import MIGRATIONS, migrate


def test_older_orders_are_daily_topics_that_nobody_paused(tmp_path: Path) -> None:
    """Hour and what was shown are as before; a run left claimed is not sent by itself."""
    url = f"sqlite:///{tmp_path / 'old.db'}"
    dialect = dialect_for(url)
    engine = dialect.make_engine()
    with engine.connect() as connection:
        migrate(connection, dialect, MIGRATIONS[:5])
        for statement in (
            "INSERT INTO workspace (id, name, documents, sentences, quotations, positions,"
            " entries, last_document) VALUES (1, 'local', 0, 0, 0, 0, 0, 0)",
            "INSERT INTO subscription (workspace, destination, topic_key, topic, at, time_zone,"
            " created_by, created_at) VALUES (1, 'C1', 'nato', 'NATO', '08:30:00',"
            " 'Europe/Oslo', 'U1', '2022-05-01 06:00:00.000000')",
            "INSERT INTO digest_run (workspace, subscription, scheduled_for, state, detail,"
            " message, claimed_at) VALUES (1, 1, '2022-05-02 06:30:00.000000', 'claimed', '', '',"
            " '2022-05-02 06:30:01.000000')",
            "INSERT INTO shown_line (subscription, fingerprint, workspace, run)"
            " VALUES (1, 'a', 1, 1)",
        ):
            connection.exec_driver_sql(statement)
        connection.commit()
    engine.dispose()
    archive = open_archive(url)
    (order,) = archive.list_subscriptions()
    assert (order.kind, order.rhythm) == (FollowKind.TOPIC, Rhythm.DAILY)
    assert (order.says_quiet, order.paused_until) == (False, None)
    assert (order.topic, order.at, order.time_zone) == ("NATO", time(8, 30), "Europe/Oslo")
    (run,) = archive.find_runs()
    assert (run.state, run.detail) == (RunState.FAILED, "interrupted")
    assert archive.list_shown(order.id) == {"a"}
    archive.close()
