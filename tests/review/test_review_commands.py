"""`comity review`: listed, decided by options, by a file, and on a terminal; every mistake is one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from review_samples import AT, ENDED, LOUDOUN, TEXT, page_of, proposed
from tests.cli.running import Comity

from comity.cli.review import review
from comity.ledger import Ledger
from comity.settings import Settings


@pytest.fixture
def comity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Comity:
    """Return the command line over a data folder in which two claims are proposed."""
    home = tmp_path / "home"
    with Ledger(Settings(home).ledger) as ledger:
        items = [proposed(), proposed(LOUDOUN, jurisdiction_name="Loudoun County", fips5_or_null="51107")]
        ledger.propose(page_of(), TEXT, items, made_by="reader", added_at=AT)
    return Comity(home, monkeypatch, capsys)


def ids(comity: Comity, status: str = "all") -> list[str]:
    """Return the ids of proposals."""
    return [row["proposal_id"] for row in comity("review", "--list", "--status", status).rows]


def test_what_waits_is_listed(comity: Comity) -> None:
    """In a pipe it lists, with words, fields, page and rule."""
    said = comity("review")
    assert said.code == 0 and [row["quotation"] for row in said.rows] == [ENDED, LOUDOUN]
    first = said.rows[0]
    assert (first["status"], first["kind"], first["made_by"], first["rule"]) == (
        "open", "event", "reader", "ended-agreement",
    )  # fmt: skip
    assert first["url"] == "https://paper.example/fairfax" and "instrument=detention_contract" in first["proposed"]
    assert comity("review", "--status", "rejected", "--format", "json").json == []


def test_decisions_by_options_are_recorded_and_published(comity: Comity) -> None:
    """Accepted by the beginning of the id; the claim is in the release, told by place and by id, with its act."""
    first, second = ids(comity)
    said = comity("review", "--accept", first[:7], "--by", "A. Reader")
    assert (said.code, said.rows[0]["became"]) == (0, "recorded") and "comity build" in said.err
    assert comity("review", "--reject", second, "--by", "A. Reader", "--reason", "only considered").code == 0
    assert ids(comity, "waiting") == [] and ids(comity, "accepted") == [first] and ids(comity, "rejected") == [second]
    assert comity("build").code == 0
    (claim,) = [row for row in comity("claims", "--state", "VA").rows if row["claim_id"] == f"review-{first}"]
    assert claim["quotation"] == ENDED and claim["act_id"] == "act-51059-detention_contract-end-2018-01-22"
    told = comity("explain", claim["claim_id"], "--format", "json").json
    assert [one["claim_id"] for one in told["act"]["claims"]] == [claim["claim_id"]]
    assert comity("explain", claim["act_id"], "--format", "json").json["table"] == "act"


def test_a_conflict_between_sources_is_told_for_the_place(comity: Comity) -> None:
    """`show` names both days with who says so."""
    with Ledger(Settings(comity.home).ledger) as ledger:
        other = page_of(url="https://other.example/", outlet="The Other")
        ledger.propose(other, TEXT, [proposed(date="2018-01-24")], made_by="reader", added_at=AT)
    for proposal_id in (ids(comity)[0], ids(comity)[2]):
        assert comity("review", "--accept", proposal_id, "--by", "A. Reader").code == 0
    comity("build")
    notes = comity("show", "Fairfax County, VA", "--format", "json").json["notes"]
    assert any("2018-01-22 (The Paper), 2018-01-24 (The Other)" in note for note in notes)


def test_an_edit_sets_fields(comity: Comity) -> None:
    """Text, none, and numbers or lists where the proposal has them."""
    first = ids(comity)[0]
    setting = ("--set", "action=suspend", "--set", "agency=null", "--set", "note=a=b")
    said = comity("review", "--edit", first, *setting, "--by", "A. Reader", "--reason", "It paused.")
    assert said.code == 0
    with Ledger(Settings(comity.home).ledger) as ledger:
        assert ledger.reviews()[0].accepted == {"action": "suspend", "agency": None, "note": "a=b"}


MISTAKES = {
    "no name": (("--accept", "{0}"), 2, "--by"),
    "a rejection without a reason": (("--reject", "{0}", "--by", "A"), 2, "--reason"),
    "an edit that sets nothing": (("--edit", "{0}", "--by", "A", "--reason", "x"), 2, "accepted fields"),
    "a change that is none": (("--edit", "{0}", "--set", "action", "--by", "A", "--reason", "x"), 2, "FIELD=VALUE"),
    "a field that there is not": (("--edit", "{0}", "--set", "x=y", "--by", "A", "--reason", "x"), 6, "no field 'x'"),
    "a word that there is not": (("--edit", "{0}", "--set", "action=x", "--by", "A", "--reason", "x"), 6, "action"),
    "an id that there is not": (("--accept", "zz", "--by", "A"), 3, "no such proposal"),
    "no id": (("--accept", "", "--by", "A"), 3, "no such proposal"),
    "a file that is not there": (("--import", "nowhere.jsonl"), 2, "nowhere.jsonl"),
}


@pytest.mark.parametrize(("arguments", "code", "words"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_one_sentence_and_records_nothing(
    comity: Comity, arguments: tuple[str, ...], code: int, words: str
) -> None:
    """With what is wrong and the cure."""
    known = ids(comity)
    said = comity("review", *(one.format(*known) for one in arguments))
    assert said.code == code and words in said.err and said.err.count("\n") == 1, said
    assert ids(comity, "open") == known


def test_nothing_proposed_yet_says_how_to_propose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder without a ledger is not made by asking."""
    said = Comity(tmp_path / "none", monkeypatch, capsys)("review")
    assert said.code == 3 and "--propose" in said.err and not (tmp_path / "none").exists()


