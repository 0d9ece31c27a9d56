"""A PDF read in a process of its own: no document can stop this program, keep it waiting for ever, or take its memory.

PDFium is a large library in another language, and a document made for it can keep it busy without end, take all memory,
or end its process. So the document goes to a child on its standard input, the questions after it, and the answers come
back one by one; a child that takes too long is ended, and what happened is told in one sentence. `serve` is the child.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import msgspec

from comity.errors import UnreadableError
from comity.text.pdf import Pdf, PdfPage, look_at, open_pdf

# Of one document, all its pages and pictures together. The slowest real one takes a second for each of its pictures,
# and sixty of them are drawn, some twice.
TIME_LIMIT_SECONDS = 300.0
# The largest picture that is drawn (see `pdf.MOST_IMAGE_PIXELS`) takes 600 MB in colour; address space counts twice.
MEMORY_LIMIT_BYTES = 2 << 30
CHILD = "import sys; sys.path[:0] = sys.argv[1:]; from comity.text.pdfprocess import serve; serve()"
_KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
_LOOK = "look at it in a viewer, and put what it says before a reviewer by hand"


class _Asked(msgspec.Struct, frozen=True):
    """What the child is to give: the words of a page, or its picture at so many dots an inch."""

    page: int
    dots: int = 0


class _Answer(msgspec.Struct, frozen=True):
    page_count: int = 0
    page: PdfPage | None = None
    picture: bytes | None = None
    problem: str = ""
    cure: str = ""


class ApartPdf:
    """A document that is open in a child; use `open_apart`. It is asked as a `Pdf` is."""

    def __init__(self, process: subprocess.Popen[bytes], data: bytes, name: str) -> None:
        """Hand the document to the child; raise UnreadableError where it cannot be opened."""
        self._process, self._name, self._left = process, name, TIME_LIMIT_SECONDS
        self.page_count = self._ask(data).page_count

    def pages(self) -> Iterator[PdfPage]:
        """Yield every page in order; raise UnreadableError where one is damaged, or stops or outlasts the reader."""
        for number in range(1, self.page_count + 1):
            page = self._ask(msgspec.msgpack.encode(_Asked(number))).page
            assert page is not None
            yield page

    def draw(self, number: int, dots_per_inch: int = 250) -> bytes | None:
        """Return a page as a grey picture (PGM), or None where a picture on it is larger than any scanner makes."""
        return self._ask(msgspec.msgpack.encode(_Asked(number, dots_per_inch))).picture

    def _ask(self, question: bytes) -> _Answer:
        began = time.monotonic()
        timer = threading.Timer(max(self._left, 0.0), self._process.kill)
        timer.start()
        try:
            assert self._process.stdin and self._process.stdout
            with suppress(OSError):  # a child that has ended takes nothing; what it was is told below
                _write(self._process.stdin, question)
            told = _read(self._process.stdout)
        finally:
            timer.cancel()
            self._left -= time.monotonic() - began
        answer = msgspec.msgpack.decode(told, type=_Answer) if told else self._ended()
        if answer.problem:
            raise UnreadableError(answer.problem, where=self._name, cure=answer.cure)
        return answer

    def _ended(self) -> _Answer:
        code = self._process.wait()
        if self._left <= 0:
            return _Answer(problem=f"takes more than {TIME_LIMIT_SECONDS:g} seconds to read", cure=_LOOK)
        how = signal.Signals(-code).name if code < 0 else f"code {code}"
        return _Answer(problem=f"ends the program that reads PDFs ({how})", cure=_LOOK)


@contextmanager
def open_apart(data: bytes, name: str) -> Iterator[ApartPdf]:
    """Open a document in a child; raise UnreadableError where the bytes are none, or one that cannot be read."""
    look_at(data, name)
    # It finds this package where this process did; an empty entry is the folder in which this one was started.
    command = [sys.executable, "-I", "-c", CHILD, *(entry or str(Path.cwd()) for entry in sys.path)]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
    # A fixed command, no shell; the document is data on standard input.
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, env=environment)  # noqa: S603
    try:
        yield ApartPdf(process, data, name)
    finally:
        process.kill()
        process.wait()
        for end in (process.stdin, process.stdout):
            with suppress(OSError):  # what the child did not take any more
                end.close() if end else None


def _write(stream: IO[bytes], message: bytes) -> None:
    stream.write(len(message).to_bytes(8, "big"))
    stream.write(message)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes:
    """Return the next message, or nothing where the other side ended before it was whole."""
    size = int.from_bytes(stream.read(8), "big")
    message = stream.read(size)
    return message if len(message) == size else b""


def serve() -> None:
    """Answer from the document on standard input, as the child of `open_apart`, within the limits."""
    _limit()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    try:
        with open_pdf(_read(asked), "") as document:
            _write(answers, msgspec.msgpack.encode(_Answer(document.page_count)))
            while question := _read(asked):
                answer = _answer(document, msgspec.msgpack.decode(question, type=_Asked))
                _write(answers, msgspec.msgpack.encode(answer))
    except UnreadableError as error:
        _write(answers, msgspec.msgpack.encode(_Answer(problem=error.problem, cure=error.cure)))
    except MemoryError:
        problem = f"needs more than {MEMORY_LIMIT_BYTES >> 30} GB of memory to read"
        _write(answers, msgspec.msgpack.encode(_Answer(problem=problem, cure=_LOOK)))


def _answer(document: Pdf, asked: _Asked) -> _Answer:
    if asked.dots:
        return _Answer(picture=document.draw(asked.page, asked.dots))
    return _Answer(page=document.page(asked.page))


def _limit() -> None:
    """Bound the memory, and the time of a child whose parent died; leave no core file."""
    if sys.platform != "win32":  # which has no such limits
        import resource

        seconds = int(TIME_LIMIT_SECONDS) + 1
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
