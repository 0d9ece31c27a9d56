"""Saved captures are taken in, in any order, from folders, listings and WARC files; articles by hand."""

from __future__ import annotations

import base64
import gzip
import hashlib
import random
from pathlib import Path

import pytest

from comity.archive import Archive, captures
from comity.archive.captures import MAX_BYTES, captures_size, place_of, read_captures
from comity.errors import UnreadableError, UsageError
from comity.ledger import Ledger
from comity.settings import Settings
from comity.sources.ice_287g import load_source
from comity.watch.articles import KeptArticle
from comity.watch.running import add_articles, back_fill_source
from tests.cli.running import Comity
from tests.watch.publisher import Publisher, Reply, TestClock, manners, page
from tests.watch.site import Site, sheriffs

(PAGE,) = load_source().watched.pages
URL = "https://www.ice.gov/doclib/about/offices/ero/287g/participatingAgencies02212025am.xlsx"


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """Return an empty data folder."""
    return Settings(tmp_path / "home")


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files below a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.mark.parametrize(
    ("where", "name", "url", "at"),
    [
        ("participatingAgencies07012025am.xlsx", "participatingAgencies07012025am.xlsx", "", ""),
        (
            "20250221214937/https:/www.ice.gov/doc/participatingAgencies02212025am.xlsx",
            "participatingAgencies02212025am.xlsx",
            "https://www.ice.gov/doc/participatingAgencies02212025am.xlsx",
            "2025-02-21T21:49:37Z",
        ),
        (
            "web/20250221214937id_/http%3A/www.ice.gov/doc/a%20b.xlsx",
            "a b.xlsx",
            "https://www.ice.gov/doc/a b.xlsx",
            "2025-02-21T21:49:37Z",
        ),
        ("20250221214937_participating.xlsx", "participating.xlsx", "", "2025-02-21T21:49:37Z"),
        (
            "ParticipatingEntities-20210113002027.xlsx",
            "ParticipatingEntities-20210113002027.xlsx",
            "",
            "2021-01-13T00:20:27Z",
        ),
        ("99999999999999/x.xlsx", "x.xlsx", "", ""),
        ("20251399999999/x.xlsx", "x.xlsx", "", ""),
    ],
)
def test_a_path_tells_name_address_and_moment(where: str, name: str, url: str, at: str) -> None:
    """As archives' own tools write them; what is no moment is none."""
    assert place_of(where) == (name, url, at)


def test_captures_of_a_folder_go_in_with_address_and_moment(home: Settings, tmp_path: Path) -> None:
    """Lists go into the record, the landing page into the archive; the rest is counted."""
    folder = lay(
        tmp_path / "saved",
        {
            f"20250221214937/{URL}": sheriffs(30),
            f"20250221215000/{PAGE}": page("/x.xlsx"),
            "participating-20250301120000.xlsx": sheriffs(31),
            "20250302000000_participating.xlsx": sheriffs(32),
            "notes.txt": b"for nobody",
            f"20250401000000/{URL}": b"<html>Not found</html>",
        },
    )
    report = back_fill_source(home, "ice-287g", folder)
    assert (report.capture_count, report.page_count, report.other_count) == (6, 1, 2)
    assert [taken.outcome for taken in report.lists] == ["new", "new", "new"]
    with Ledger(home.ledger) as ledger:
        seen = {stored.name: stored.sightings[0] for stored in ledger.lists()}
        assert Archive(home.archive).check([*ledger.fetched_hashes()]) == []
        (logged,) = ledger.fetches()
    assert seen["participatingAgencies02212025am.xlsx"].url == URL
    assert seen["participatingAgencies02212025am.xlsx"].retrieved_at == "2025-02-21T21:49:37Z"
    assert "participating-20250302000000.xlsx" in seen
    assert (logged.outcome, logged.role, logged.asked_at) == ("captured", "page", "2025-02-21T21:50:00Z")


