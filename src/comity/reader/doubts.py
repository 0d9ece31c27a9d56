"""Words of change that stand where they tell no act of anybody: in a comparison of times, a free relative, a habit."""

from __future__ import annotations

from comity.reader.acts import Act
from comity.reader.bystanders import is_by_bystander
from comity.reader.parsing import Parse
from comity.reader.subjects import subject_words

# Opens a clause of time, and the units that "before" and "after" count from.
_TIMES = frozenset(("before", "once", "when", "whenever", "until", "after", "if"))
_UNITS = frozenset(("years", "months", "weeks", "days", "decades", "year", "month", "week", "day", "decade", "hours"))
# What a statute or a constitution does is no act of a county; its own ordinance or policy may be.
_LAWS = frozenset(("law", "laws", "statute", "statutes", "constitution", "legislation", "amendment"))
_LOCAL_RULES = frozenset(("county's", "city's", "town's", "local", "council's", "board's", "county", "city"))
_JUDGING = frozenset(("court", "judge", "magistrate", "judges", "jury", "courts"))
_DECIDED = frozenset(("start", "get", "renew", "consider"))
# What is done with a subject of talk before "about", and verbs that tell no more than that it is one.
_PAPERS = frozenset(
    ("figures", "data", "records", "documents", "papers", "emails", "e-mails", "numbers", "statistics", "letters")
)  # fmt: skip
_ABOUT = frozenset(("about", "regarding", "concerning", "toward", "towards"))
# What somebody is given or lacks who has not yet looked at something.
_LEISURE = frozenset(("chance", "time", "opportunity", "until", "ability"))
_ASKING = ("propos", "want", "seek", "sought", "offer", "request")
_OTHER_WISHES = frozenset(("spend", "use", "know", "hear", "learn", "understand"))
_LEISURE_REACH = 5
_ELSEWHERE_REACH = 4
_PROMISE_REACH = 6
_WAS = frozenset(("was", "is", "had", "has", "were", "became"))
_PROMISES = frozenset(("promise", "pledge", "plank", "goal", "aim", "priority", "vow", "promises", "theme", "issue"))
# How far "no" may stand before "who", in words.
_NOBODY_REACH = 6
_NOBODY = frozenset(("no", "nobody", "none", "neither", "few"))
# Who leaves a jail one by one, by what opens the clause that tells of it.
_CASES = frozenset(("when", "whenever", "before", "as", "if", "until", "once"))
_ONE = frozenset(("a", "an", "any", "somebody", "someone", "each"))
_CASE_REACH = 6
_HOUSES = frozenset(("jail", "jails", "custody", "prison", "court", "courthouse", "building", "facility", "country"))
_LEFT_PAPERS = frozenset(("agreement", "contract", "program", "287(g)", "deal", "pact", "partnership"))
# What stands behind "leave it" where that gives or keeps something: "leaves it to the sheriff", "left it in place".
_LEFT_TO = frozenset(("to", "up", "one", "no", "none", "as", "alone", "open", "intact", "unchanged"))
_PRONOUNS = frozenset(("it", "them", "him", "her", "us", "that", "this"))
_RULES = frozenset(("code", "policy", "policies", "ordinance", "rules", "charter", "resolution", "law"))
_NO_WORDS = frozenset(("no", "nothing"))
_OF_RULES = frozenset(("resolution", "ordinance", "measure", "directive"))
_RULE_REACH = 10
_CODES = frozenset(
    ("ors", "rcw", "section", "sec", "code", "chapter", "title", "§", "u.s.c", "usc", "statute", "statutes")
)
_INSPECTORS = frozenset(("inspectors", "inspector", "auditors", "auditor", "investigators", "researchers", "monitors"))


def is_doubtful(parse: Parse, act: Act) -> bool:
    """Return whether an act's words stand where they tell of nothing done."""
    return any(
        is_so(parse, act)
        for is_so in (
            _is_counted_from,
            _is_procedure,
            _is_free_relative,
            _is_by_nobody,
            _is_statutes,
            _is_courts,
            _is_unread,
            _is_known,
            _is_topic,
            _is_means,
            _is_polled,
            _is_elsewheres,
            _is_promised,
            _is_of_each_case,
            _is_handed_over,
            _is_by_no_rule,
            _is_rule_at_large,
            _is_inspected,
            _is_passed_to,
            _is_of_taken_back,
            _is_of_papers,
            is_by_bystander,
            _is_inmates_leave,
            _is_other_wish,
        )
    )


