"""Learn the reader's second look from the pages labelled here, and write `weights.json.gz`.

Run from the checkout: `.venv/bin/pip install -e '.[train]'`, then `.venv/bin/python -m tests.reader.train_second_look`.
The linear models learn from all parts that may be learnt from. The trees, which weigh the rules' own finds, learn from
`twin`, `kin` and `clan` alone, of which no rule writer has read a page: on pages by which the rules were mended they
would learn that the rules are always right. Meanwhile what the linear models say of one of these comes from models
that have not seen it (folds). `held`, `unread`, `sealed` and `fresh` are never learnt from.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize
from tests.reader.scoring import SIDE, TAUGHT, is_same_event, own_pages, paired, place, taught

from comity.reader.context import Context
from comity.reader.events import as_events, find_events
from comity.reader.learnt.days import Candidate, Days
from comity.reader.learnt.linear import Head, Linear
from comity.reader.learnt.look import WEIGHTS, SecondLook, draft_of
from comity.reader.learnt.page import PageProposals, Proposal
from comity.reader.learnt.rows import FAINT, FAMILY, Row, rows_of
from comity.reader.learnt.trees import Branch, Trees
from comity.reader.page import context_of
from comity.reader.records import Event, Page

FOLDED = ("twin", "kin", "clan")
FOLDS = 4
SEED = 7
# Where the trees' answers are taken for yes. The folds favour many alike; of those, these read both seed articles whole
# and hold the floors of the unread parts best. Of the days, what the folds print is as good from 0.3 to 0.4.
LEAST_KEPT, LEAST_ADDED = 0.42, 0.52
LEAST_DAY = 0.35
_FIELDS = ("instrument", "action", "kind", "status")
_WORDS: dict[str, dict[str, str]] = {"instrument": FAMILY, "action": SIDE}
_FEWEST = 3  # rows that a feature must be of
_SMALLEST = 1.6  # weight of a choice that is kept: smaller ones bring nothing in folds, and cost time


class Dated(NamedTuple):
    """An event with the days that may be its own, the one that the rules give it and the label's, "" for none."""

    days: list[Candidate]
    given: str
    right: str
    is_learnt: bool


class Labelled(NamedTuple):
    """A page with its rows, the rules' events and its labels.

    `told` is by row the label that it tells, if any.
    """

    part: str
    rows: list[Row]
    events: tuple[Event, ...]
    labels: list[dict[str, Any]]
    told: list[dict[str, Any] | None]
    dated: list[Dated]


def main() -> None:
    """Learn, print what the folds give, and write the weights."""
    pages = [page for part in TAUGHT for page in read(part)]
    rows, labels = (sum(map(len, some)) for some in ([p.rows for p in pages], [p.labels for p in pages]))
    print(f"{len(pages)} pages, {rows} rows, {labels} events")
    events, guessed, ours = folded(pages)
    dated = [one for page in pages for one in page.dated]
    look = SecondLook(
        taught(), linear(pages), grown(events), grown(guessed), grown_days(dated), LEAST_KEPT, LEAST_ADDED, LEAST_DAY
    )
    print_folds(events, guessed, ours)
    print_days(pages)
    WEIGHTS.write_bytes(gzip.compress(msgspec.json.encode(look), mtime=0))
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size:,} bytes")


def read(part: str) -> Iterator[Labelled]:
    """Yield a part's pages, read by the rules alone."""
    for raw, labels in zip(*own_pages(part), strict=True):
        context = context_of(Page(raw["id"], raw["text"], raw["url"] or "", raw["title"] or "", raw["published"] or ""))
        rows, events = rows_of(context), find_events(context)
        told = told_by(rows, raw["text"], labels["events"])
        dated = list(dated_of(context, events, labels["events"], rows, told))
        yield Labelled(part, rows, events, labels["events"], told, dated)


def dated_of(
    context: Context,
    events: Sequence[Event],
    labels: list[dict[str, Any]],
    rows: Sequence[Row],
    told: Sequence[dict[str, Any] | None],
) -> Iterator[Dated]:
    """Yield the days of the rules' right events, and of what rows tell beside them, dated as if it were added."""
    days = Days(context)
    claims = [{name: getattr(event, name) for name in event.__struct_fields__} for event in events]
    pairs = paired(claims, labels, is_same_event)
    for claim, label in pairs:
        event = next(event for event, one in zip(events, claims, strict=True) if one is claim)
        yield Dated(days.candidates(event, is_learnt=False), event.date or "", label["date"] or "", False)
    for row, label in zip(rows, told, strict=True):
        if label is None or any(label is one for _, one in pairs):
            continue
        draft = draft_of(context, row, **{name: label[name] for name in ("instrument", "action", "kind", "status")})
        for event in as_events(context, [draft]):
            yield Dated(days.candidates(event, is_learnt=True), event.date or "", label["date"] or "", True)


