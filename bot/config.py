"""Settings from the environment and ``.env``; read once, where the program starts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import ConfigError

_PLACE = re.compile(r"(?:\[[0-9a-f:.]+\]|[^\s:/@\[\]]+):\d{1,5}")

_PUBLIC_HOST = re.compile(r"(?:\[[0-9a-fA-F:.]+\]|[^\s:/@\[\]]+)(?::\d{1,5})?")
#: Names of this machine: what is sent to them crosses no network.
_OWN_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})

Extractor = Literal["exact", "fast", "rules"]


class Settings(BaseSettings):
    """Every setting that Dateline has. Names in the environment are given beside each.

    Slack's own names are kept for its tokens; all others start with ``DATELINE_``.
    """

    model_config = SettingsConfigDict(
        env_prefix="DATELINE_", env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    #: DATELINE_DATABASE_URL: an SQLAlchemy URL; default a SQLite file in the user's data folder.
    database_url: str = Field(default_factory=lambda: default_database_url())
    #: DATELINE_EXTRACTOR: exact (the default), fast for bulk imports, or rules without a model.
    extractor: Extractor = "exact"
    #: DATELINE_TIME_ZONE: for digests where nobody said otherwise; an IANA name.
    time_zone: str = "UTC"
    #: DATELINE_DIGEST_GRACE_MINUTES: a digest later than this is reported, not posted.
    digest_grace_minutes: int = Field(default=120, ge=1)
    #: DATELINE_HTTP_HOST and DATELINE_HTTP_PORT: where ``serve --http`` listens.
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=3000, ge=1, le=65535)
    #: DATELINE_PROXY: an http(s) proxy that everything fetched goes through, "" for none.
    proxy: str = Field(default="", pattern=r"^(https?://[^\s/]+/?)?$")
    #: DATELINE_ALLOW_HOSTS: ``host:port`` in a private network that may be fetched from all the
    #: same, with blanks or commas between them.
    allow_hosts: Annotated[frozenset[str], NoDecode, BeforeValidator(lambda v: _split_hosts(v))] = (
        frozenset()
    )
    #: DATELINE_CONTACT: a link or mail address by which sites can reach whoever runs this.
    contact: str = Field(default="", pattern=r"^[!-'*-~]{0,200}$")
    #: DATELINE_PUBLIC_URL: where people reach this server's pages, "" for nowhere; with it, links
    #: under shown lines lead to the source reader.
    public_url: Annotated[str, AfterValidator(lambda url: _check_public_url(url))] = ""
    #: DATELINE_LINK_SECRET: signs links to pages; without it one is made and kept in the archive.
    link_secret: Annotated[SecretStr | None, BeforeValidator(lambda value: value or None)] = Field(
        default=None, min_length=16
    )
    #: DATELINE_LINK_DAYS: for how long a link to a page holds.
    link_days: int = Field(default=30, ge=1, le=3650)
    #: DATELINE_LOG_LEVEL
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    slack_bot_token: SecretStr | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(default=None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(
        default=None, validation_alias="SLACK_SIGNING_SECRET"
    )
    #: DATELINE_SLACK_API_URL: another Web API base, ending in ``/api/``; for tests.
    slack_api_url: str = "https://slack.com/api/"


def _split_hosts(value: object) -> frozenset[str]:
    """Return the places that a setting names.

    Raises:
        ValueError: one of them has no port.
    """
    parts = value.replace(",", " ").split() if isinstance(value, str) else value
    places = frozenset(str(part).lower() for part in parts) if isinstance(parts, Iterable) else None
    if places is None or not all(map(_PLACE.fullmatch, places)):
        raise ValueError("write each host with its port, as in “wiki.example:443”")
    return places


def _check_public_url(url: str) -> str:
    """Return the address without slashes at its end.

    Raises:
        ValueError: it is no host's address, or would send keys unencrypted over a network.
    """
    url = url.strip().rstrip("/")
    if not url:
        return ""
    parts = urlsplit(url)
    is_bare = url == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc
    if not (is_bare and _PUBLIC_HOST.fullmatch(parts.netloc)):
        raise ValueError("write a host without a path, as in “https://dateline.example”")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _OWN_HOSTS):
        raise ValueError("it must start with https:// (http:// is for 127.0.0.1 alone)")
    return url


def default_database_url() -> str:
    """Return the URL of the SQLite file in the user's data folder."""
    import platformdirs

    folder = Path(platformdirs.user_data_dir("dateline", appauthor=False))
    return f"sqlite:///{folder / 'dateline.db'}"


def load_settings(**overrides: object) -> Settings:
    """Read the settings; ``overrides`` win over the environment.

    Raises:
        ConfigError: one sentence a problem, with the name to set.
    """
    try:
        return Settings(**{k: v for k, v in overrides.items() if v is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}"
            for item in error.errors()
        )
        raise ConfigError(f"Settings are wrong: {problems}.") from error