def _is_counted_from(parse: Parse, act: Act) -> bool:
    """Return whether a clause only says from when something is counted: "eighteen years after it began"."""
    first, _ = parse.clause(act.group.first)
    is_after = parse.text(first) in {"after", "since"} and parse.text(first - 1) in _UNITS
    return is_after and act.head.pattern.action == "start" and parse.text(act.group.first - 1) in {"it", "they"}


def _is_procedure(parse: Parse, act: Act) -> bool:
    """Return whether a clause of time in the present stands by another in the present: "before one is signed, …"."""
    group = act.group
    first, _ = parse.clause(group.first)
    if parse.text(first) not in _TIMES or act.head.pattern.role != "change" or group.is_infinitive:
        return False
    is_present = group.is_passive and not (group.is_past or group.is_perfect or group.modals or group.effects)
    words = {word.text for word in parse.words}
    return is_present and not words & {"will", "'ll", "would"} and not any(word.isdigit() for word in words)


def _is_of_papers(parse: Parse, act: Act) -> bool:
    """Return whether papers are what somebody got or gave, and tell of the rest: "figures obtained by the union"."""
    is_bare = act.head.form in {"past", "part"} and act.group.first == act.head.first and not act.group.effects
    return is_bare and parse.text(act.head.first - 1) in _PAPERS


def _is_free_relative(parse: Parse, act: Act) -> bool:
    """Return whether "what" is the subject: "what is done under the agreement"."""
    return parse.text(act.group.first - 1) == "what" and not act.group.effects


def _is_by_nobody(parse: Parse, act: Act) -> bool:
    """Return whether there is said to be nobody who does it: "there is no sheriff who is willing to"."""
    if not parse.names_any(_NOBODY):
        return False
    at = act.group.first - 1
    if _is_nobodys(parse, act):
        return True
    if parse.text(at) not in {"who", "that"}:
        return False
    near = range(at - 1, max(-1, at - _NOBODY_REACH), -1)
    end = next((i for i in near if parse.is_hard(i) or parse.text(i) == ","), -1)
    return any(parse.text(i) in {"no", "nobody", "few"} for i in range(max(end, at - _NOBODY_REACH), at))


def _is_nobodys(parse: Parse, act: Act) -> bool:
    """Return whether nobody is the subject: "neither sheriff plans on ending it", "no county here has signed"."""
    if act.is_subject_voice or act.group.is_passive or act.head.pattern.role not in {"change", "step"}:
        return False
    first, left = subject_words(parse, act)
    for index in range(first, left):
        if parse.text(index) in {"neither", "none", "nobody"} or (
            parse.text(index) == "no" and parse.text(index + 1) == "one"
        ):
            return _opens(parse, index, first) and not any(parse.text(i) == "," for i in range(index, left))
        is_member = parse.text(index + 1) in {"member", "members", "official", "lawmaker", "other", "such"}
        is_no = parse.text(index) == "no" and index + 1 < left
        if is_no and (is_member or any(s.after <= left for i in (1, 2, 3) for s in parse.at(index + i, "body"))):
            return _opens(parse, index, first) and not any(parse.text(i) == "," for i in range(index, left))
    return False


def _opens(parse: Parse, index: int, first: int) -> bool:
    """Return whether a word opens a subject, or its clause behind "and"."""
    return index <= first + 2 or parse.text(index - 1) in {",", "and", "but"}


def _is_statutes(parse: Parse, act: Act) -> bool:
    """Return whether a law is who acts: "a status which state law forbids"."""
    back = range(act.group.first - 1, max(1, act.group.first - _RULE_REACH), -1)
    if any(parse.text(i) == "which" and parse.text(i - 1) == "," and _is_section(parse, i - 2) for i in back):
        return True  # "ORS 181A.820, which bars police from …"
    at = act.group.first - 1
    if act.is_subject_voice or act.head.form not in {"s", "past"}:
        return False
    before = parse.text(at - 1) if parse.text(at) in {"which", "that"} else parse.text(at)
    if before not in _LAWS:
        return False
    first, _ = subject_words(parse, act)
    return not any(parse.text(i) in _LOCAL_RULES for i in range(first, act.group.first))


