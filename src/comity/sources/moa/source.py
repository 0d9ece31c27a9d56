"""What is known of memoranda before one is opened: `source.toml`, checked strictly."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import msgspec

from comity.errors import SourceError
from comity.model import SupportModel


class Publisher(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who publishes them and where."""

    id: str
    name: str
    title: str
    document_hosts: tuple[str, ...]
    media_types: tuple[str, ...]


class ModelWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a document names a model: in its title, and in its body."""

    model: SupportModel
    titles: tuple[str, ...]
    marks: tuple[str, ...]


class DocumentWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a title says that the document is no memorandum but changes one."""

    kind: str
    titles: tuple[str, ...]


class SigningWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of signature pages."""

    federal: tuple[str, ...]
    local: tuple[str, ...]
    above: tuple[str, ...]
    headings: tuple[str, ...]
    not_pages: tuple[str, ...]
    not_signing: tuple[str, ...]
    offices: tuple[str, ...]


class MoaSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    publisher: Publisher
    model: tuple[ModelWords, ...]
    document: tuple[DocumentWords, ...]
    signing: SigningWords


@cache
def load_source() -> MoaSource:
    """Return the record, read once; an unknown or missing key is a SourceError."""
    data = resources.files(__package__).joinpath("source.toml").read_bytes()
    try:
        return msgspec.convert(tomllib.loads(data.decode()), MoaSource)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        cure = "correct the file, or add the key to its record"
        raise SourceError(str(error), where="moa/source.toml", cure=cure) from error
