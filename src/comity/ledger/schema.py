"""The ledger's layout on disk. A change raises `VERSION` and brings its migration (`MADE_IN`: tables come, none go)."""

VERSION = 3
# Marks the file as a Comity ledger ("Cmty"), so that no other program's database is taken for one.
APPLICATION_ID = 0x436D7479

PRINTED_COLUMNS = (
    "state",
    "agency",
    "type",
    "county",
    "support_type",
    "signed",
    "moa",
    "moa_url",
    "addendum",
    "addendum_url",
)
_PRINTED = ",\n    ".join(f"{name} TEXT NOT NULL" for name in PRINTED_COLUMNS)

TABLES = {
    # One document as published once; name, url and retrieved_at are those it was first added under.
    "publication": """
        publication_id TEXT PRIMARY KEY,
        source TEXT NOT NULL,
        name TEXT NOT NULL,
        url TEXT NOT NULL,
        retrieved_at TEXT NOT NULL,
        added_at TEXT NOT NULL,
        size_bytes INTEGER NOT NULL""",
    # Every name, address and capture the same bytes were seen under, the first included: names are witnesses to
    # dates. `facts` is what the file says of itself under that name; of one name and capture the latest row counts.
    "sighting": """
        sighting_id INTEGER PRIMARY KEY,
        publication_id TEXT NOT NULL REFERENCES publication,
        name TEXT NOT NULL,
        url TEXT NOT NULL,
        retrieved_at TEXT NOT NULL,
        added_at TEXT NOT NULL,
        facts TEXT NOT NULL""",
    # Each distinct printed row once: lists repeat almost all of the one before.
    "printed_row": f"""
        printed_row_id INTEGER PRIMARY KEY,
        {_PRINTED},
        content_hash BLOB NOT NULL UNIQUE""",
    # What one state of the reading rules found in a publication; the latest reading counts. `row_locators` holds
    # runs [first index, prefix, first number or null, count]; `error` is "" or why the file could not be read.
    "reading": """
        reading_id INTEGER PRIMARY KEY,
        publication_id TEXT NOT NULL REFERENCES publication,
        read_by TEXT NOT NULL,
        added_at TEXT NOT NULL,
        row_count INTEGER NOT NULL,
        printed_row_ids TEXT NOT NULL,
        row_locators TEXT NOT NULL,
        refused TEXT NOT NULL,
        issues TEXT NOT NULL,
        error TEXT NOT NULL""",
    # A claim's latest row counts; `fact` is the whole record.
    "claim": """
        claim_row_id INTEGER PRIMARY KEY,
        claim_id TEXT NOT NULL,
        publication_id TEXT NOT NULL,
        added_at TEXT NOT NULL,
        fact TEXT NOT NULL""",
    "claim_publication": """
        claim_publication_row_id INTEGER PRIMARY KEY,
        publication_id TEXT NOT NULL,
        added_at TEXT NOT NULL,
        fact TEXT NOT NULL""",
    # `withdraws` names the decision that this row takes back; such a row decides nothing else.
    "decision": """
        decision_id TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('same', 'different', 'correct')),
        "left" TEXT NOT NULL,
        "right" TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (reason <> ''),
        decided_by TEXT NOT NULL CHECK (decided_by <> ''),
        decided_at TEXT NOT NULL,
        withdraws TEXT REFERENCES decision""",
    "run_start": """
        run_id INTEGER PRIMARY KEY,
        started_at TEXT NOT NULL,
        command TEXT NOT NULL""",
    "run_end": """
        run_id INTEGER PRIMARY KEY REFERENCES run_start,
        finished_at TEXT NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome <> ''),
        counts TEXT NOT NULL""",
    "issue": """
        issue_id INTEGER PRIMARY KEY,
        subject TEXT NOT NULL,
        code TEXT NOT NULL,
        message TEXT NOT NULL,
        raised_at TEXT NOT NULL""",
    # One reading of one page: its bytes, its text, what is known of it. `page` is its address, or its hash where it
    # has none; a page that is read again, changed or by newer rules, gains a row, with what was proposed of it then.
    "page_reading": """
        page_reading_id INTEGER PRIMARY KEY,
        page TEXT NOT NULL CHECK (page <> ''),
        publication_id TEXT NOT NULL,
        text_sha256 TEXT NOT NULL,
        made_by TEXT NOT NULL,
        added_at TEXT NOT NULL,
        fact TEXT NOT NULL,
        proposal_ids TEXT NOT NULL""",
    # A claim that a program proposes. The id is made of page, maker, quotation and fields: the same proposal
    # of the same page is one row, however often it is read.
    "proposal": """
        proposal_id TEXT PRIMARY KEY,
        page_reading_id INTEGER NOT NULL REFERENCES page_reading,
        page TEXT NOT NULL,
        made_by TEXT NOT NULL CHECK (made_by <> ''),
        added_at TEXT NOT NULL,
        fact TEXT NOT NULL""",
    # What was decided on a proposal, and what the program found of it later (`reopened`, `outdated`). `text_sha256` is
    # the page's text that it was decided on, `after_id` the row that the decider had before him; a row that
    # `contests_id` another changes nothing until a person settles it.
    "review": """
        review_row_id INTEGER PRIMARY KEY,
        review_id TEXT NOT NULL UNIQUE,
        proposal_id TEXT NOT NULL REFERENCES proposal,
        outcome TEXT NOT NULL CHECK (outcome IN ('accept', 'edit', 'reject', 'later', 'reopened', 'outdated')),
        decided_by TEXT NOT NULL CHECK (decided_by <> ''),
        decided_at TEXT NOT NULL,
        reason TEXT NOT NULL,
        accepted TEXT NOT NULL,
        text_sha256 TEXT NOT NULL,
        after_id TEXT NOT NULL,
        contests_id TEXT NOT NULL""",
    # Every request to a publisher, each attempt by itself. `sha256` is "" where no bytes came and none still stand.
    "fetch": """
        fetch_id INTEGER PRIMARY KEY,
        asked_at TEXT NOT NULL,
        source TEXT NOT NULL,
        role TEXT NOT NULL,
        url TEXT NOT NULL,
        final_url TEXT NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome <> ''),
        status INTEGER NOT NULL,
        message TEXT NOT NULL,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        content_type TEXT NOT NULL,
        etag TEXT NOT NULL,
        last_modified TEXT NOT NULL,
        retry_at TEXT NOT NULL,
        is_last INTEGER NOT NULL""",
    # A release that fell outside the expectations and was let through by a person: it holds for that release alone.
    "acceptance": """
        acceptance_id INTEGER PRIMARY KEY,
        release_id TEXT NOT NULL,
        inputs TEXT NOT NULL,
        findings TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (reason <> ''),
        decided_by TEXT NOT NULL CHECK (decided_by <> ''),
        decided_at TEXT NOT NULL""",
    # Written in full synchrony after a batch: its commit brings everything before it to the disk.
    "acknowledgement": """
        acknowledgement_id INTEGER PRIMARY KEY,
        acknowledged_at TEXT NOT NULL,
        publication_count INTEGER NOT NULL""",
}

