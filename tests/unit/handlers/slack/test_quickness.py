"""What is set so that acknowledgements do not wait, and set back after."""

from __future__ import annotations

import gc
import sys

import pytest

from handlers.slack.quickness import (
    OBJECTS_BETWEEN_COLLECTIONS,
    SWITCH_SECONDS,
    quick_to_acknowledge,
)


def test_threads_give_way_sooner_and_what_is_loaded_is_not_looked_through() -> None:
    """Only as long as it is wanted, also where the work inside fails."""
    before = (sys.getswitchinterval(), gc.get_threshold(), gc.get_freeze_count())

    def serve() -> None:
        with quick_to_acknowledge():
            assert sys.getswitchinterval() == pytest.approx(SWITCH_SECONDS)
            assert gc.get_threshold()[0] == OBJECTS_BETWEEN_COLLECTIONS
            assert gc.get_freeze_count() > before[2]
            raise ConnectionError

    with pytest.raises(ConnectionError):
        serve()
    assert (sys.getswitchinterval(), gc.get_threshold(), gc.get_freeze_count()) == before
