"""A language model's proposals: what it is asked, and what is kept of its answer. Pure; `archive` does the asking.

A model's word is worth its quotation: a claim stays only if its evidence stands in the page's text character by
character, its words are those of the closed vocabularies, and every name in it is on the page. What is left out is
counted with the reason. The result is labelled with the model and this prompt's version, and stands apart from what
the deterministic reader proposes.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from comity.errors import UnreadableError
from comity.reader.mentions import find_mentions
from comity.reader.privacy import Curtain
from comity.reader.records import Election, Event, Page, Reading, Relation
from comity.reader.sentences import split_sentences

# Raised with every change of the prompt, so that proposals of different prompts are told apart.
PROMPT_VERSION = "1"
# A page beyond this is asked about up to here; the rest would cost more than it says.
MOST_CHARACTERS = 24_000
_SHORTEST_EVIDENCE, _LONGEST_EVIDENCE = 8, 300
_MOST_CLAIMS = 60

_KINDS = frozenset({"local_decision", "legal_mandate", "lawsuit", "campaign_pledge", "pressure", "practice"})
_INSTRUMENTS = frozenset(
    {
        *("287g_jail_model", "287g_warrant_service", "287g_task_force", "287g_unspecified", "detention_contract"),
        *("detainer_policy", "information_sharing", "notification", "access_to_jail", "state_law", "other"),
    }
)
_ACTIONS = frozenset({"start", "expand", "renew", "end", "suspend", "decline", "consider", "restrict", "sue", "other"})
_STATUSES = frozenset({"happened", "announced", "proposed", "pressured", "rejected", "denied"})
_RELATIONS = frozenset({"project_of", "affiliate_of", "publication_of", "member_of", "funded_by", "donated_to"})
_STAGES = frozenset({"primary", "general", "runoff", "filing_deadline", None})
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_WORD = re.compile(r"[^\W_]+")
# Words that a name may gain: the guide adds them where the text implies them.
_IMPLIED = frozenset({"county", "parish", "city", "state", "of", "the", "plaintiff", "defendant", "federal"})
_NAMES = (
    "jurisdiction_name", "agency", "actor", "pressed_by", "attributed_to", "subject", "object", "office", "candidates",
    "winner",
)  # fmt: skip

Claim = TypeVar("Claim", Event, Relation, Election)
Ask = Callable[[dict[str, Any]], str]


class ModelProposals(msgspec.Struct, frozen=True):
    """What a model proposed of a page and was borne out by its text; `discarded` counts the rest by reason."""

    model: str
    prompt_version: str
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    elections: tuple[Election, ...] = ()
    discarded: dict[str, int] = {}
    problem: str | None = None
    """Why there is no answer, or None where there is one."""


def ask_model(page: Page, model: str, ask: Ask) -> ModelProposals:
    """Return what a model proposes of a page; `ask` sends a request's body and returns the answer's words."""
    try:
        return without_private(verified(ask(request_body(page, model)), page, model), page)
    except UnreadableError as error:
        return ModelProposals(model, PROMPT_VERSION, problem=str(error))


def request_body(page: Page, model: str) -> dict[str, Any]:
    """Return the body of a chat-completion request about a page, as OpenAI-compatible servers take it."""
    facts = {"title": page.title, "url": page.url, "published": page.published or None, "outlet": page.outlet}
    content = f"{json.dumps(facts, ensure_ascii=False)}\n\n{page.text[:MOST_CHARACTERS]}"
    return {
        "model": model,
        "temperature": 0,
        "max_tokens": 4096,
        "response_format": {"type": "json_object"},
        "messages": [{"role": "system", "content": prompt()}, {"role": "user", "content": content}],
    }


def prompt() -> str:
    """Return the instructions, the closed vocabularies filled in."""
    text = Path(__file__).with_name("model_prompt.txt").read_text(encoding="utf-8")
    words = {
        "KINDS": _KINDS, "INSTRUMENTS": _INSTRUMENTS, "ACTIONS": _ACTIONS, "STATUSES": _STATUSES,
        "RELATIONS": _RELATIONS, "STAGES": _STAGES - {None},
    }  # fmt: skip
    for name, known in words.items():
        text = text.replace(f"<{name}>", ", ".join(sorted(word for word in known if word)))
    return text


def verified(answer: str, page: Page, model: str) -> ModelProposals:
    """Return the claims of an answer that the page bears out; raise UnreadableError where it is no JSON object."""
    found = _object(answer)
    discarded: Counter[str] = Counter()
    check = _Check(page, f"model:{model}#{PROMPT_VERSION}", discarded)
    return ModelProposals(
        model,
        PROMPT_VERSION,
        tuple(check.claims(found.get("events"), Event, _event)),
        tuple(check.claims(found.get("relations"), Relation, _relation)),
        tuple(check.claims(found.get("elections"), Election, _election)),
        dict(discarded),
    )


def without_private(proposals: ModelProposals, page: Page) -> ModelProposals:
    """Return proposals without the names of private persons; a model's word makes nobody public."""
    mentions = find_mentions(page, split_sentences(page.text))
    curtain = Curtain(page, mentions, Reading(page.id, page.url, page.title, page.published))
    relations = tuple(kept for one in proposals.relations if (kept := curtain.relation(one)))
    dropped = len(proposals.relations) - len(relations)
    private = {"a private person is named": dropped} if dropped else {}
    return msgspec.structs.replace(
        proposals,
        events=tuple(curtain.event(one) for one in proposals.events),
        relations=relations,
        elections=tuple(_election_in_public(one, curtain) for one in proposals.elections),
        discarded=proposals.discarded | private,
    )