# The version that brought a table; the others are as old as the ledger.
MADE_IN = {"page_reading": 2, "proposal": 2, "review": 2, "fetch": 3, "acceptance": 3}

INDEXES = {
    "reading_publication": ("reading", "publication_id"),
    "sighting_publication": ("sighting", "publication_id"),
    "claim_of": ("claim", "claim_id"),
    "claim_publication_of": ("claim_publication", "publication_id"),
    "page_reading_of": ("page_reading", "page"),
    "proposal_of": ("proposal", "page"),
    "review_of": ("review", "proposal_id"),
    "fetch_of": ("fetch", "url"),
}

# For people: every row of every list beside its printed cells.
VIEWS = (
    """CREATE VIEW latest_reading AS
    SELECT * FROM reading WHERE reading_id IN (SELECT max(reading_id) FROM reading GROUP BY publication_id)""",
    """CREATE VIEW observation AS
    SELECT publication.publication_id, publication.name AS publication_name,
        (SELECT (run.value ->> 1) || coalesce((run.value ->> 2) + row.key - (run.value ->> 0), '')
            FROM json_each(latest_reading.row_locators) AS run
            WHERE (run.value ->> 0) <= row.key ORDER BY run.key DESC LIMIT 1) AS locator,
        printed_row.state, printed_row.agency, printed_row.type, printed_row.county, printed_row.support_type,
        printed_row.signed, printed_row.moa, printed_row.moa_url, printed_row.addendum, printed_row.addendum_url
    FROM latest_reading
    JOIN publication USING (publication_id)
    JOIN json_each(latest_reading.printed_row_ids) AS row
    JOIN printed_row ON printed_row.printed_row_id = row.value""",
    """CREATE VIEW publication_issue AS
    SELECT publication_id, issue.value ->> 'locator' AS locator, issue.value ->> 'code' AS code,
        issue.value ->> 'message' AS message
    FROM latest_reading JOIN json_each(latest_reading.issues) AS issue""",
    """CREATE VIEW refused_row AS
    SELECT publication_id, refusal.value ->> 'locator' AS locator, refusal.value ->> 'reason' AS reason
    FROM latest_reading JOIN json_each(latest_reading.refused) AS refusal""",
    """CREATE VIEW run AS
    SELECT run_id, started_at, finished_at, command, coalesce(outcome, '') AS outcome,
        coalesce(counts, '{}') AS counts
    FROM run_start LEFT JOIN run_end USING (run_id)""",
)