def told_by(rows: Sequence[Row], text: str, labels: Sequence[dict[str, Any]]) -> list[dict[str, Any] | None]:
    """Return by row the label that it tells: of its place, with its evidence in its sentence.

    Where a label has no evidence, the page's one sentence with most cues that has the place tells it.
    """
    told: list[dict[str, Any] | None] = [None] * len(rows)
    for label in labels:
        fitting = [at for at, row in enumerate(rows) if place(_claim(row)) & place(label)]
        evidence = label.get("evidence") or ""
        start = text.find(evidence) if evidence else -1
        if start >= 0:
            fitting = [at for at in fitting if rows[at].start < start + len(evidence) and start < rows[at].end]
        elif fitting:
            named = [at for at in fitting if "is=here" in rows[at].around] or fitting
            fitting = [max(named, key=lambda at: rows[at].around["cues"])]
        for at in fitting:
            told[at] = told[at] or label
    return told


def _claim(row: Row) -> dict[str, Any]:
    return {"jurisdiction_name": row.place.name, "state": row.place.state, "fips5_or_null": row.place.fips or None}


def linear(pages: Sequence[Labelled]) -> Linear:
    """Return the linear models that some pages teach."""
    rows = [row for page in pages for row in page.rows]
    told = [label for page in pages for label in page.told]
    features = [_features(row) for row in rows]
    counts = Counter(name for one in features for name in one)
    vector = DictVectorizer()
    matrix = normalize(vector.fit_transform([{n: v for n, v in f.items() if counts[n] >= _FEWEST} for f in features]))
    names = vector.get_feature_names_out()
    is_told = np.array([label is not None for label in told])
    whether = LogisticRegression(C=10, max_iter=300).fit(matrix, is_told)
    weights = {name: round(float(weight), 3) for name, weight in zip(names, whether.coef_[0], strict=True)}
    positive = matrix[is_told]
    labels = [label for label in told if label]
    heads = {field: _head(names, positive, [_answer(field, label) for label in labels]) for field in _FIELDS}
    return Linear(round(float(whether.intercept_[0]), 3), weights, heads)


def _features(row: Row) -> dict[str, float]:
    """Return what a row is weighed by, with how much each counts."""
    both = row.words, row.bearing
    faint = {name: FAINT for features in both for name in features.faint}
    return faint | {name: 1.0 for features in both for name in features.plain}


def _answer(field: str, label: dict[str, Any]) -> str:
    """Return what a label says of a field, "" where it says nothing that the claims know."""
    known = _WORDS.get(field)
    return label[field] or "" if known is None or label[field] in known else ""


def _head(names: Sequence[str], matrix: Any, answers: Sequence[str]) -> Head:
    """Return the choice of a field that rows and their labels teach; what a label leaves open teaches nothing."""
    said = [at for at, answer in enumerate(answers) if answer]
    model = LogisticRegression(C=30, max_iter=300).fit(matrix[said], [answers[at] for at in said])
    weights = {
        name: kept
        for at, name in enumerate(names)
        if (kept := [(i, round(float(w), 2)) for i, w in enumerate(model.coef_[:, at]) if abs(w) >= _SMALLEST])
    }
    return Head([str(one) for one in model.classes_], [round(float(one), 3) for one in model.intercept_], weights)


class Answered(NamedTuple):
    """A proposal with whether a label says the same."""

    page: int
    proposal: Proposal
    is_right: bool


def folded(pages: Sequence[Labelled]) -> tuple[list[Answered], list[Answered], list[Labelled]]:
    """Return the proposals of events and of rows on pages whose guesses come from models that have not seen them."""
    ours = [page for page in pages if page.part in FOLDED]
    others = [page for page in pages if page.part not in FOLDED]
    events: list[Answered] = []
    rows: list[Answered] = []
    for fold in range(FOLDS):
        model = linear(others + [page for at, page in enumerate(ours) if at % FOLDS != fold])
        for at, page in enumerate(ours):
            if at % FOLDS == fold:
                found = PageProposals(page.rows, page.events, model)
                events += [Answered(at, one, is_right(one, page.labels)) for one in found.of_events()]
                rows += [Answered(at, one, is_right(one, page.labels)) for _, _, one in found.of_rows()]
    return events, rows, ours


def is_right(one: Proposal, labels: Sequence[dict[str, Any]]) -> bool:
    """Return whether a label is of the same place, family and side."""
    return any(_is_of(one, label) for label in labels)


def _is_of(one: Proposal, label: dict[str, Any]) -> bool:
    mine = place({"jurisdiction_name": one.name, "state": one.state, "fips5_or_null": one.fips or None})
    told = FAMILY.get(label["instrument"], "other"), SIDE.get(label["action"], "open")
    return bool(mine & place(label)) and told == (one.family, one.side)


