"""An update takes what is new, once, and tells everything that is not as it should be."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from comity.archive import Archive
from comity.errors import BusyError, SourceError, UsageError
from comity.ledger import Ledger
from comity.sources.ice_287g import load_source
from comity.sources.landing import MOST_LINKS, find_links, read_landing
from comity.sources.watched import Watched, override_watched
from comity.watch.running import update_sources, watch_lock
from comity.watch.updating import dated_name, watched_source
from tests.watch.publisher import XLSX, Reply, page
from tests.watch.site import FOLDER, LANDING, Site, sheriffs

WATCHED = load_source().watched
BASE = "https://www.ice.gov/identify-and-arrest/287g"


# Landing pages


@pytest.mark.parametrize("link", WATCHED.link, ids=lambda link: link.id)
def test_each_pattern_finds_its_examples_and_no_others(link: object) -> None:
    """A pattern has a reason, examples and counter-examples."""
    kinds = [one for one in WATCHED.link if one is link]
    assert kinds[0].examples and kinds[0].counter_examples and kinds[0].reason
    assert all(kinds[0].fits(name) for name in kinds[0].examples)
    assert not any(kinds[0].fits(name) for name in kinds[0].counter_examples)


@pytest.mark.real
def test_the_patterns_know_every_real_list_by_its_kind(shared_data: Path) -> None:
    """Each real file's name fits the pattern of its folder and of no other."""
    for kind in ("participating", "pending"):
        names = [path.name for path in (shared_data / "ice-287g" / kind).glob("*.xlsx")]
        assert names
        for name in names:
            assert [link.id for link in WATCHED.link if link.fits(name)] == [kind], name


def test_links_are_whole_without_fragments_and_once() -> None:
    """Relative, escaped, repeated and odd links, with a base or without."""
    html = (
        "<a href='list.xlsx'>1</a><A HREF=\"/doclib/a&amp;b.xlsx#x\">2</A><a href=' list.xlsx '>3</a>"
        "<a href='mailto:x@y'>4</a><a href='javascript:x()'>5</a><a>6</a><a href='https://[bad'>7</a>"
        "<a href='//ice.gov/c d.xlsx'>8</a><!-- <a href='/no.xlsx'>9</a> --><link href='/style.css'>"
    )
    assert find_links(html, f"{BASE}/") == [
        f"{BASE}/list.xlsx",
        "https://www.ice.gov/doclib/a&b.xlsx",
        "https://ice.gov/c%20d.xlsx",
    ]
    assert find_links("<base href='/x/'><a href='y.xlsx'>", BASE) == ["https://www.ice.gov/x/y.xlsx"]


def test_a_landing_page_is_read_and_the_rest_is_looked_at() -> None:
    """Lists by kind, kinds that are missing, and documents that no pattern knows."""
    html = page("/a/participatingAgencies07012025am.xlsx", "/a/287g_costs.xlsx", "/a/fact_sheet.pdf").decode()
    found = read_landing(html, BASE, WATCHED)
    assert [(link.name, link.kind.id) for link in found.links] == [
        ("participatingAgencies07012025am.xlsx", "participating")
    ]
    assert found.missing == ()  # a page without a pending list is as it was before 2025
    assert found.unknown == ("https://www.ice.gov/a/287g_costs.xlsx",)
    assert read_landing("<p>Down for maintenance</p>", BASE, WATCHED).missing == ("participating",)


def test_a_page_with_a_hundred_lists_is_not_followed_a_hundred_times() -> None:
    """The number of links of one kind is bounded."""
    html = page(*[f"/participatingAgencies0701{year}.xlsx" for year in range(2000, 2100)]).decode()
    assert len(read_landing(html, BASE, WATCHED).links) == MOST_LINKS


def test_a_name_without_a_date_gains_the_moment_of_fetching() -> None:
    """And one with a date stays as the publisher gave it."""
    assert dated_name("participating.xlsx", "2025-02-21T21:49:37Z") == "participating-20250221214937.xlsx"
    assert dated_name("participatingAgencies07012025am.xlsx", "x") == "participatingAgencies07012025am.xlsx"
    assert "/" not in dated_name("a/b\\c\x00.xlsx", "2025-02-21T21:49:37Z")