def _is_courts(parse: Parse, act: Act) -> bool:
    """Return whether a court is who concludes, grants or reviews: no body of a county does."""
    is_left = act.head.pattern.action == "decline" and act.head.pattern.role == "change"
    if act.is_subject_voice or not (is_left or act.head.pattern.id in _DECIDED | {"restrict"}) or act.group.effects:
        return False
    if parse.text(act.group.first - 1) in _JUDGING:
        return True
    first, left = subject_words(parse, act)
    words = [parse.text(i) for i in range(first, left)]
    is_judge = any(word in {"judge", "judges", "magistrate"} for word in words)
    if is_left:
        return (
            bool({"appeals", "supreme", "appellate", "district", "superior", "circuit"} & {*words}) and "court" in words
        )
    return is_judge and act.head.pattern.id == "restrict" and not parse.has("body", first, left)


def _is_unread(parse: Parse, act: Act) -> bool:
    """Return whether somebody has had no time to look at a paper: "until it has had a chance to review the policy"."""
    if act.head.pattern.id != "consider" or act.head.form not in {"base", "noun"}:
        return False
    before = range(max(0, act.head.first - _LEISURE_REACH), act.head.first)
    return any(parse.text(i) in _LEISURE for i in before)


def _is_known(parse: Parse, act: Act) -> bool:
    """Return whether a rule is spoken of as known, not as made: "the ban on … will be no burden"."""
    if act.head.pattern.id == "rule-against" and "no" in {
        parse.text(act.head.first - 1),
        parse.text(act.head.first - 2),
    }:
        return True  # "there is no written policy on it"
    before = parse.text(act.head.first - 1)
    if act.head.pattern.id != "rule-against" or not (before in {"the", "that", "such"} or before.endswith("'s")):
        return False
    return not any(s.form == "past" for i in range(act.head.first) for s in parse.at(i, "change"))


def _is_topic(parse: Parse, act: Act) -> bool:
    """Return whether an act is only what is talked about: "asked about joining", "debate about ending it"."""
    group = act.group
    if act.head.form != "ing" or group.is_progressive or group.effects:
        return False
    return parse.text(group.first - 1) in _ABOUT


def _is_means(parse: Parse, act: Act) -> bool:
    """Return whether an act is only the means to what might be: "could save money by ending its contract"."""
    if parse.text(act.group.first - 1) != "by":
        return False
    return any(parse.text(i) in {"could", "would", "might", "may"} for i in range(act.group.first))


def _is_polled(parse: Parse, act: Act) -> bool:
    """Return whether an act is only what people asked in a poll would like: "40 percent said they would end it"."""
    words = {word.text for word in parse.words}
    return bool(words & {"poll", "polls", "survey", "percent", "respondents"}) and "would" in act.group.modals


def _is_elsewheres(parse: Parse, act: Act) -> bool:
    """Return whether it is told of other places at large: "contracts have been terminated elsewhere as well"."""
    after = range(act.head.after, min(len(parse.words), act.head.after + _ELSEWHERE_REACH))
    return act.is_subject_voice and any(parse.text(i) in {"elsewhere", "nationwide", "nationally"} for i in after)


def _is_promised(parse: Parse, act: Act) -> bool:
    """Return whether a deed is only spoken of as what was promised: "getting rid of it was a central promise"."""
    group = act.group
    if act.head.form != "ing" or group.effects or group.is_progressive or group.modals:
        return False
    at = next((i for i in range(act.head.after, act.head.after + _PROMISE_REACH) if parse.text(i) in _WAS), -1)
    return at > 0 and any(parse.text(i) in _PROMISES for i in range(at + 1, at + _PROMISE_REACH))


def _is_of_each_case(parse: Parse, act: Act) -> bool:
    """Return whether each single case is told, not the last of them: "when a person is about to leave the jail"."""
    if _is_out_of_jail(parse, act):
        return True
    if act.head.pattern.id not in {"detainees-leave", "detainees-arrive"}:
        return False
    first, _ = parse.clause(act.group.first)
    opening = {parse.text(i) for i in range(first, first + _CASE_REACH)}
    return parse.text(first) in _CASES and bool(opening & _ONE) and not act.group.is_past


def _is_out_of_jail(parse: Parse, act: Act) -> bool:
    """Return whether a person is who leaves, and a building is what: "before he leaves the county's jail"."""
    if act.head.pattern.id != "end" or not parse.text(act.head.first).startswith(("leav", "exit")):
        return False
    behind = [parse.text(i) for i in range(act.head.after, min(len(parse.words), act.head.after + _CASE_REACH))]
    stop = next((n for n, word in enumerate(behind) if word in {",", ";", ".", "and", "to"}), len(behind))
    return bool(_HOUSES & {*behind[:stop]}) and not _LEFT_PAPERS & {*behind[:stop]}


