"""The addresses behind a sheet's cells: its hyperlinks joined with the part that holds their targets.

A recent list has some 1,300 links, most of the XML that has attributes; Excel writes them in one fixed shape, which
two regular expressions read. A count proves them whole, else expat reads the same (ECMA-376 part 1, 18.3.1.47;
part 2, 9.3).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from comity.sources.ice_287g.cells import column_letters, column_number, decode, unescape
from comity.sources.ice_287g.xmlparts import read_elements

Relations = dict[str, tuple[str, str]]

_SPAN = 64  # a link may cover a range of cells; a longer one is an accident of formatting, and its first cell counts
_RELATION = re.compile(
    r'<Relationship Id="([^"<>&]*)" Type="http://schemas\.openxmlformats\.org/officeDocument/2006/'
    r'relationships/hyperlink" Target="([^"<>]*)" TargetMode="External"/>'
)
_LINK = re.compile(r'<hyperlink ref="([A-Z]{1,3}\d{1,7})" r:id="([^"<>&]*)"(?: [^<>]*)?/>')
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")


def read_relations(parts: Mapping[str, bytes], path: str, name: str) -> Relations:
    """Return a part's relations as (target, last word of the type) by id; targets inside the zip as paths."""
    folder, file = posixpath.split(path)
    xml = parts.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    if xml is None:
        return {}
    found = {}
    for _, attributes, _ in read_elements(xml, name, frozenset(("Relationship",))):
        target = attributes.get("Target", "")
        if attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/").lower()
        found[attributes.get("Id", "")] = (target, attributes.get("Type", "").rpartition("/")[2])
    return found


def read_links(xml: bytes, parts: Mapping[str, bytes], path: str, name: str) -> dict[str, str]:
    """Return a sheet's link targets by cell address (`G7`), exactly as written."""
    start, end = xml.find(b"<hyperlinks"), xml.rfind(b"</hyperlinks>")
    if start < 0 or end < start:
        return {}
    fragment = xml[start : end + len(b"</hyperlinks>")]
    targets = _targets(parts, path, name)
    return {address: targets[key] for address, key in _links(fragment, targets, name) if key in targets}


def _targets(parts: Mapping[str, bytes], path: str, name: str) -> dict[str, str]:
    """Return the addresses that the sheet's hyperlinks name, by relation id."""
    folder, file = posixpath.split(path)
    xml = parts.get(posixpath.join(folder, "_rels", f"{file}.rels"), b"")
    if b"<!" not in xml:
        found = _RELATION.findall(decode(xml, name))
        if len(found) == xml.count(b"/hyperlink"):
            return {key: unescape(target) if "&" in target else target for key, target in found}
    relations = read_relations(parts, path, name)
    return {key: target for key, (target, kind) in relations.items() if kind == "hyperlink" and target}


def _links(fragment: bytes, targets: dict[str, str], name: str) -> list[tuple[str, str]]:
    if b"location=" not in fragment and b"<!" not in fragment:
        found: list[tuple[str, str]] = _LINK.findall(decode(fragment, name))
        if len(found) == fragment.count(b"<hyperlink "):
            return found
    return _links_plainly(fragment, targets, name)


def _links_plainly(fragment: bytes, targets: dict[str, str], name: str) -> list[tuple[str, str]]:
    """Return (address, relation id) for every cell that a link covers; a `location` goes back behind its `#`."""
    found = []
    for _, attributes, _ in read_elements(fragment, name, frozenset(("hyperlink",))):
        key = attributes.get("id", "")
        if (location := attributes.get("location")) and key in targets:
            key, targets[f"{key}#{location}"] = f"{key}#{location}", f"{targets[key]}#{location}"
        found += [(address, key) for address in _addresses(attributes.get("ref", ""))]
    return found


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