def test_a_second_time_changes_nothing(home: Settings, tmp_path: Path) -> None:
    """Whatever was taken in is known by its hash, pages too."""
    folder = lay(tmp_path / "saved", {f"20250221214937/{URL}": sheriffs(30), f"20250221215000/{PAGE}": page("/x")})
    back_fill_source(home, "ice-287g", folder)
    with Ledger(home.ledger) as ledger:
        mark = ledger.mark()
    assert [taken.outcome for taken in back_fill_source(home, "ice-287g", folder).lists] == ["known"]
    with Ledger(home.ledger) as ledger:
        assert ledger.mark() == mark and len(ledger.fetches()) == 1


def test_the_order_makes_no_difference(tmp_path: Path) -> None:
    """Captures taken in one by one, shuffled, give the record that they give together."""
    files = {f"2025030{day}120000/participating.xlsx": sheriffs(30 + day) for day in range(1, 8)}
    together = Settings(tmp_path / "together")
    back_fill_source(together, "ice-287g", lay(tmp_path / "all", files))
    apart = Settings(tmp_path / "apart")
    names = list(files)
    random.Random(7).shuffle(names)
    for number, name in enumerate(names):
        back_fill_source(apart, "ice-287g", lay(tmp_path / f"one{number}", {name: files[name]}))
    found = []
    for settings in (together, apart):
        with Ledger(settings.ledger) as ledger:
            rows = ledger.printed_rows()
            lists = {(one.name, one.sightings[0].retrieved_at) for one in ledger.lists()}
            found.append(
                (lists, {one.publication_id: [rows[n] for n in one.printed_row_ids] for one in ledger.lists()})
            )
    assert found[0] == found[1]


def cdx(data: bytes) -> str:
    """Return the digest of a payload as listings write it."""
    return base64.b32encode(hashlib.sha1(data).digest()).decode()


@pytest.mark.parametrize("suffix", [".cdx", ".cdxj"])
def test_a_listing_tells_the_captures_of_files_with_other_names(home: Settings, tmp_path: Path, suffix: str) -> None:
    """By their digests; one file may have been captured twice, and a line about a refusal says nothing."""
    data = sheriffs(30)
    second = URL.replace("0221", "0224")
    lines = [("20250221214937", URL, "200"), ("20250224100000", second, "200"), ("20250225100000", URL, "403")]
    if suffix == ".cdx":
        text = "\n".join(f"gov,ice)/x {at} {url} application/xlsx {status} {cdx(data)} 9" for at, url, status in lines)
    else:
        text = "\n".join(
            f'gov,ice)/x {at} {{"url": "{url}", "status": "{status}", "digest": "sha1:{cdx(data)}"}}'
            for at, url, status in lines
        )
    odd = " CDX N b a m s k\nnot a line\n\ngov,ice)/x 20250221214937 {broken\n"
    folder = lay(tmp_path / "saved", {"0001.bin": data, f"index{suffix}": (odd + text).encode()})
    captures = list(read_captures(folder))
    assert [(one.url, one.captured_at) for one in captures] == [
        (URL, "2025-02-21T21:49:37Z"),
        (second, "2025-02-24T10:00:00Z"),
    ]
    report = back_fill_source(home, "ice-287g", folder)
    assert [taken.outcome for taken in report.lists] == ["new", "shown_again"]