def test_what_another_person_decided_is_not_decided_anew_by_chance(comity: Comity) -> None:
    """`--again` says that it was read."""
    first = ids(comity)[0]
    comity("review", "--accept", first, "--by", "A. Reader")
    said = comity("review", "--reject", first, "--by", "B. Reader", "--reason", "no")
    assert said.code == 2 and "A. Reader: accept" in said.err and "--again" in said.err
    assert comity("review", "--reject", first, "--by", "B. Reader", "--reason", "no", "--again").code == 0
    assert ids(comity, "rejected") == [first]


def filled(path: Path, **decisions: dict[str, object]) -> Path:
    """Return a review file with decisions filled in, by the beginning of the quotation."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for line in lines:
        line |= next((some for words, some in decisions.items() if line["quotation"].startswith(words)), {})
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def test_a_file_goes_out_and_comes_back(comity: Comity, tmp_path: Path) -> None:
    """Every line has what a person needs to decide; undecided lines are passed over; twice is once."""
    path = tmp_path / "review.jsonl"
    assert comity("review", "--export", path).code == 0
    line = json.loads(path.read_text("utf-8").splitlines()[0])
    assert (line["decision"], line["quotation"], line["status"], line["seen"]) == ("", ENDED, "open", "")
    assert line["before"].endswith("deal\n\n") and line["proposed"]["action"] == "end" and line["outlet"] == "The Paper"
    edit = {"decision": "edit", "by": "B. Reader", "reason": "only planned", "accepted": {"status": "announced"}}
    filled(path, Fairfax=edit)
    said = comity("review", "--import", path)
    assert said.code == 0 and [(row["became"], row["outcome"]) for row in said.rows] == [("recorded", "edit")]
    assert [row["became"] for row in comity("review", "--import", path).rows] == ["known"]
    filled(path, Loudoun={"decision": "later"})
    again = comity("review", "--import", path, "--by", "C. Reader")
    assert [row["became"] for row in again.rows] == ["known", "recorded"]
    assert len(ids(comity, "later")) == 1


def test_two_people_who_worked_on_copies_are_both_kept(comity: Comity, tmp_path: Path) -> None:
    """The conflict is shown, exits with its own code, and waits until somebody settles it."""
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    comity("review", "--export", one)
    two.write_bytes(one.read_bytes())
    filled(one, Fairfax={"decision": "accept", "by": "A. Reader"})
    filled(two, Fairfax={"decision": "reject", "by": "B. Reader", "reason": "another county"})
    assert comity("review", "--import", one).code == 0
    said = comity("review", "--import", two)
    assert said.code == 4 and said.rows[0]["became"] == "conflict"
    assert "B. Reader says reject" in said.err and "A. Reader: accept" in said.err
    assert comity("review", "--import", two).rows[0]["became"] == "known"
    (contested,) = comity("review", "--list", "--status", "contested").rows
    assert contested["status"] == "accepted" and "another county" in contested["contested_by"]
    settled = ("--reject", contested["proposal_id"], "--by", "C. Reader", "--reason", "B. is right", "--again")
    assert comity("review", *settled).code == 0
    assert ids(comity, "contested") == [] and len(ids(comity, "rejected")) == 1


def test_a_file_older_than_the_pages_change_is_stale(comity: Comity, tmp_path: Path) -> None:
    """Its decision was made on words that the page no longer holds."""
    path = tmp_path / "review.jsonl"
    comity("review", "--accept", ids(comity)[0], "--by", "A. Reader")
    comity("review", "--export", path, "--status", "accepted")
    with Ledger(Settings(comity.home).ledger) as ledger:
        changed = TEXT.replace("ended", "kept")
        ledger.propose(page_of(changed), changed, [], made_by="reader", added_at=AT)
    said = comity("review", "--import", filled(path, Fairfax={"decision": "reject", "by": "B", "reason": "no"}))
    assert said.code == 4 and said.rows[0]["became"] == "stale" and "export the list again" in said.err
    assert len(ids(comity, "reopened")) == 1


BAD_LINES = {
    "no JSON": ("nonsense", "no line of a review file"),
    "a list": ("[]", "no line of a review file"),
    "an unknown field": ('{"proposal_id": "x", "seen": "", "opinion": 1}', "opinion"),
    "an unknown decision": ('{"proposal_id": "x", "seen": "", "decision": "maybe"}', "maybe"),
    "another format": ('{"proposal_id": "x", "seen": "", "format": "comity-review-2"}', "comity-review-2"),
    "an unknown proposal": ('{"proposal_id": "x", "seen": "", "decision": "later", "by": "A"}', "no such proposal"),
    "no name": ('{"proposal_id": "%s", "seen": "", "decision": "accept"}', "name of who decides"),
    "no reason": ('{"proposal_id": "%s", "seen": "", "decision": "reject", "by": "A"}', "needs a reason"),
    "fields with an acceptance": (
        '{"proposal_id": "%s", "seen": "", "decision": "accept", "by": "A", "accepted": {"a": 1}}', "do not go with"),
    "a wrong field": (
        '{"proposal_id": "%s", "seen": "", "decision": "edit", "by": "A", "reason": "x", "accepted": {"action": "x"}}',
        "action"),
}  # fmt: skip


@pytest.mark.parametrize(("line", "words"), BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_wrong_line_is_named_and_nothing_of_the_file_is_recorded(
    comity: Comity, tmp_path: Path, line: str, words: str
) -> None:
    """Line by its number, after a good one that is not recorded either."""
    first, second = ids(comity)
    good = json.dumps({"proposal_id": second, "seen": "", "decision": "later", "by": "A. Reader"})
    path = tmp_path / "review.jsonl"
    path.write_text(f"{good}\n\n{line % first if '%s' in line else line}\n", "utf-8")
    said = comity("review", "--import", path)
    assert said.code == 5 and "review.jsonl:3" in said.err and words in said.err and said.err.count("\n") == 1, said.err
    assert ids(comity, "open") == [first, second]


def test_a_proposal_decided_twice_in_one_file_is_named(comity: Comity, tmp_path: Path) -> None:
    """Which of the two is meant is not guessed; a byte order mark is no fault."""
    line = json.dumps({"proposal_id": ids(comity)[0], "seen": "", "decision": "later", "by": "A. Reader"})
    path = tmp_path / "review.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + f"{line}\n{line}\n".encode())
    said = comity("review", "--import", path)
    assert said.code == 5 and "review.jsonl:2" in said.err and "line 1 decides" in said.err


def on_terminal(comity: Comity, monkeypatch: pytest.MonkeyPatch, typed: str, *arguments: str) -> Result:
    """Return what a person sees who types these lines."""
    monkeypatch.setenv("COMITY_HOME", str(comity.home))
    monkeypatch.setattr("comity.cli.review.is_terminal", lambda: True)
    return CliRunner().invoke(review, list(arguments), input=typed)


def test_the_terminal_shows_the_sentence_in_its_context_and_asks(
    comity: Comity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Accept the first, put off the second; what was recorded is said."""
    said = on_terminal(comity, monkeypatch, "A. Reader\na\n\nl\nask the clerk\n")
    assert said.exit_code == 0, said.output
    assert f"»{ENDED}«" in " ".join(said.output.split()) and "The sheriff said so" in said.output
    assert "1 of 2" in said.output and "instrument: detention_contract" in said.output
    assert (len(ids(comity, "accepted")), len(ids(comity, "later"))) == (1, 1)


