"""One small tree of errors. Each says what is wrong, where, and the cure, and carries its exit code and HTTP status.

Exit codes are documented in `docs/errors.md`; a test keeps that page and this module together.
"""


class ComityError(Exception):
    """What went wrong, where, and what to do about it.

    `str()` of an error is one sentence: the problem and its place, then the cure.
    """

    exit_code = 1
    http_status = 500

    def __init__(self, problem: str, *, where: str = "", cure: str = "") -> None:
        """Take the problem in words, the place it happened (a file, a row, an id) and the cure."""
        super().__init__(problem)
        self.problem = problem
        self.where = where
        self.cure = cure

    def __str__(self) -> str:
        """Return the one sentence that a person reads."""
        text = f"{self.where}: {self.problem}" if self.where else self.problem
        return f"{text}; {self.cure}" if self.cure else text


class UsageError(ComityError):
    """The question cannot be understood as it stands (a date that is none, a state that does not exist)."""

    exit_code = 2
    http_status = 400


class NotFoundError(ComityError):
    """The question is clear and the record holds no such thing."""

    exit_code = 3
    http_status = 404


class AmbiguousError(ComityError):
    """The question fits several things, and the record does not guess between them."""

    exit_code = 4
    http_status = 409


class UnreadableError(ComityError):
    """A publication's bytes cannot be read as what they claim to be; nothing of it enters the record."""

    exit_code = 5
    http_status = 422


class SourceError(ComityError):
    """A publication can be read but does not hold what its source is known to publish."""

    exit_code = 6
    http_status = 422


class RecordError(ComityError):
    """The record on disk is damaged, or was written by a newer version."""

    exit_code = 7
    http_status = 500


class BusyError(ComityError):
    """Another process holds the record."""

    exit_code = 8
    http_status = 503


class StorageError(ComityError):
    """The disk refused: full, read-only, or gone. The last good release stays in place."""

    exit_code = 9
    http_status = 507


class CheckError(ComityError):
    """A build was made and does not balance; it is not published."""

    exit_code = 10
    http_status = 500


class LawError(ComityError):
    """An election-law file contradicts its schema, its examples or another rule."""

    exit_code = 11
    http_status = 500


class TellingError(ComityError):
    """A subscriber's channel did not take what was to be told; nothing of the record is touched."""

    exit_code = 12
    http_status = 502
