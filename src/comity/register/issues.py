"""Everything that a person should look at, with place and cure; the same thing in many lists is one issue."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from comity.identity import Agreement
from comity.ledger import StoredList
from comity.register.compiled import Compiled, publication_id_of
from comity.register.reviewing import REVIEW_CURES
from comity.register.rows import AgreementRow, IssueRow

CURES = {
    "list": "compare the file with its neighbours in time; if it is good after all, add the lists that confirm it",
    "refused_row": "look at the row in the file; if it should count, teach the source to read it",
    "unresolved_agency": "add the body to the gazetteer's rules, or record that it stays unresolved",
    "county_conflict": "the printed county was not obeyed; correct the gazetteer if the printed one is right",
    "corrected_value": "nothing to do while the reason holds; the correction stands in the source's source.toml",
    "signing_date": "look at the linked memorandum and record a correction with its reason",
    "undecided_identity": "decide with `comity decide same|different ID ID --reason …`",
    "unconfirmed_absence": "wait for later lists; the agreement counts as listed until they confirm",
    "printed_twice": "nothing to do: the row counts once",
    "unknown_support_type": "add the word to the source's vocabulary once it is clear which model it means",
}


Found = tuple[str, str, str, str, str]


def find_issues(compiled: Compiled, agreements: Sequence[AgreementRow], more: Iterable[Found] = ()) -> list[IssueRow]:
    """Return every issue, sorted by code and subject; `more` are those found elsewhere."""
    found: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for code, subject, message, publication_id, locator in (*_all(compiled, agreements), *more):
        found[code, subject, message].append((publication_id, locator))
    return sorted(
        (_issue(*key, places) for key, places in found.items()), key=lambda row: (row.code, row.subject, row.issue_id)
    )


def _all(compiled: Compiled, agreements: Sequence[AgreementRow]) -> Iterator[Found]:
    yield from _lists(compiled)
    yield from _row_issues(compiled)
    yield from _meanings(compiled)
    yield from _identity(compiled)
    yield from _absences(compiled, agreements)


def _issue(code: str, subject: str, message: str, places: Sequence[tuple[str, str]]) -> IssueRow:
    digest = hashlib.sha256(f"{code}\x1f{subject}\x1f{message}".encode()).hexdigest()[:12]
    publication_id, locator = places[0]
    return IssueRow(
        issue_id=f"issue-{digest}",
        code=code,
        subject=subject,
        message=message,
        publication_id=publication_id,
        locator=locator,
        count=len(places),
        cure=CURES.get(code) or REVIEW_CURES.get(code, "look at the place in the file"),
    )


def _lists(compiled: Compiled) -> Iterator[Found]:
    for sha256, judgement in sorted(compiled.judgements.items()):
        if judgement.verdict not in {"good", "duplicate"}:
            stored = compiled.lists[sha256]
            yield "list", stored.name, f"{judgement.verdict}: {judgement.reason}", publication_id_of(sha256), ""


def _in_time(compiled: Compiled, keys: Iterable[str]) -> list[str]:
    """Return lists in the order in which they were published, so that an issue names the first place."""
    return sorted(keys, key=lambda key: (compiled.judgements[key].sequence, key))


def _row_issues(compiled: Compiled) -> Iterator[Found]:
    for sha256 in _in_time(compiled, compiled.lists):
        stored, key = compiled.lists[sha256], publication_id_of(sha256)
        for refusal in stored.refused:
            yield "refused_row", stored.name, refusal.reason, key, refusal.locator
        for issue in stored.issues:
            yield issue.code, stored.name if issue.code.startswith("column") else "", issue.message, key, issue.locator


def _meanings(compiled: Compiled) -> Iterator[Found]:
    """Yield what is unclear about a printed row, once for each row, at the first list that shows it."""
    for stored, locator, number in _first_places(compiled):
        row = compiled.rows[number]
        key = publication_id_of(stored.publication_id)
        name = f"{row.printed.state.strip()}: {' '.join(row.printed.agency.split())}"
        if not row.resolution.agency_id:
            candidates = ", ".join(row.resolution.candidates) or "none"
            yield "unresolved_agency", name, f"no single known body (candidates: {candidates})", key, locator
        if row.resolution.conflict:
            yield "county_conflict", name, row.resolution.conflict, key, locator
        for correction in row.corrections:
            yield "corrected_value", name, correction, key, locator
        if row.printed.signed and row.signed.problem:
            yield "signing_date", name, row.signed.problem, key, locator
        if not row.model:
            message = f"the support type {row.printed.support_type!r} names no known model"
            yield "unknown_support_type", name, message, key, locator


def _first_places(compiled: Compiled) -> Iterator[tuple[StoredList, str, int]]:
    seen: set[int] = set()
    for stored in [*compiled.participating, *compiled.pending]:
        fresh = [at for at, number in enumerate(stored.printed_row_ids) if number not in seen]
        locators = stored.locators if fresh else []
        for position in fresh:
            number = stored.printed_row_ids[position]
            if number not in seen:
                seen.add(number)
                yield stored, locators[position], number


def _identity(compiled: Compiled) -> Iterator[Found]:
    names = {row.row_id: f"{row.resolution.state}: {row.printed.agency.strip()}" for row in compiled.rows.values()}
    for decision in compiled.history.decisions:
        if decision.kind == "undecided":
            message = f"{names[decision.left_row_id]} → {names[decision.right_row_id]}: {decision.reason}"
            key = publication_id_of(decision.publication_id)
            yield "undecided_identity", decision.agreement_id, message, key, ""
    for sha256 in _in_time(compiled, compiled.history.twins):
        for row_id in compiled.history.twins[sha256]:
            yield "printed_twice", names[row_id], "the row stands twice in the list", publication_id_of(sha256), ""


def _absences(compiled: Compiled, agreements: Iterable[AgreementRow]) -> Iterator[Found]:
    if not compiled.participating:
        return
    newest = compiled.participating[-1]
    missing: dict[str, Agreement] = {item.agreement_id: item for item in compiled.history.agreements}
    for row in agreements:
        last = max(run.last for run in missing[row.agreement_id].runs)
        if row.status == "listed" and last < len(compiled.participating) - 1:
            absent = len(compiled.participating) - 1 - last
            message = f"absent from the newest {absent} list(s), last shown on {row.last_listed_on}; not yet confirmed"
            yield "unconfirmed_absence", row.agreement_id, message, publication_id_of(newest.publication_id), ""
