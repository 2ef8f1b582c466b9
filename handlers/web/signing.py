"""Signed links to pages: what may be read, for which channel, and until when.

A key holds its own claims, so nothing has to be stored about it. It is made anew for every day and
not for every second: the same question gives the same links all day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

from bot.errors import DatelineError
from bot.results import BriefRequest

#: Sets these keys apart from anything else that the same secret may sign one day.
_PURPOSE = "dateline pages 1"
#: Longer keys are no keys of ours; they are not even looked at.
_LONGEST_KEY = 2_000
_DATES = ("since", "until")


class LinkError(DatelineError):
    """A link opens nothing."""


class ForgedLinkError(LinkError):
    """The key was not made here, or not for this page."""


class ExpiredLinkError(LinkError):
    """The key was made here, too long ago."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentGrant:
    """Leave to read one document as a channel sees it."""

    document: int
    audience: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicGrant:
    """Leave to read the page of one brief as a channel sees it."""

    request: BriefRequest
    audience: str


Grant = DocumentGrant | TopicGrant


class LinkSigner:
    """Makes keys, and tells what a key allows.

    Args:
        secret: whoever knows it can make keys.
        days: how long a key holds, from the day of its making.
        now: the clock.
    """

    def __init__(self, secret: str, *, days: int, now: Callable[[], datetime]) -> None:
        self._days = days
        self._now = now
        self._serializer = URLSafeSerializer(
            secret,
            salt=_PURPOSE,
            signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
        )

    def sign(self, grant: Grant) -> str:
        """Return the key for a page; the same one all day."""
        claims = {**_claims(grant), "a": grant.audience, "i": self._today().toordinal()}
        key = self._serializer.dumps(claims)
        return key if isinstance(key, str) else key.decode("ascii")

    def read_document(self, key: str, document: int) -> DocumentGrant:
        """Return what a key allows on the page of a document.

        Raises:
            ForgedLinkError: it was not made here for this document.
            ExpiredLinkError: it was, too long ago.
        """
        claims = self._read(key)
        if claims.get("d") != document:
            raise ForgedLinkError(_FORGED)
        return DocumentGrant(document=document, audience=str(claims["a"]))

    def read_topic(self, key: str) -> TopicGrant:
        """Return what a key allows on the page of a brief.

        Raises:
            ForgedLinkError: it was not made here for such a page.
            ExpiredLinkError: it was, too long ago.
        """
        claims = self._read(key)
        request = claims.get("t")
        if not isinstance(request, Mapping):
            raise ForgedLinkError(_FORGED)
        return TopicGrant(request=_request(request), audience=str(claims["a"]))

    def _read(self, key: str) -> Mapping[str, object]:
        if len(key) > _LONGEST_KEY:
            raise ForgedLinkError(_FORGED)
        try:
            claims = self._serializer.loads(key)
        except (BadData, UnicodeError) as error:
            raise ForgedLinkError(_FORGED) from error
        if self._today() > date.fromordinal(claims["i"]) + timedelta(days=self._days):
            raise ExpiredLinkError(_EXPIRED)
        return claims  # type: ignore[no-any-return]

    def _today(self) -> date:
        return self._now().astimezone(UTC).date()


_FORGED = "This link is not complete, or was changed on its way; open it from Slack again."
_EXPIRED = "This link has run out; ask for a new brief to get a new one."


def _claims(grant: Grant) -> dict[str, object]:
    if isinstance(grant, DocumentGrant):
        return {"d": grant.document}
    request = grant.request
    usual = asdict(BriefRequest(topic=request.topic, workspace=""))
    values = {name: value for name, value in asdict(request).items() if value != usual[name]}
    for name in _DATES:
        if name in values:
            values[name] = values[name].isoformat()
    return {"t": {"topic": request.topic, **values}}


def _request(values: Mapping[str, object]) -> BriefRequest:
    """Return the request of a topic page; ``values`` were written by ``_claims``."""
    read = dict(values)
    for name in _DATES:
        if name in read:
            read[name] = date.fromisoformat(str(read[name]))
    return BriefRequest(**read)  # type: ignore[arg-type]
