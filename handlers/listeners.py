"""Which listener is for what: the tables that the app is built from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from handlers.actions import (
    on_board_first,
    on_board_rest,
    on_more,
    on_share,
    on_share_board,
    on_unknown_action,
)
from handlers.boundary import Check, Listener
from handlers.briefs.exporting import on_export, on_export_chosen
from handlers.briefs.filtering import find_mistakes, on_filter, on_filtered
from handlers.checking import CHECK_QUOTE, on_check_quote
from handlers.commands import on_brief_command
from handlers.conversation.offering import on_add_source, on_ask, on_choose_board, on_retry
from handlers.digests import (
    check_digest_form,
    on_change_digest,
    on_digest_changed,
    on_pause_digest,
    on_resume_digest,
    on_sample_digest,
)
from handlers.home import on_home_back, on_home_opened
from handlers.lines.correcting import (
    find_name_mistakes,
    on_board_row,
    on_corrections_page,
    on_line_menu,
    on_named,
    on_undo,
    on_undo_listed,
)
from handlers.mentions import on_mention, on_message
from handlers.settings import (
    find_setting_mistakes,
    on_change_channel_settings,
    on_change_workspace_settings,
    on_settings_changed,
)
from handlers.shortcuts import ADD_MESSAGE, on_add_message
from handlers.sources.listing import (
    on_home_sources,
    on_pause_source,
    on_remove_source,
    on_resume_source,
    on_sources_page,
)
from handlers.unfurling import on_link_shared
from handlers.views import correcting, home, ordering, sources, standing
from handlers.views.board import (
    EXPORT_BOARD_ACTION,
    FIRST_ACTION,
    REST_ACTION,
    ROW_ACTION,
    SHARE_BOARD_ACTION,
)
from handlers.views.brief import EXPORT_ACTION, FILTER_ACTION, MORE_ACTIONS, SHARE_ACTION
from handlers.views.exporting import EXPORT_FORM
from handlers.views.filtering import FILTER_FORM
from handlers.views.menus import LINE_ACTION
from handlers.views.offers import (
    ADD_SOURCE_ACTION,
    ASK_ACTION,
    CHOOSE_ACTION,
    CHOOSE_BOARD_ACTION,
    CHOOSE_TOPIC_ACTION,
    MOST_ASKED,
    MOST_CHOICES,
    MOST_RETRIES,
    OTHER_BOARDS_ACTION,
    OTHER_TOPICS_ACTION,
    OTHERS_ACTION,
    RETRY_ACTION,
)
from handlers.views.settings import (
    CHANGE_CHANNEL_ACTION,
    CHANGE_WORKSPACE_ACTION,
    SETTINGS_FORM,
)

COMMANDS: Mapping[str, Listener] = MappingProxyType({"/brief": on_brief_command})
EVENTS: Mapping[str, Listener] = MappingProxyType(
    {
        "app_mention": on_mention,
        "message": on_message,
        "app_home_opened": on_home_opened,
        "link_shared": on_link_shared,
    }
)


def _numbered(action: str, most: int, listener: Listener) -> dict[str, Listener]:
    """Return the actions of buttons that stand in a row, each with its number."""
    return {f"{action}{number}": listener for number in range(most)}


ACTIONS: Mapping[str, Listener] = MappingProxyType(
    {
        SHARE_ACTION: on_share,
        SHARE_BOARD_ACTION: on_share_board,
        REST_ACTION: on_board_rest,
        FIRST_ACTION: on_board_first,
        ROW_ACTION: on_board_row,
        **dict.fromkeys(MORE_ACTIONS, on_more),
        LINE_ACTION: on_line_menu,
        **_numbered(ASK_ACTION, MOST_ASKED, on_ask),
        **_numbered(CHOOSE_ACTION, MOST_CHOICES, on_ask),
        OTHERS_ACTION: on_ask,
        **_numbered(RETRY_ACTION, MOST_RETRIES, on_retry),
        **_numbered(CHOOSE_TOPIC_ACTION, MOST_CHOICES, on_retry),
        OTHER_TOPICS_ACTION: on_retry,
        **_numbered(CHOOSE_BOARD_ACTION, MOST_CHOICES, on_choose_board),
        OTHER_BOARDS_ACTION: on_choose_board,
        ADD_SOURCE_ACTION: on_add_source,
        FILTER_ACTION: on_filter,
        EXPORT_ACTION: on_export,
        EXPORT_BOARD_ACTION: on_export,
        CHANGE_CHANNEL_ACTION: on_change_channel_settings,
        CHANGE_WORKSPACE_ACTION: on_change_workspace_settings,
        home.SOURCES_ACTION: on_home_sources,
        home.BACK_ACTION: on_home_back,
        correcting.UNDO_ACTION: on_undo,
        correcting.UNDO_LISTED_ACTION: on_undo_listed,
        correcting.NEXT_ACTION: on_corrections_page,
        correcting.BACK_ACTION: on_corrections_page,
        sources.PAUSE_ACTION: on_pause_source,
        sources.RESUME_ACTION: on_resume_source,
        sources.REMOVE_ACTION: on_remove_source,
        sources.NEXT_ACTION: on_sources_page,
        sources.BACK_ACTION: on_sources_page,
        standing.PAUSE_ACTION: on_pause_digest,
        standing.RESUME_ACTION: on_resume_digest,
        standing.CHANGE_ACTION: on_change_digest,
        standing.SAMPLE_ACTION: on_sample_digest,
        standing.EXPORT_DIGEST_ACTION: on_export,
    }
)
#: What none of these is for: buttons of earlier versions, under messages that still stand.
ANY_OTHER_ACTION: tuple[re.Pattern[str], Listener] = (re.compile(""), on_unknown_action)
#: Dialogs that are sent, each with the check that may keep it open, where there is one.
FORMS: Mapping[str, tuple[Listener, Check | None]] = MappingProxyType(
    {
        FILTER_FORM: (on_filtered, find_mistakes),
        EXPORT_FORM: (on_export_chosen, None),
        SETTINGS_FORM: (on_settings_changed, find_setting_mistakes),
        ordering.CALLBACK: (on_digest_changed, check_digest_form),
        correcting.NAME_FORM: (on_named, find_name_mistakes),
    }
)
SHORTCUTS: Mapping[str, Listener] = MappingProxyType(
    {ADD_MESSAGE: on_add_message, CHECK_QUOTE: on_check_quote}
)