def grown(answered: Sequence[Answered]) -> Trees:
    """Return the trees that some proposals teach."""
    vector = DictVectorizer(sparse=False)
    matrix = vector.fit_transform([one.proposal.circumstances for one in answered])
    model = _trees(count=25, rate=0.18, leaves=8).fit(matrix, [one.is_right for one in answered])
    return _as_trees(vector, model)


def _as_trees(vector: DictVectorizer, model: HistGradientBoostingClassifier) -> Trees:
    names = vector.get_feature_names_out()
    trees = [_tree(names, stage[0].nodes) for stage in model._predictors]
    return Trees(float(model._baseline_prediction[0][0]), trees)


def grown_days(dated: Sequence[Dated]) -> Trees:
    """Return the trees that the days of some events teach."""
    circumstances = [day.circumstances for one in dated for day in one.days]
    vector = DictVectorizer(sparse=False)
    model = _trees(count=8, rate=0.4, leaves=8).fit(
        vector.fit_transform(circumstances), [day.on == one.right for one in dated for day in one.days]
    )
    return _as_trees(vector, model)


def _trees(*, count: int, rate: float, leaves: int) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=count, learning_rate=rate, max_leaf_nodes=leaves, l2_regularization=2, min_samples_leaf=20,
        early_stopping=False, random_state=SEED,
    )  # fmt: skip


def _tree(names: Sequence[str], nodes: Any) -> list[Branch]:
    return [
        Branch("", round(float(node["value"]), 5))
        if node["is_leaf"]
        else Branch(
            str(names[node["feature_idx"]]),
            round(float(node["num_threshold"]), 5),
            int(node["left"]),
            int(node["right"]),
        )
        for node in nodes
    ]


def print_folds(events: Sequence[Answered], rows: Sequence[Answered], pages: Sequence[Labelled]) -> None:
    """Print precision and recall on the folded pages, the trees in folds too, for some thresholds."""
    of_events, of_rows = chances(events), chances(rows)
    for kept in (0.0, 0.3, LEAST_KEPT, 0.45, 0.5, 0.55):
        for added in (1.1, 0.6, LEAST_ADDED, 0.5, 0.45, 0.4):
            right, found, labels = counted(pages, events, of_events, kept, rows, of_rows, added)
            mark = " <" if (kept, added) == (LEAST_KEPT, LEAST_ADDED) else ""
            print(
                f"kept {kept:.2f} added {added:.2f}: precision {right / found:.3f}, recall {right / labels:.3f}{mark}"
            )


def print_days(pages: Sequence[Labelled]) -> None:
    """Print how many days are right on the folded pages, as the rules read them and as they are chosen."""
    counts: Counter[str] = Counter()
    for fold in range(FOLDS):
        ours = [page for at, page in enumerate(pages) if page.part in FOLDED and at % FOLDS == fold]
        others = [page for at, page in enumerate(pages) if at % FOLDS != fold]
        trees = grown_days([one for page in others for one in page.dated])
        for one in (one for page in ours for one in page.dated):
            whose = "added" if one.is_learnt else "ruled"
            best = max(((trees.chance(day.circumstances), day.on) for day in one.days), default=(0.0, ""))
            counts[f"days of {whose}"] += 1
            counts[f"days of {whose} read right"] += one.given == one.right
            counts[f"days of {whose} chosen right"] += (best[1] if best[0] >= LEAST_DAY else "") == one.right
    print(", ".join(f"{name} {count}" for name, count in sorted(counts.items())))


def chances(answered: Sequence[Answered]) -> list[float]:
    """Return how likely each proposal is right, said by trees that have not seen its page."""
    found = [0.0] * len(answered)
    for fold in range(FOLDS):
        trees = grown([one for one in answered if one.page // FOLDS % FOLDS != fold])
        for at, one in enumerate(answered):
            if one.page // FOLDS % FOLDS == fold:
                found[at] = trees.chance(one.proposal.circumstances)
    return found


def counted(
    pages: Sequence[Labelled],
    events: Sequence[Answered], of_events: Sequence[float], least_kept: float,
    rows: Sequence[Answered], of_rows: Sequence[float], least_added: float,
) -> tuple[int, int, int]:  # fmt: skip
    """Return how many proposals are right, how many stand and how many labels there are."""
    left = {at: list(page.labels) for at, page in enumerate(pages)}
    right = found = 0
    kept = [one for one, chance in zip(events, of_events, strict=True) if chance >= least_kept]
    added = {
        (one.page, one.proposal.key, one.proposal.family, one.proposal.side): one
        for one, chance in zip(rows, of_rows, strict=True)
        if chance >= least_added
    }
    for one in (*kept, *added.values()):
        found += 1
        label = next((label for label in left[one.page] if _is_of(one.proposal, label)), None)
        if label is not None:
            right += 1
            left[one.page] = [other for other in left[one.page] if other is not label]
    return right, found, sum(len(page.labels) for page in pages)


if __name__ == "__main__":
    main()
