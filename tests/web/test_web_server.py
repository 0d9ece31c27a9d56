"""Serving on a port: the command's address, a port in use, a client that is slow, one that breaks off."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest
from click.testing import CliRunner

from comity.cli.serve import serve
from comity.errors import UsageError
from comity.settings import Settings
from comity.web.server import address_of, bind

PATIENCE = 60
PLACE = "/api/v1/places/12003"


@contextmanager
def running(settings: Settings, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `comity serve` on a free port; yield its address and its process."""
    command = [sys.executable, "-m", "comity", "serve", "--port", "0", *options]
    env = {**os.environ, "COMITY_HOME": str(settings.home)}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert found, line + (process.stderr.read() if process.stderr else "")
            yield found[0], process
        finally:
            process.terminate()
            process.wait(PATIENCE)


@pytest.fixture(scope="module")
def address(made_settings: Settings) -> Iterator[str]:
    """Return the address of a server of the small release."""
    with running(made_settings) as (address, _):
        yield address


def port_of(address: str) -> tuple[str, int]:
    """Return the host and port of an address."""
    url = httpx.URL(address)
    return url.host, url.port or 0


def test_the_command_prints_an_address_that_answers_and_ends_when_asked(made_settings: Settings) -> None:
    """Bound to this machine alone; Ctrl-C ends it without a trace."""
    with running(made_settings) as (address, process):
        assert httpx.get(f"{address}/healthz").json()["status"] == "ok"
        assert address in httpx.get(f"{address}/api/v1/places?limit=1").json()["next"]
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in errors


def test_links_that_leave_the_site_bear_its_own_address(made_settings: Settings) -> None:
    """Where others reach it under another name than the machine's."""
    with running(made_settings, "--base-url", "https://record.example/") as (address, _):
        following = httpx.get(f"{address}/api/v1/places?limit=1").json()["next"]
        assert following.startswith("https://record.example/api/v1/places?limit=1&cursor=")


def test_a_port_in_use_is_one_clear_sentence() -> None:
    """With its cure, before anything is opened."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(serve, ["--port", str(port)])
        assert isinstance(result.exception, UsageError)
        assert f"port {port} of 127.0.0.1 is in use" in str(result.exception) and "--port 0" in result.exception.cure


@pytest.mark.parametrize(("host", "words"), [("nowhere.invalid", "no address"), ("192.0.2.1", "cannot be bound")])
def test_an_address_that_is_none_of_this_machine_is_told(host: str, words: str) -> None:
    """A name that nobody knows, and another machine's number."""
    with pytest.raises(UsageError, match=words):
        bind(host, 0).close()


def test_the_address_that_a_browser_opens() -> None:
    """A server on all networks is reached by this machine under its own number."""
    for host in ("127.0.0.1", "0.0.0.0"):
        with bind(host, 0) as bound:
            assert address_of(bound) == f"http://127.0.0.1:{bound.getsockname()[1]}"


def test_the_commands_example_stands_in_its_help() -> None:
    """As with every command."""
    assert "Example: comity serve" in CliRunner().invoke(serve, ["--help"]).output


def test_slow_clients_do_not_stop_others(address: str) -> None:
    """Neither those that never end their question nor those that do not read their answer."""
    with ExitStack() as stack:
        for number in range(40):
            slow = stack.enter_context(socket.create_connection(port_of(address)))
            if number % 2:
                slow.sendall(b"GET /api/v1/agreements HTTP/1.1\r\nHost: x\r\nX-Slow:")
            else:
                slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
                slow.sendall(b"GET /api/v1/contests?limit=10000 HTTP/1.1\r\nHost: x\r\n\r\n" * 8)
        with httpx.Client(base_url=address, timeout=PATIENCE) as client:
            for _ in range(50):
                assert client.get(PLACE).status_code == 200


def test_clients_that_break_off_leave_no_trace(address: str) -> None:
    """In the middle of a question, and of an answer."""
    for part in (
        b"GET /api/v1/con",
        b"GET /api/v1/contests?limit=10000 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x00\xff\r\n\r\n",
    ):
        for _ in range(10):
            with socket.create_connection(port_of(address)) as gone:
                gone.sendall(part)
    assert httpx.get(f"{address}{PLACE}", timeout=PATIENCE).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/data/../../etc/passwd", "/data/%2e%2e%2fmanifest.json",
     "/data/..%5c..%5cmanifest.json", "/data/%00", "/feeds/%2e%2e/x.atom", "/calendar/..%2f..%2fx.ics",
     "/style/..%2f..%2fapp.py", "/assets/..%2f..%2fapp.py", "/assets/%2e%2e/manifest.json", "/data/.", "/data/~2e~2e"],
)  # fmt: skip
def test_no_path_climbs_out_of_its_folder(address: str, path: str) -> None:
    """Sent raw, so that no client tidies it up first: nothing is found, and nothing fails."""
    host, port = port_of(address)
    with socket.create_connection((host, port)) as client:
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: client.recv(65536), b""))
    status = int(answer.split(b" ", 2)[1])
    assert status in (308, 400, 404), answer[:300]
    assert b"root:" not in answer and b'"row_counts"' not in answer
