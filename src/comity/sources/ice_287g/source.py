"""The publisher's facts, expectations and vocabularies, loaded from `source.toml` and checked strictly."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

import msgspec

from comity.errors import SourceError
from comity.model import SupportModel
from comity.sources.expected import ReleaseExpectations
from comity.sources.watched import Watched


class Publisher(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who publishes, where, how often, and under which file names."""

    id: str
    name: str
    title: str
    landing_page: str
    document_hosts: tuple[str, ...]
    cadence: str
    snapshot: str
    file_names: tuple[str, ...]


class Expectations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a list must be like to be believed; `source.toml` says how each figure was calibrated."""

    min_participating_rows: int = 1
    max_lost_rows: int = 20
    max_lost_share: float = 0.015
    max_lost_rows_of_short: int = 3
    max_lost_share_of_short: float = 0.25
    lost_share_per_day: float = 0.001
    max_returned_rows: int = 9
    max_fleeting_rows: int = 20
    look_ahead: int = 3
    max_pending_returned_rows: int = 5
    max_pending_returned_share: float = 0.2
    name_slack_days: int = 6
    future_signings: int = 3


class HeaderWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The columns' names: required, known, and misprints with what they stand for."""

    required: tuple[str, ...]
    known: tuple[str, ...]
    fixable: dict[str, str]


class SupportTypeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The printed support types, known and fixable, with the models they name."""

    known: dict[str, tuple[SupportModel, ...]]
    fixable: dict[str, tuple[SupportModel, ...]]


class TypeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The printed TYPE values: known, fixable and ignored on purpose."""

    known: tuple[str, ...]
    ignored: tuple[str, ...]
    fixable: dict[str, str]


class Correction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A printed value known to be wrong: whose, which, what it expects to find, what it means, and why."""

    agency: str
    field: Literal["state", "type", "county", "support_type", "signed"]
    expect: str
    becomes: str
    reason: str


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything known of the publisher before a file is opened."""

    publisher: Publisher
    watched: Watched
    release: ReleaseExpectations
    expectations: Expectations
    header: HeaderWords
    support_type: SupportTypeWords
    type: TypeWords
    correction: tuple[Correction, ...] = ()


@cache
def load_source() -> Source:
    """Return the publisher's record, read once; an unknown or missing key is a `SourceError`."""
    return read_source(resources.files(__package__).joinpath("source.toml").read_bytes())


def read_source(data: bytes) -> Source:
    """Return the record that the bytes of a `source.toml` hold."""
    try:
        return msgspec.convert(tomllib.loads(data.decode()), Source)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise SourceError(
            str(error), where="source.toml", cure="correct the file, or add the key to its record"
        ) from error