def statements() -> list[str]:
    """Return everything that makes a new ledger, in order."""
    return [*_tables(list(TABLES)), *VIEWS, f"PRAGMA application_id = {APPLICATION_ID}", _SET_VERSION]


def migration(version: int) -> list[str]:
    """Return everything that brings a ledger of an older version to this one, in order."""
    return [*_tables([name for name, made_in in MADE_IN.items() if made_in > version]), _SET_VERSION]


_SET_VERSION = f"PRAGMA user_version = {VERSION}"


def _tables(names: list[str]) -> list[str]:
    made = [f"CREATE TABLE {name} ({TABLES[name]}\n)" for name in names]
    made += [f"CREATE INDEX {key} ON {table} ({column})" for key, (table, column) in INDEXES.items() if table in names]
    made += [_refusal(name, verb) for name in names for verb in ("UPDATE", "DELETE")]
    return made + [_no_replacing(name, _KEYS[name]) for name in names]


def _refusal(table: str, verb: str) -> str:
    message = "the ledger is append-only: add a row that corrects or withdraws"
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


# INSERT OR REPLACE deletes without firing DELETE triggers, so a row with a known key is refused before it is written.
_KEYS = {
    "publication": ("publication_id",),
    "sighting": ("sighting_id",),
    "printed_row": ("printed_row_id", "content_hash"),
    "reading": ("reading_id",),
    "claim": ("claim_row_id",),
    "claim_publication": ("claim_publication_row_id",),
    "decision": ("decision_id",),
    "run_start": ("run_id",),
    "run_end": ("run_id",),
    "issue": ("issue_id",),
    "page_reading": ("page_reading_id",),
    "proposal": ("proposal_id",),
    "review": ("review_row_id", "review_id"),
    "fetch": ("fetch_id",),
    "acceptance": ("acceptance_id",),
    "acknowledgement": ("acknowledgement_id",),
}


def _no_replacing(table: str, keys: tuple[str, ...]) -> str:
    known = " OR ".join(f"{key} = NEW.{key}" for key in keys)
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {known})"  # noqa: S608  the constant names above
    message = "the ledger is append-only: this row is already there"
    head = f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there}"
    return f"{head} BEGIN SELECT RAISE(ABORT, '{message}'); END"
