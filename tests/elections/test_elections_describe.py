"""A state's law is said in plain words, every rule with where it stands and whether somebody read it there."""

from making_law import CITED, base, make_law, stage

from comity.elections import describe_law


def _said(data: dict[str, object]) -> str:
    return "\n".join(describe_law(make_law(data), "zz"))


def test_each_rule_is_said_with_its_citation() -> None:
    """Offices, cycles and dates are said in the order of a question, each with its citation."""
    text = _said(base())
    assert text.startswith(
        "Zeta: elections of 2000 to 2040\n\nsheriff (sheriff): elected by county\n  Z. Code § 1 (recalled)"
    )
    assert "In 2002 and every 4 years, for 4 years." in text
    assert "In 2001 and every 4 years, for 4 years in the group cities." in text
    assert "  primary: the third Tuesday in June from 2000" in text
    assert "  filing deadline: 75 days before the primary from 2000" in text
    assert "  primary runoff: 4 weeks after the primary from 2000\n    if nobody has a majority" in text
    assert "The law has no general runoff." in text


def test_words_that_were_read_are_quoted() -> None:
    """A citation that was read shows the statute's words and says that they were read."""
    data = base()
    stage(data, "primary")["citation"] = {"section": "Z. Code § 9", "checked": "read", "words": "the third Tuesday"}
    assert "Z. Code § 9: “the third Tuesday” (read)" in _said(data)


def test_islands_second_tier_and_labels_are_said() -> None:
    """Where an office is appointed, is of the second tier, or is on the ballot without labels, the words say so."""
    data = base()
    data["offices"][0] |= {
        "partisan": False,
        "islands": [{"units": ["99001"], "status": "appointed", "valid_until": 2019, "citation": CITED}],
    }
    data["offices"][1] |= {"second_tier": True, "partisan": "optional"}
    text = _said(data)
    assert "Not in 99001 until 2019: appointed." in text
    assert "On the ballot without party labels." in text
    assert "Second tier" in text and "with party labels where used" in text


def test_an_appointed_office_says_by_whom() -> None:
    """An office that is not elected is said with who appoints it."""
    data = base()
    data["offices"].append(
        {
            "id": "jailer",
            "office": "jailer",
            "title": "jailer",
            "status": "appointed",
            "by": "the court",
            "citation": CITED,
        }
    )
    assert "jailer (jailer): appointed by the court" in _said(data)


def test_moves_changed_terms_and_notes_are_said() -> None:
    """A date moved once, a changed term and a note appear in words."""
    data = base()
    move = {"id": "moved", "year": 2018, "stage": "primary", "instead_of": "2018-06-19", "on": "2018-08-07"}
    data["exceptions"] = [move | {"by": "court", "citation": CITED}]
    data["cycles"][0]["term_changes"] = [{"year": 2022, "years": 6}]
    data["notes"] = ["A thing to know."]
    text = _said(data)
    assert "Moved by court: primary of 2018 from 2018-06-19 to 2018-08-07" in text
    assert "Those elected in 2022 serve 6 years." in text
    assert text.endswith("Note: A thing to know.")


def test_years_of_a_rule_are_said() -> None:
    """A rule for some years says which."""
    data = base()
    stage(data, "primary")["in_years"] = "midterm"
    assert "in even years between presidential elections" in _said(data)