# Updating


def test_a_new_list_is_taken_with_its_address_and_hour(site: Site) -> None:
    """Page and list are archived, the list is in the record, every request is in the log."""
    report = site.update()
    assert [(taken.outcome, taken.rows) for taken in report.lists] == [("new", 40)]
    assert report.findings == ()
    with Ledger(site.settings.ledger) as ledger:
        (stored,) = ledger.lists()
        (sighting,) = stored.sightings
        log = ledger.fetches()
        archive = Archive(site.settings.archive)
        assert archive.check([*ledger.fetched_hashes(), stored.publication_id]) == []
    assert sighting.url == f"{site.server.origin}{FOLDER}participatingAgencies07012025am.xlsx"
    assert sighting.retrieved_at == "2025-07-01T06:00:00Z"
    assert [(row.role, row.outcome) for row in log] == [("page", "fetched"), ("list", "fetched")]
    assert archive.get(log[0].sha256).startswith(b"<!doctype html>")


def test_nothing_new_costs_two_short_answers_and_changes_nothing(site: Site) -> None:
    """The second visit sends what it knows, gets 304 twice, and leaves the record as it was."""
    site.update()
    with Ledger(site.settings.ledger) as ledger:
        mark = ledger.mark()
    site.clock.moment += timedelta(days=1)
    report = site.update()
    assert (report.new_count, report.findings, report.asked_count) == (0, (), 2)
    with Ledger(site.settings.ledger) as ledger:
        assert ledger.mark() == mark
        assert [row.outcome for row in ledger.fetches("2025-07-02")] == ["not_modified"] * 2
        assert all(row.sha256 for row in ledger.fetches("2025-07-02"))


def test_a_server_without_validators_is_known_by_the_hash(site: Site) -> None:
    """The same bytes again change nothing, though they were sent again."""
    for path, route in list(site.server.routes.items()):
        assert isinstance(route, Reply)
        site.server.routes[path] = Reply(route.body, kind=route.kind)
    site.update()
    assert site.update().lists == ()


def test_the_same_bytes_under_a_new_name_are_shown_again(site: Site) -> None:
    """A publisher that renames an unchanged list says that it still stands."""
    site.update()
    site.show(participatingAgencies07022025am_xlsx=sheriffs())
    (taken,) = site.update().lists
    assert taken.outcome == "shown_again"


def test_new_bytes_under_the_same_name_are_new(site: Site) -> None:
    """A list that is replaced without a word is taken beside the one before."""
    site.update()
    site.show(participatingAgencies07012025am_xlsx=sheriffs(38))
    (taken,) = site.update().lists
    assert (taken.outcome, taken.rows) == ("new", 38)
    with Ledger(site.settings.ledger) as ledger:
        assert len(ledger.lists()) == 2


def test_a_list_at_an_address_that_never_changes(site: Site) -> None:
    """Each new version gains its own moment in its name, so that it can be dated."""
    own = site.home / "sources" / "ice-287g.toml"
    address = f"{site.server.origin}/current/participating.xlsx"
    file = f'[[files]]\naddress = "{address}"\nkinds = ["xlsx"]\nmax_bytes = 1000000\n'
    own.write_text(f'hosts = ["127.0.0.1"]\npages = []\n{file}', "utf-8")
    site.server.routes["/current/participating.xlsx"] = Reply(sheriffs(), kind=XLSX)
    assert site.update().new_count == 1
    assert site.update().new_count == 0
    site.clock.moment += timedelta(days=3)
    site.server.routes["/current/participating.xlsx"] = Reply(sheriffs(39), kind=XLSX)
    assert site.update().new_count == 1
    with Ledger(site.settings.ledger) as ledger:
        names = sorted(stored.name for stored in ledger.lists())
    assert names == ["participating-20250701060000.xlsx", "participating-20250704060000.xlsx"]


def test_a_folder_of_deliveries(site: Site, tmp_path: Path) -> None:
    """Files that are laid into a folder are taken in; one that is gone is a finding."""
    drop = tmp_path / "drop"
    own = site.home / "sources" / "ice-287g.toml"
    own.write_text(f'pages = []\nfolders = ["{drop}"]\n', "utf-8")
    assert site.findings(site.update()) == ["not_found"]
    drop.mkdir()
    (drop / "participatingAgencies07012025am.xlsx").write_bytes(sheriffs())
    (drop / "notes.txt").write_text("for nobody")
    assert site.update().new_count == 1
    assert site.update().new_count == 0
    assert site.server.paths() == []