def test_the_terminal_edits_and_says_what_does_not_fit(comity: Comity, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong word is answered and asked for again; skipping and quitting record nothing."""
    typed = "e\naction=abolish\n\nwrong\ne\naction=suspend\n\nIt paused.\ns\n"
    said = on_terminal(comity, monkeypatch, typed, "--by", "A. Reader")
    assert "Not recorded" in said.output and "abolish" in said.output
    assert (len(ids(comity, "accepted")), len(ids(comity, "open"))) == (1, 1)
    quitting = on_terminal(comity, monkeypatch, "q\n", "--by", "A. Reader")
    assert quitting.exit_code == 0 and len(ids(comity, "open")) == 1
    assert "No proposal waits" not in quitting.output


def test_a_page_cannot_steer_the_terminal(comity: Comity, monkeypatch: pytest.MonkeyPatch) -> None:
    """Escape characters of a page are shown as spaces."""
    text = f"Before \x1b[2J it. {ENDED} After."
    with Ledger(Settings(comity.home).ledger) as ledger:
        page = page_of(text, "https://odd.example/", title="A \x1b]0;title\x07 page")
        ledger.propose(page, text, [proposed(text=text)], made_by="reader", added_at=AT)
    said = on_terminal(comity, monkeypatch, "s\ns\ns\n", "--by", "A. Reader")
    assert said.exit_code == 0 and "\x1b[2J" not in said.output and "\x1b]0" not in said.output