def _is_handed_over(parse: Parse, act: Act) -> bool:
    """Return whether "leave it" gives somebody a choice or keeps things as they are: "leaves it to the sheriff"."""
    behind = act.head.after
    return (
        parse.text(act.head.first) in {"leave", "leaves", "left", "leaving"}
        and parse.text(behind) in _PRONOUNS
        and parse.text(behind + 1) in _LEFT_TO
    )


def _is_by_no_rule(parse: Parse, act: Act) -> bool:
    """Return whether it is said that no rule stands against it: "nothing in our code keeps anybody from telling"."""
    if not parse.names_any(_NO_WORDS):
        return False
    words = [parse.text(i) for i in range(act.head.first)]
    at = next((i for i, word in enumerate(words) if word == "nothing" or _is_no_rule(words[i : i + 4])), -1)
    is_kept = act.group.governed_by("forbid", "stop") or bool({"from", "against"} & {*words[at:]})
    return at >= 0 and is_kept and not any(parse.is_hard(i) for i in range(at, act.head.first))


def _is_no_rule(words: list[str]) -> bool:
    return words[:1] == ["no"] and bool(_RULES & {*words})


def _is_rule_at_large(parse: Parse, act: Act) -> bool:
    """Return whether a rule on holds is made of which is not said what it asks: "the resolution passed in 2012"."""
    if act.action != "start" or act.instrument is None or act.instrument.pattern.instrument != "detainer_policy":
        return False
    before = range(max(0, act.group.first - _RULE_REACH), act.group.first)
    near = [*before, *range(act.head.after, act.head.after + 3)]
    return act.head.pattern.id == "start" and any(parse.text(i) in _OF_RULES for i in near)


def _is_section(parse: Parse, index: int) -> bool:
    """Return whether a word is the number of a section of a code."""
    is_number = any(letter.isdigit() for letter in parse.text(index))
    return is_number and any(parse.text(i) in _CODES for i in range(max(0, index - 3), index))


def _is_passed_to(parse: Parse, act: Act) -> bool:
    """Return whether money or papers are only passed on to somebody: "for passing on the agency's money to a firm"."""
    if not parse.text(act.head.first).startswith("pass") or parse.text(act.head.after - 1) != "on":
        return False
    behind = range(act.head.after, min(len(parse.words), act.head.after + _CASE_REACH))
    return any(parse.text(i) == "to" for i in behind)


def _is_of_taken_back(parse: Parse, act: Act) -> bool:
    """Return whether an application is told of in passing that was taken back: "took back one that he had sent in"."""
    if act.head.pattern.id != "apply" or act.head.form == "noun":
        return False
    before = {parse.text(i) for i in range(act.group.first)}
    is_back = "back" in before and bool({"took", "taken", "takes", "pulled"} & before)
    return (is_back or bool({"withdrew", "withdrawn"} & before)) and bool({"that", "which"} & before)


def _is_inspected(parse: Parse, act: Act) -> bool:
    """Return whether those who inspect a jail are who looks into something: no body of a county weighs it."""
    if act.action != "consider":
        return False
    first, left = subject_words(parse, act)
    return any(parse.text(i) in _INSPECTORS for i in (first, *range(first, left)))


def _is_inmates_leave(parse: Parse, act: Act) -> bool:
    """Return whether people in a jail are who agree to something: "may interview inmates who agree to it"."""
    is_leave = parse.text(act.head.first).startswith(("agree", "consent", "accept"))
    before = {parse.text(i) for i in range(max(0, act.group.first - 3), act.group.first)}
    return is_leave and bool(before & {"who", "inmate", "inmates", "detainee", "detainees", "prisoner", "prisoners"})


def _is_other_wish(parse: Parse, act: Act) -> bool:
    """Return whether what is wanted is to do something else: "proposed to spend money from the program"."""
    is_asked = act.head.pattern.id == "apply" and parse.text(act.head.first).startswith(_ASKING)
    is_to = act.head.form != "noun" and parse.text(act.head.after) == "to"
    return is_asked and is_to and parse.text(act.head.after + 1) in _OTHER_WISHES