# What is not as it should be


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(b"no", 403), "refused"),
        (Reply(b"gone", 404), "not_found"),
        (Reply(b"<html><div id='px-captcha'></div></html>", 403), "challenge"),
        (Reply(b"", 500), "server_error"),
        (Reply(b"", 429, headers={"Retry-After": "5"}), "busy"),
        (Reply(b"<html><body>Site under maintenance</body></html>"), "no_link"),
        (Reply(b"%PDF-1.7 %%EOF", kind="application/pdf"), "wrong_type"),
        (Reply(status=302, headers={"Location": "https://192.168.0.1/"}), "unsafe"),
        (Reply(page("/x") * 10, cut=50), "truncated"),
    ],
)
def test_a_landing_page_that_is_not_there_is_a_grave_finding(site: Site, reply: Reply, code: str) -> None:
    """Whatever stands instead of it is told, logged, and changes nothing in the record."""
    site.update()
    with Ledger(site.settings.ledger) as ledger:
        mark = ledger.mark()
    site.server.routes[LANDING] = reply
    report = site.update()
    (finding,) = report.findings
    assert (finding.code, finding.role, finding.is_grave) == (code, "page", True)
    with Ledger(site.settings.ledger) as ledger:
        assert ledger.mark() == mark
        last = ledger.last_fetch(site.server.origin + LANDING)
    assert last is not None and last.outcome in (code, "fetched")


def test_a_page_that_moved_is_followed_and_told(site: Site) -> None:
    """A redirect on the same host leads to the lists; a person should say so in the source's file."""
    site.server.routes["/new/287g"] = site.server.routes[LANDING]
    site.server.routes[LANDING] = Reply(status=301, headers={"Location": "/new/287g"})
    report = site.update()
    assert (report.new_count, site.findings(report)) == (1, ["moved"])
    assert not report.findings[0].is_grave and "/new/287g" in report.findings[0].message


def test_a_new_spreadsheet_on_the_page_is_for_a_person(site: Site) -> None:
    """What no pattern knows is told and not fetched."""
    site.server.routes[LANDING] = Reply(page(*site.links, "/doclib/287g_costs.xlsx"))
    report = site.update()
    assert (report.new_count, site.findings(report)) == (1, ["unknown_file"])
    assert "/doclib/287g_costs.xlsx" not in site.server.paths()


def test_a_list_on_another_host_is_not_asked(site: Site) -> None:
    """The page may link anywhere; only the source's hosts are asked."""
    site.server.routes[LANDING] = Reply(page("https://files.example.org/participatingAgencies07012025am.xlsx"))
    assert site.findings(site.update()) == ["unsafe"]


def test_a_list_that_cannot_be_read_is_kept_and_told(site: Site) -> None:
    """Its bytes are archived and it is in the record with the reason; the next visit does not take it again."""
    from tests.ice_287g.ice_287g_workbooks import book

    site.show(participatingAgencies07012025am_xlsx=book([["x", "y"]], header=["A", "B"]))
    report = site.update()
    assert ([taken.outcome for taken in report.lists], site.findings(report)) == (["unreadable"], ["unreadable"])
    with Ledger(site.settings.ledger) as ledger:
        (stored,) = ledger.lists()
    assert stored.error and Archive(site.settings.archive).has(stored.publication_id)
    assert site.update().lists == ()


def test_a_server_that_asked_to_wait_is_left_alone_until_then(site: Site) -> None:
    """The next run does not come back before the time that was named."""
    good = site.server.routes[LANDING]
    site.server.routes[LANDING] = Reply(b"", 503, headers={"Retry-After": "7200"})
    assert site.findings(site.update()) == ["busy"]
    asked = len(site.server.paths())
    site.server.routes[LANDING] = good
    site.clock.moment += timedelta(hours=1)
    assert site.findings(site.update()) == ["waiting"]
    assert len(site.server.paths()) == asked
    site.clock.moment += timedelta(hours=2)
    assert site.update().new_count == 1


