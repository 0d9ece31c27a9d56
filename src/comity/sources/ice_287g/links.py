"""The addresses behind a sheet's cells: its hyperlinks joined with the part that holds their targets.

A recent list has some 1,300 links, most of the XML that has attributes; Excel writes them in one fixed shape, which
two regular expressions read. A count proves them whole, else expat reads the same (ECMA-376 part 1, 18.3.1.47;
part 2, 9.3).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache

from comity.sources.ice_287g.cells import column_letters, column_number, decode, unescape
from comity.sources.ice_287g.xmlparts import named, read_elements

Relations = dict[str, tuple[str, str]]
Links = Mapping[str, Mapping[int, str]]

_SPAN = 64  # a link may cover a range of cells; a longer one is an accident of formatting, and its first cell counts
_RELATION = re.compile(
    r'<Relationship Id="([^"<>&]*)" Type="http://schemas\.openxmlformats\.org/officeDocument/2006/'
    r'relationships/hyperlink" Target="([^"<>]*)" TargetMode="External"/>'
)
_LINK = re.compile(r'<hyperlink ref="([A-Z]{1,3})(\d{1,7})" r:id="([^"<>&]*)"(?: [^<>]*)?/>')
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")


def read_relations(parts: Mapping[str, bytes], path: str, name: str) -> Mapping[str, tuple[str, str]]:
    """Return a part's relations as (target, last word of the type) by id; targets inside the zip as paths."""
    folder, xml = posixpath.dirname(path), _relations_part(parts, path)
    return named(name, _relations, xml, folder) if xml else {}


def _relations_part(parts: Mapping[str, bytes], path: str) -> bytes:
    folder, file = posixpath.split(path)
    return parts.get(posixpath.join(folder, "_rels", f"{file}.rels"), b"")


@lru_cache(maxsize=64)  # one publisher's workbooks are put together alike
def _relations(xml: bytes, folder: str) -> Relations:
    found = {}
    for _, attributes, _ in read_elements(xml, "", frozenset(("Relationship",))):
        target = attributes.get("Target", "")
        if attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/").lower()
        found[attributes.get("Id", "")] = (target, attributes.get("Type", "").rpartition("/")[2])
    return found


def read_links(xml: bytes, parts: Mapping[str, bytes], path: str, name: str) -> Links:
    """Return a sheet's link targets by column letters and row number, exactly as written."""
    start, end = xml.find(b"<hyperlinks"), xml.rfind(b"</hyperlinks>")
    if start < 0 or end < start:
        return {}
    fragment = xml[start : end + len(b"</hyperlinks>")]
    return named(name, _links_of, fragment, _relations_part(parts, path), posixpath.dirname(path))


def _links_of(fragment: bytes, relations: bytes, folder: str) -> Links:
    targets = dict(_targets(relations, folder))
    found: dict[str, dict[int, str]] = {}
    for letters, row, key in _links(fragment, targets):
        if key in targets:
            found.setdefault(letters, {})[int(row or 0)] = targets[key]
    return found


@lru_cache(maxsize=4)  # a list that follows another often names the very same addresses
def _targets(xml: bytes, folder: str) -> Mapping[str, str]:
    """Return the addresses that the sheet's hyperlinks name, by relation id."""
    if b"!" not in xml or b"<!" not in xml:  # two scans, because the first is fast and mostly enough
        found = _RELATION.findall(decode(xml, ""))
        if len(found) == xml.count(b"/hyperlink"):
            return {key: unescape(target) if "&" in target else target for key, target in found}
    relations = _relations(xml, folder) if xml else {}
    return {key: target for key, (target, kind) in relations.items() if kind == "hyperlink" and target}


def _links(fragment: bytes, targets: dict[str, str]) -> list[tuple[str, str, str]]:
    if b"location=" not in fragment and b"<!" not in fragment:
        found: list[tuple[str, str, str]] = _LINK.findall(decode(fragment, ""))
        if len(found) == fragment.count(b"<hyperlink "):
            return found
    return _links_plainly(fragment, targets)


def _links_plainly(fragment: bytes, targets: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return (letters, row, relation id) for every cell that a link covers; a `location` goes back behind its `#`."""
    found = []
    for _, attributes, _ in read_elements(fragment, "", frozenset(("hyperlink",))):
        key = attributes.get("id", "")
        if (location := attributes.get("location")) and key in targets:
            key, targets[f"{key}#{location}"] = f"{key}#{location}", f"{targets[key]}#{location}"
        found += [(*_parted(address), key) for address in _addresses(attributes.get("ref", ""))]
    return found


def _parted(address: str) -> tuple[str, str]:
    """Return the letters and the row of an address; what is no address has no row."""
    letters = address.rstrip("0123456789")
    row = address[len(letters) :]
    return (letters, row) if len(row) < 8 else (address, "")


def _addresses(reference: str) -> list[str]:
    """Return the cells of `G7` or `G7:H9`."""
    bare = reference.replace("$", "")
    match = _RANGE.fullmatch(bare)
    if not match:
        return [bare]
    columns = range(column_number(match[1]), column_number(match[3]) + 1)
    rows = range(int(match[2]), int(match[4]) + 1)
    if len(columns) * len(rows) > _SPAN:
        return [f"{match[1]}{match[2]}"]
    return [f"{column_letters(column)}{row}" for row in rows for column in columns]
