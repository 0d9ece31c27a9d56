"""What "the agreement", "the program" or "it" means on a page: the instrument named nearest, or the page's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from comity.reader.acts import FAMILIES
from comity.reader.expressions import Expression
from comity.reader.parsing import Parse
from comity.reader.patterns import Cue, Pattern

# What a contract is about where nothing names it but the words around.
_LIKELY = frozenset(
    ("287g", "287g-described", "287g-jail-model", "287g-warrant-service", "287g-task-force", "detention-contract")
)
_AGREED = _LIKELY - {"287g-described"} | {"detainees-held"}
_LIKELY_ALSO = _LIKELY | {
    "detainees-held",
    "detainer",
    "holding-past-release",
    "information-sharing",
    "notification",
    "jail-access",
}


# What pages speak of whose agreement is for room in a jail and not for deputies' powers.
_OF_JAILS = Expression("of-jails")


_OF_POWERS = Expression("of-powers")
# Many people at a time, or for pay: held under a contract and not each on his own detainer.
_LET = Expression("space-let")


# Who only works in a jail.
_GUARDS = ("officer", "deput", "staff", "command")


class Topics:
    """The instruments that a page names, with their places in the text."""

    def __init__(self, cues: Sequence[Cue], folded: str) -> None:
        """Take the page's cues in order, and its folded text."""
        self.named = [c for c in cues if c.pattern.role == "instrument" and c.pattern.id in _LIKELY_ALSO]
        self.models = [
            c
            for c in self.named
            if c.pattern.instrument.startswith("287g_") and c.pattern.instrument != "287g_unspecified"
        ]
        words = [c.pattern.id for c in cues if c.pattern.role == "instrument"]
        spoken_of = {folded[c.start : c.end] for c in cues if c.pattern.id == "generic-contract"}
        # A contract on a page of detainees or beds is for these, although the page names 287(g) too.
        self._is_of_detainees = spoken_of >= {"contract", "detainees"} or spoken_of >= {"contract", "beds"}
        self._contracts = sum(word in {"detention-contract", "detainees-held", "generic-contract"} for word in words)
        self._is_287g = any(c.pattern.instrument.startswith("287g") for c in self.named)
        # With no instrument named, an agreement on a page about detention is for jail space, any other is 287(g).
        self._default = (
            "detention_contract"
            if {"generic-contract", "for-agency"} & {*words}
            or folded.count("detention") > sum(folded.count(f"detention {who}") for who in _GUARDS)
            or (_OF_JAILS.search(folded) and not _OF_POWERS.search(folded))
            else "287g_unspecified"
        )
        self.is_ordering = any("ordering" in folded[c.start : c.end] for c in self.named)
        """Whether the page names an agreement by which people are held: a basic ordering agreement."""
        self._is_let = _LET.search(folded) is not None
        self._has_agreement = "generic-agreement" in words
        # With none named, what is done "for the agency" in a jail is the policy spoken of.
        self._is_held = "for-agency" in words and not self._contracts and not self._is_287g
        self._spoken = [c for c in cues if c.pattern.role == "instrument" and c.pattern.id != "agents"]
        self._counts = Counter(c.pattern.id for c in self.named)

    def meant(self, pattern: Pattern | None, start: int, bounds: tuple[int, int]) -> str:
        """Return the instrument that a cue at `start` stands for, "" where the page names none."""
        if pattern is not None and not pattern.is_generic:
            return pattern.instrument
        if pattern is not None and pattern.id == "ties":
            return self._tied()
        if pattern is not None and pattern.id in {"generic-policy", "generic-asked", "generic-request"}:
            is_held = pattern.id == "generic-request" or self._is_held
            return self._policy(start) or ("detainer_policy" if is_held else "")
        if pattern is not None and pattern.id == "for-agency":
            return self._held()
        if self.is_ordering and not (self._is_287g or self._let()):
            return "detainer_policy"  # "Basic Ordering Agreement": what is signed there is to hold people
        wants_contract = pattern is not None and pattern.instrument == "detention_contract"
        if wants_contract and self._is_of_detainees and not self._let():
            return "detention_contract"
        fitting = [c for c in self.named if self._may_be(c, wants_contract)]
        within = [c for c in fitting if bounds[0] <= c.start < bounds[1]]
        if within:
            return min(within, key=lambda c: abs(c.start - start)).pattern.instrument
        before = [c for c in fitting if c.start < start]
        if before:
            return before[-1].pattern.instrument
        if fitting:
            return fitting[0].pattern.instrument
        if wants_contract:
            return "detention_contract"
        return self._default if pattern is not None else ""

    @property
    def is_of_powers(self) -> bool:
        """Return whether the page names 287(g) or one of its models."""
        return self._is_287g

    @property
    def is_only_of_powers(self) -> bool:
        """Return whether the page names 287(g) or one of its models, and no requests to hold people."""
        return self._is_287g and not self._holds()

    def joined(self) -> str:
        """Return what a body joins or applies for on a page that names one agreement alone, however far away."""
        agreed = {FAMILIES[c.pattern.instrument] for c in self.named if c.pattern.id in _AGREED}
        return "287g_unspecified" if agreed == {"287g"} else ""

    @property
    def is_of_space(self) -> bool:
        """Return whether the page speaks of jail space let to the immigration agency, more than of detainers."""
        return bool(self._let()) and self._contracts > self._holds()

    @property
    def is_of_beds(self) -> bool:
        """Return whether people held "for the agency" are so under a contract on a page of contracts, not of powers."""
        is_spoken = bool(self._let()) or self._contracts > 1
        return is_spoken and self._held() == "detention_contract" and not self._is_287g

    @property
    def may_be_of_space(self) -> bool:
        """Return whether nothing on the page says that it is about detainers or deputies' powers and not about room."""
        return self.is_of_space or not (self._holds() or self._is_287g)

    def partnered(self, instrument: str) -> str:
        """Return what a body signs for with the agency: a contract where the page is about jail space and no powers."""
        is_of_jails = self._default == "detention_contract" and not self._is_287g and not self._holds()
        return "detention_contract" if instrument == "287g_unspecified" and is_of_jails else instrument

    def _let(self) -> int:
        return self._counts["detention-contract"] + self._counts["detainees-held"]

    def _holds(self) -> int:
        return self._counts["detainer"] + self._counts["holding-past-release"]

    def nearest(self, start: int, back_to: int, families: Collection[str]) -> str:
        """Return the instrument named last before a place that is of one of the families, for a pronoun to mean it."""
        spoken = [cue for cue in self._spoken if cue.pattern.id != "for-agency"] or self._spoken
        for cue in reversed(spoken):
            if cue.start < back_to:
                return self._only(families)
            if cue.start >= start:
                continue
            found = self.meant(cue.pattern, cue.start, (cue.start, cue.end))
            is_vague = found == "other" and "287g" in families and (self._is_287g or self._has_agreement)
            if found and FAMILIES[found] in families and not is_vague:
                return found
        return self._only(families) or self._agreed(families)

    def _agreed(self, families: Collection[str]) -> str:
        """Return what an agreement is on a page that speaks of one without naming it, if a verb can be said of it."""
        is_agreed = self._has_agreement and not self._is_287g and FAMILIES[self._default] in families
        return self._default if is_agreed and not self.named else ""

    def _only(self, families: Collection[str]) -> str:
        """Return the page's instrument if it names those of one family alone, "" otherwise."""
        named = {FAMILIES[cue.pattern.instrument] for cue in self.named}
        first = next((cue.pattern.instrument for cue in self.named), "")
        return first if len(named) == 1 and named <= set(families) else ""

    def helped(self, instrument: str, action: str, parse: Parse) -> str:
        """Return what help "with ICE" is: 287(g) where the page speaks of it and it begins or is agreed."""
        if instrument == "other" and action in {"end", "decline"}:
            return self._tied()
        has_agreement = any(span.pattern.id == "generic-agreement" for span in parse.of("instrument"))
        is_program = instrument == "other" and self._is_287g and (action == "start" or has_agreement)
        return "287g_unspecified" if is_program else instrument

    def _tied(self) -> str:
        """Return what a body's ties with the agency are: the one agreement that the page speaks of, else mere help."""
        agreed = {FAMILIES[c.pattern.instrument]: c.pattern.instrument for c in self.named if c.pattern.id in _AGREED}
        if len(agreed) == 1:
            return next(iter(agreed.values()))
        spoken = {FAMILIES[c.pattern.instrument]: c.pattern.instrument for c in self.named}
        is_one = len(spoken) == 1 and len(self.named) > 1 and not agreed
        return next(iter(spoken.values())) if is_one else "other"

    def _held(self) -> str:
        """Return on what people are held: a contract where the page speaks more of that than of detainers."""
        detainers = self._counts["detainer"] + self._counts["holding-past-release"]
        is_let = self._contracts > detainers or (not detainers and self._is_let)
        return "detention_contract" if is_let else "detainer_policy"

    def _policy(self, start: int) -> str:
        """Return what a policy is about: the last instrument of custody or information named before, else the first."""
        fitting = [c for c in self.named if c.pattern.instrument not in {"detention_contract", "287g_unspecified"}]
        before = [c for c in fitting if c.start < start]
        return (before[-1] if before else fitting[0]).pattern.instrument if fitting else ""

    def _may_be(self, cue: Cue, wants_contract: bool) -> bool:
        if wants_contract and (self._let() or self._is_of_detainees or not self._is_287g):
            return cue.pattern.instrument == "detention_contract"
        if not wants_contract and self._is_287g and cue.pattern.id == "detainees-held":
            return False  # people held are no agreement where the page speaks of another
        return cue.pattern.id in _LIKELY or cue.pattern.id in {"detainees-held", "information-sharing"}