def write_warc(path: Path, records: list[tuple[str, str, int, bytes]], *, is_packed: bool) -> None:
    """Write responses (address, moment, status, body) as a WARC file, each packed by itself or not."""
    with path.open("wb") as stream:
        for url, at, status, body in records:
            head = (
                f"HTTP/1.1 {status} X\r\nContent-Type: application/octet-stream\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            block = head.encode() + body
            warc = (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {at}\r\n"
                f"WARC-Record-ID: <urn:uuid:{hashlib.md5(block).hexdigest()}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            record = warc.encode() + block + b"\r\n\r\n"
            stream.write(gzip.compress(record) if is_packed else record)


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_warc_file_is_taken_in(home: Settings, tmp_path: Path, is_packed: bool) -> None:
    """Responses that were answered go in; a refusal in it does not."""
    path = tmp_path / ("saved.warc.gz" if is_packed else "saved.warc")
    records = [
        (URL, "2025-02-21T21:49:37Z", 200, sheriffs(30)),
        (PAGE, "2025-02-21T21:50:00Z", 200, page("/x.xlsx")),
        (URL, "2025-02-22T21:49:37Z", 403, b"no"),
    ]
    write_warc(path, records, is_packed=is_packed)
    consumed = []
    report = back_fill_source(home, "ice-287g", path, progress=consumed.append)
    assert (report.capture_count, report.page_count, [one.outcome for one in report.lists]) == (2, 1, ["new"])
    assert sum(consumed) <= captures_size(path)
    with Ledger(home.ledger) as ledger:
        (stored,) = ledger.lists()
    assert (stored.sightings[0].url, stored.sightings[0].retrieved_at) == (URL, "2025-02-21T21:49:37Z")


def test_a_damaged_warc_file_is_told(tmp_path: Path) -> None:
    """With its name; what is no WARC at all holds no captures or says so."""
    path = tmp_path / "saved.warc.gz"
    write_warc(path, [(URL, "2025-02-21T21:49:37Z", 200, sheriffs(30))] * 3, is_packed=True)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + b"\x00" * 300 + whole[len(whole) // 2 + 300 :])
    try:
        assert len(list(read_captures(path))) < 3
    except UnreadableError as error:
        assert "saved.warc.gz" in error.where


def test_what_stands_behind_a_damaged_record_is_taken_in_and_the_damage_told(home: Settings, tmp_path: Path) -> None:
    """One record of three is lost; both others come and the next file's too; the error names the file and the byte."""
    path = lay(tmp_path / "saved", {"z.bin": b"x"}) / "a.warc.gz"
    parts = []
    for day in (1, 2, 3):
        write_warc(path, [(URL, f"2025-03-0{day}T00:00:00Z", 200, sheriffs(29 + day))], is_packed=True)
        parts.append(path.read_bytes())
    middle = bytearray(parts[1])
    middle[len(middle) // 2 : len(middle) // 2 + 300] = bytes(300)
    path.write_bytes(parts[0] + middle + parts[2])
    taken: list[int] = []
    with pytest.raises(UnreadableError, match=rf"is damaged at byte {len(parts[0]):,} \(") as raised:
        back_fill_source(home, "ice-287g", path.parent, progress=taken.append)
    assert len(taken) == 3 and raised.value.where == str(path) and "were taken in" in raised.value.cure
    with Ledger(home.ledger) as ledger:
        days = sorted(one.sightings[0].retrieved_at for one in ledger.lists())
    assert days == ["2025-03-01T00:00:00Z", "2025-03-03T00:00:00Z"]


def record(kind: str, at: str, block: bytes, content_type: str) -> bytes:
    """Return one WARC record."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{URL}>\r\nWARC-Date: {at}\r\n"
        f"WARC-Record-ID: <urn:uuid:{hashlib.md5(block).hexdigest()}>\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def test_every_way_in_which_a_record_keeps_a_document_gives_its_bytes(tmp_path: Path) -> None:
    """Packed or in chunks, with its answer or without; a text taken out of one and the archive's notes are none."""
    body, kind = b"PK\x03\x04 the list", "application/http; msgtype=response"
    gzipped = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(body)
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    path = tmp_path / "saved.warc"
    parts = [
        record("warcinfo", "2025-02-20T00:00:00Z", b"software: x", "application/warc-fields"),
        record("response", "2025-02-21T23:00:00.25Z", gzipped, kind),
        record("response", "2025-02-21T23:00:00-02:00", chunked, kind),
        record("resource", "2025-02-23", body, "application/octet-stream"),
        record("conversion", "2025-02-24T00:00:00Z", b"its text", "text/plain"),
    ]
    path.write_bytes(b"".join(parts))
    found = list(read_captures(path))
    assert [(one.data, one.captured_at) for one in found] == [
        (body, "2025-02-21T23:00:00Z"),
        (body, "2025-02-22T01:00:00Z"),
        (body, ""),
    ]
    assert {(one.name, one.url) for one in found} == {(URL.rpartition("/")[2], URL)}
    assert [one.consumed for one in found] == [len(part) for part in parts[1:4]]


def test_a_capture_too_large_for_a_document_is_known_without_its_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its record's length, or once it is unpacked; the others in the file come whole."""
    monkeypatch.setattr(captures, "MAX_BYTES", 100_000)
    path = tmp_path / "saved.warc"
    bomb = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(100_001))
    parts = [
        record("resource", "2025-02-21T00:00:00Z", bytes(200_000), "application/octet-stream"),
        record("response", "2025-02-22T00:00:00Z", bomb, "application/http"),
        record("resource", "2025-02-23T00:00:00Z", bytes(100_001), "application/octet-stream"),
        record("resource", "2025-02-24T00:00:00Z", bytes(100_000), "application/octet-stream"),
    ]
    path.write_bytes(b"".join(parts))
    found = [(one.captured_at[8:10], one.data and len(one.data)) for one in read_captures(path)]
    assert found == [("21", None), ("22", None), ("23", None), ("24", 100_000)]


def test_a_file_too_large_for_a_document_is_passed_over(home: Settings, tmp_path: Path) -> None:
    """It is counted among the others and never read whole."""
    path = tmp_path / "saved" / "participatingAgencies07012025am.xlsx"
    path.parent.mkdir()
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    report = back_fill_source(home, "ice-287g", path.parent)
    assert (report.capture_count, report.other_count) == (1, 1)


def test_the_command_takes_a_folder_for_one_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says how many captures of what kind there were."""
    comity = Comity(tmp_path / "home", monkeypatch, capsys)
    folder = lay(tmp_path / "saved", {f"20250221214937/{URL}": sheriffs(30), "notes.txt": b"x"})
    said = comity("update", "ice-287g", "--from", folder)
    assert (said.code, [row["outcome"] for row in said.rows]) == (0, ["new"])
    assert "2 capture(s): 1 of lists, 0 of pages, 1 of other kinds" in said.err
    assert comity("update", "--from", folder).code == 2
    assert comity("update", "nobody", "--from", folder).code == 2


@pytest.mark.real
def test_the_real_lists_as_captures_give_the_real_record(shared_data: Path, home: Settings, real_home: Path) -> None:
    """A folder of the real files, as they were saved, holds every list of the record."""
    report = back_fill_source(home, "ice-287g", shared_data / "ice-287g")
    with Ledger(Settings(real_home).ledger, read_only=True) as ledger:
        expected = {stored.publication_id for stored in ledger.lists()}
    with Ledger(home.ledger, read_only=True) as ledger:
        assert {stored.publication_id for stored in ledger.lists()} == expected
    assert report.other_count == 0 and all(taken.outcome in {"new", "shown_again"} for taken in report.lists)


# Articles

ARTICLE = b"<!doctype html><html><body><h1>Sheriff signs</h1><p>The sheriff signed.</p></body></html>"


def test_an_article_is_archived_by_its_address(site: Site) -> None:
    """Its host is allowed for that request alone; a second time it is known."""
    site.server.routes["/news/1"] = Reply(ARTICLE, validators=True)
    kept = add(site, f"{site.server.origin}/news/1")
    assert (kept.outcome, kept.kind, kept.size_bytes) == ("new", "html", len(ARTICLE))
    assert Archive(site.settings.archive).get(kept.sha256) == ARTICLE
    again = add(site, f"{site.server.origin}/news/1")
    assert (again.outcome, again.sha256, again.kind) == ("known", kept.sha256, "html")
    with Ledger(site.settings.ledger) as ledger:
        assert [(row.role, row.outcome) for row in ledger.fetches()] == [
            ("article", "fetched"),
            ("article", "not_modified"),
        ]


def add(site: Site, text: str) -> KeptArticle:
    """Add one article."""
    (kept,) = add_articles(site.settings, [text], manners=manners(pause_seconds=0.0), clock=site.clock)
    return kept


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply(b"no", 403), "refused"),
        (Reply(b"<html><div id='px-captcha'></div></html>"), "challenge"),
        (Reply(b"PK\x03\x04", kind="application/zip"), "wrong_type"),
        (Reply(status=302, headers={"Location": "https://elsewhere.example/"}), "unsafe"),
        (Reply(status=302, headers={"Location": "https://10.0.0.1/"}), "unsafe"),
    ],
)
def test_an_article_that_cannot_be_had_is_told_and_logged(site: Site, reply: Reply, outcome: str) -> None:
    """A refusal is an outcome with its reason; nothing is archived."""
    site.server.routes["/news/1"] = reply
    kept = add(site, f"{site.server.origin}/news/1")
    assert (kept.outcome, kept.sha256) == (outcome, "") and kept.message
    with Ledger(site.settings.ledger) as ledger:
        assert [row.outcome for row in ledger.fetches()] == [outcome]


@pytest.mark.parametrize("url", ["https://10.0.0.1/x", "https://169.254.169.254/latest", "https://localhost/x"])
def test_an_address_given_by_hand_is_looked_at_like_any(tmp_path: Path, url: str) -> None:
    """A person's word allows the host, not a private network."""
    with Publisher() as _:
        settings = Settings(tmp_path / "home", "desk@example.org")
        (kept,) = add_articles(settings, [url], clock=TestClock())
    assert kept.outcome in {"unsafe", "disallowed"} and not kept.sha256


def test_a_saved_page_needs_no_contact(home: Settings, tmp_path: Path) -> None:
    """Nothing is fetched; what is no article is refused."""
    saved = tmp_path / "saved.html"
    saved.write_bytes(ARTICLE)
    (kept,) = add_articles(home, [str(saved)])
    assert (kept.outcome, kept.kind) == ("new", "html")
    assert [one.outcome for one in add_articles(home, [str(saved)])] == ["known"]
    with Ledger(home.ledger) as ledger:
        assert ledger.fetched_hashes() == [kept.sha256]
    saved.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(UnreadableError, match="the bytes are image"):
        add_articles(home, [str(saved)])
    with pytest.raises(UsageError, match="no such file"):
        add_articles(home, [str(tmp_path / "none.html")])
    with pytest.raises(UsageError, match="COMITY_CONTACT"):
        add_articles(home, ["https://www.example.org/x"])


def test_the_add_command_takes_addresses_and_files(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One table for both; what could not be had gives exit code 6 and says what to do."""
    monkeypatch.setenv("COMITY_CONTACT", "desk@example.org")
    monkeypatch.setenv("COMITY_TEST_LOOPBACK", "1")
    comity = Comity(site.home, monkeypatch, capsys)
    saved = tmp_path / "saved.html"
    saved.write_bytes(ARTICLE)
    site.server.routes["/news/1"] = Reply(ARTICLE + b"<p>")
    said = comity("add", "article", f"{site.server.origin}/news/1", saved)
    assert (said.code, [row["outcome"] for row in said.rows]) == (0, ["new", "new"])
    said = comity("add", "article", f"{site.server.origin}/news/2")
    assert (said.code, said.rows[0]["outcome"]) == (6, "not_found") and "saved page" in said.err


def test_damage_to_what_was_fetched_is_found_and_named(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pages and articles are verified like lists: altered bytes and missing ones."""
    site.update()
    with Ledger(site.settings.ledger) as ledger:
        page_row, list_row = ledger.fetches()
    archive = Archive(site.settings.archive)
    archive.path(page_row.sha256).chmod(0o644)
    archive.path(page_row.sha256).write_bytes(b"altered")
    archive.path(list_row.sha256).unlink()
    comity = Comity(site.home, monkeypatch, capsys)
    said = comity("archive", "check")
    assert said.code == 10
    assert {(row["kind"], Path(row["path"]).name) for row in said.rows} == {
        ("altered", page_row.sha256),
        ("missing", list_row.sha256),
    }
