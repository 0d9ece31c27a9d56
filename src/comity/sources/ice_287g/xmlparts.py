"""Small XML parts through expat: elements with their attributes, and a refusal of document types and entities."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar
from xml.parsers import expat

from comity.errors import UnreadableError
from comity.sources.ice_287g.container import CURE

T = TypeVar("T")
Element = tuple[str, dict[str, str], str]


def parse_xml(
    xml: bytes,
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    data: Callable[[str], None],
) -> None:
    """Run the handlers over a part; a document type (the door to entities) or broken XML is an `UnreadableError`."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = lambda *_arguments: _refuse_doctype(name)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # LookupError: an encoding nobody knows
        raise UnreadableError(f"the workbook's XML is broken ({error})", where=name, cure=CURE) from error


def _refuse_doctype(name: str) -> None:
    raise UnreadableError("the workbook's XML declares a document type or entities", where=name, cure=CURE)


def named(name: str, read: Callable[..., T], *parts: Hashable) -> T:
    """Return what is read, with the file's name in the error: what is kept for many files cannot know it."""
    try:
        return read(*parts)
    except UnreadableError as error:
        raise UnreadableError(error.problem, where=name, cure=error.cure) from error


def read_elements(xml: bytes, name: str, wanted: frozenset[str]) -> list[Element]:
    """Return the wanted elements in order as (local name, attributes by local name, text up to the first child)."""
    found: list[Element] = []
    texts: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local in wanted:
            texts.clear()
            found.append((local, _local_names(attributes), ""))

    def end(tag: str) -> None:
        if texts and found and tag.rpartition(":")[2] == found[-1][0]:
            found[-1] = (*found[-1][:2], "".join(texts))
            texts.clear()

    parse_xml(xml, name, start, end, texts.append)
    return found


def _local_names(attributes: dict[str, str]) -> dict[str, str]:
    """Return the attributes without prefixes, which are the author's choice."""
    return {key.rpartition(":")[2]: value for key, value in attributes.items()}