def test_bytes_that_are_gone_from_the_archive_are_asked_for_whole(site: Site) -> None:
    """Validators are sent only for what is really held."""
    site.update()
    with Ledger(site.settings.ledger) as ledger:
        (stored,) = ledger.lists()
    archive = Archive(site.settings.archive)
    archive.path(stored.publication_id).unlink()
    site.update()
    assert archive.has(stored.publication_id)


def test_two_updates_never_run_together(site: Site) -> None:
    """The second is told who is at work."""
    with watch_lock(site.settings), pytest.raises(BusyError, match="is updating or watching"):
        site.update()
    assert site.server.seen == []


# Documents that rows link to


def test_documents_are_secured_some_at_a_time_each_once(site: Site) -> None:
    """A bounded number in each run, none twice, and one that is gone is tried again much later."""
    own = site.home / "sources" / "ice-287g.toml"
    lists = sheriffs(5, links=True)
    site.show(participatingAgencies07012025am_xlsx=lists)
    rewrite_links(site, own)
    gone = f"{FOLDER}287gMOA/Baker.pdf"
    pdf = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
    for county in ("Alachua", "Bay", "Bradford", "Brevard"):
        site.server.routes[f"{FOLDER}287gMOA/{county}.pdf"] = Reply(
            pdf + county.encode() + b"%%EOF", kind="application/pdf"
        )
    first = site.update(documents=3)
    assert (first.document_count, first.documents_left) == (3 - (gone in site.server.paths()), 2)
    second = site.update(documents=3)
    assert second.documents_left == 0
    assert first.document_count + second.document_count == 4
    asked = [path for path in site.server.paths() if "MOA" in path]
    assert len(asked) == len(set(asked)) == 5
    assert all(not finding.is_grave for finding in (*first.findings, *second.findings))
    site.clock.moment += timedelta(days=15)
    site.server.routes[gone] = Reply(pdf, kind="application/pdf")
    third = site.update(documents=3)
    assert (third.document_count, [path for path in site.server.paths() if "MOA" in path][5:]) == (1, [gone])
    with Ledger(site.settings.ledger) as ledger:
        assert Archive(site.settings.archive).check(ledger.fetched_hashes()) == []


def test_no_document_is_asked_for_where_none_is_wanted(site: Site) -> None:
    """With zero the documents are left for later and nothing is said of them."""
    site.show(participatingAgencies07012025am_xlsx=sheriffs(5, links=True))
    assert site.update(documents=0).findings == ()
    assert not [path for path in site.server.paths() if "MOA" in path]


def rewrite_links(site: Site, own: Path) -> None:
    """Let the memoranda's addresses stand on this machine."""
    from tests.ice_287g.ice_287g_workbooks import book, modern_row

    counties = ("Alachua", "Baker", "Bay", "Bradford", "Brevard")
    rows = [modern_row(f"{county} County Sheriff's Office", county=f"{county} County") for county in counties]
    links = {f"G{at}": f"{site.server.origin}{FOLDER}287gMOA/{county}.pdf" for at, county in enumerate(counties, 2)}
    site.show(participatingAgencies07012025am_xlsx=book(rows, links=links))
    assert own.is_file()


# The source's own file


def test_a_data_folder_replaces_single_keys(tmp_path: Path) -> None:
    """What the file does not name stays as the package says; what it misspells is an error with the file's name."""
    changed = override_watched(WATCHED, b'pages = ["https://www.ice.gov/new"]', "x")
    assert (changed.pages, changed.hosts, changed.link) == (("https://www.ice.gov/new",), WATCHED.hosts, WATCHED.link)
    for wrong in (b'page = "x"', b"pages = 1", b"[[", b"\xff"):
        with pytest.raises(SourceError, match=r"mine\.toml"):
            override_watched(WATCHED, wrong, "mine.toml")
    assert isinstance(changed, Watched)


def test_an_unknown_source_is_a_question_not_understood(site: Site) -> None:
    """The error names those that are known."""
    with pytest.raises(UsageError, match="ice-287g"):
        watched_source(site.settings, "ice")
    with pytest.raises(UsageError, match="ice-287g"):
        update_sources(site.settings, ["ice"])
