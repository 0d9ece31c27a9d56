"""What a mail server replies, and what a hook is signed with."""

from __future__ import annotations

import hashlib
import hmac
import smtplib

import pytest

from comity.telling.channels import _expect, signature


@pytest.mark.parametrize(("wanted", "code"), [(250, 250), (250, 251), (354, 354)])
def test_a_reply_that_takes_is_taken(wanted: int, code: int) -> None:
    """251 too: the server passes it on (RFC 5321, 4.2.3)."""
    _expect(wanted, (code, b"ok"))


@pytest.mark.parametrize(("wanted", "code"), [(250, 252), (250, 354), (354, 250), (354, 251), (250, 450), (250, 550)])
def test_any_other_reply_is_a_refusal_with_its_code(wanted: int, code: int) -> None:
    """252 is no promise."""
    with pytest.raises(smtplib.SMTPResponseException) as raised:
        _expect(wanted, (code, b"no"))
    assert raised.value.smtp_code == code


def test_a_signature_is_of_the_moment_and_the_body() -> None:
    """HMAC-SHA256 of the moment, a point and the body, as docs/telling.md says; another secret gives another."""
    code = hmac.new(b"secret", b"2026-03-10T08:00:00+00:00.{}", hashlib.sha256).hexdigest()
    assert signature("secret", "2026-03-10T08:00:00+00:00", b"{}") == f"t=2026-03-10T08:00:00+00:00,v1={code}"
    assert signature("other", "2026-03-10T08:00:00+00:00", b"{}") != f"t=2026-03-10T08:00:00+00:00,v1={code}"