def _election_in_public(election: Election, curtain: Curtain) -> Election:
    named = tuple(name for name in election.candidates if curtain.field(name))
    return curtain.election(msgspec.structs.replace(election, candidates=named, winner=curtain.field(election.winner)))


def _object(answer: str) -> dict[str, Any]:
    """Return the JSON object of an answer; a fence of backquotes around it is taken off."""
    fenced = re.fullmatch(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", answer, re.S)
    try:
        found = json.loads(fenced[1] if fenced else answer)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("the model's answer is no JSON", cure="try another model") from error
    if not isinstance(found, dict):
        raise UnreadableError("the model's answer is no JSON object", cure="try another model")
    return found


class _Check:
    """Checks an answer's claims against the page, and counts those that it leaves out."""

    def __init__(self, page: Page, label: str, discarded: Counter[str]) -> None:
        self.text = page.text[:MOST_CHARACTERS]
        self.words = {word.lower() for word in _WORD.findall(f"{self.text} {page.title} {page.outlet}")} | _IMPLIED
        self.label = label
        self.discarded = discarded
        self.seen: set[Any] = set()

    def claims(
        self, items: Any, record: type[Claim], fields: Callable[[dict[str, Any]], dict[str, Any] | None]
    ) -> Iterator[Claim]:
        """Yield the claims of one kind that hold."""
        if items is not None and not isinstance(items, list):
            self.discarded["is no list of claims"] += 1
            return
        for item in (items or [])[:_MOST_CLAIMS]:
            claim = self._claim(item, record, fields)
            if isinstance(claim, str):
                self.discarded[claim] += 1
            elif claim not in self.seen:
                self.seen.add(claim)
                yield claim
        if items and len(items) > _MOST_CLAIMS:
            self.discarded["too many claims"] += len(items) - _MOST_CLAIMS

    def _claim(
        self, item: Any, record: type[Claim], fields: Callable[[dict[str, Any]], dict[str, Any] | None]
    ) -> Claim | str:
        """Return the claim, or the reason why it is none."""
        if not isinstance(item, dict):
            return "is no claim"
        evidence = item.get("evidence")
        if not isinstance(evidence, str) or not _SHORTEST_EVIDENCE <= len(evidence) <= _LONGEST_EVIDENCE:
            return "has no evidence of the right length"
        start = self.text.find(evidence)
        if start < 0:
            return "its evidence is not on the page"
        chosen = fields(item)
        if chosen is None:
            return "a word is outside the vocabulary"
        if not all(self._is_on_page(chosen.get(name)) for name in _NAMES):
            return "a name is not on the page"
        try:
            return msgspec.convert(
                chosen | {"evidence": evidence, "start": start, "pattern": self.label}, record, strict=True
            )
        except msgspec.ValidationError:
            return "a field is missing or of another type"

    def _is_on_page(self, name: Any) -> bool:
        names = name if isinstance(name, list) else [name]
        return all(word.lower() in self.words for one in names if one for word in _WORD.findall(str(one)))


def _text(item: dict[str, Any], name: str) -> Any:
    return item.get(name) or None


def _date(item: dict[str, Any]) -> str | None:
    printed = item.get("date")
    return printed if isinstance(printed, str) and _DATE.fullmatch(printed) else None


def _state(item: dict[str, Any]) -> str | None:
    printed = item.get("state")
    return printed if isinstance(printed, str) and re.fullmatch(r"[A-Z]{2}", printed) else None


def _event(item: dict[str, Any]) -> dict[str, Any] | None:
    chosen = {name: item.get(name) for name in ("kind", "instrument", "action", "status")}
    known = {"kind": _KINDS, "instrument": _INSTRUMENTS, "action": _ACTIONS, "status": _STATUSES}
    if any(not isinstance(word, str) or word not in known[name] for name, word in chosen.items()):
        return None
    texts = ("agency", "date_text", "actor", "attributed_to", "pressed_by")
    return (
        chosen
        | {name: _text(item, name) for name in texts}
        | {
            "jurisdiction_name": item.get("jurisdiction_name"),
            "jurisdiction_type": item.get("jurisdiction_type") or "",
            "state": _state(item),
            # Numbers are looked up in the gazetteer, never taken from a model.
            "fips5_or_null": None,
            "date": _date(item),
            "state_in_text": False,
        }
    )


def _relation(item: dict[str, Any]) -> dict[str, Any] | None:
    if item.get("relation") not in _RELATIONS:
        return None
    amount = item.get("amount_usd")
    return {
        "subject": item.get("subject"),
        "relation": item["relation"],
        "object": item.get("object"),
        "amount_usd": float(amount) if isinstance(amount, int | float) and 0 < amount < 1e12 else None,
        "date": _date(item),
        "attributed_to": _text(item, "attributed_to"),
    }


def _election(item: dict[str, Any]) -> dict[str, Any] | None:
    if not isinstance(item.get("kind"), str | None) or item.get("kind") not in _STAGES:
        return None
    return {
        "office": item.get("office"),
        "jurisdiction_name": item.get("jurisdiction_name"),
        "state": _state(item),
        "fips5_or_null": None,
        "kind": item.get("kind"),
        "date": _date(item),
        "candidates": item.get("candidates") or [],
        "winner": _text(item, "winner"),
        "attributed_to": _text(item, "attributed_to"),
    }
