"""Files that go out: uploaded into a conversation, or into somebody's own messages with the bot."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.errors import as_delivery_error


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A file to be uploaded.

    Attributes:
        name: with its ending, by which Slack knows the type.
        title: what stands above it.
        alt: what a picture shows, for those who do not see it.
        comment: mrkdwn that is posted with it.
    """

    name: str
    data: bytes
    title: str
    alt: str = ""
    comment: str = ""


async def upload_file(
    client: AsyncWebClient, channel: str, file: Upload, *, thread_ts: str | None = None
) -> str:
    """Upload a file into a conversation; return its address in Slack, "" where Slack tells none.

    Args:
        client: one that tries nothing twice that may have been posted.
        channel: the conversation's own id; a person's id will not do.
        file: what to upload.
        thread_ts: the thread in which it goes.

    Raises:
        DeliveryError: Slack did not take it.
    """
    try:
        uploaded = await client.files_upload_v2(
            channel=channel,
            content=file.data,
            filename=file.name,
            title=file.title,
            alt_txt=file.alt or None,
            initial_comment=file.comment or None,
            thread_ts=thread_ts,
        )
    except Exception as error:
        raise as_delivery_error(error, channel) from error
    files = uploaded.get("files") or [{}]
    return str(files[0].get("permalink") or "")


async def open_direct(client: AsyncWebClient, user: str) -> str:
    """Return the id of a person's own conversation with the bot.

    Raises:
        DeliveryError: Slack did not tell.
    """
    try:
        opened = await client.conversations_open(users=user)
    except Exception as error:
        raise as_delivery_error(error, user) from error
    return str(opened["channel"]["id"])
