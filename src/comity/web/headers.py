"""The headers that every answer carries: what a browser may do with it, and who may read it.

No script and no style stands in a page, and nothing is loaded from elsewhere: the policies say so, and a page that
broke the rule would not work. `STATIC` is the same for a folder of files on any web server.
"""

from __future__ import annotations

# Pages: their own scripts, styles, pictures and data, and nobody else's; no frame, no base, no plugin.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Data: it is no page, and if a browser takes it for one it may do nothing.
DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}
# What other sites' programs may read.
OPEN_TO_ALL = ("/api/", "/data/", "/feeds/", "/calendar/")
_OPEN = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Last-Modified, Link",
    "cross-origin-resource-policy": "cross-origin",
}
_OWN = {"cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin"}
PREFLIGHT = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD, OPTIONS",
    "access-control-allow-headers": "Accept, If-Modified-Since, If-None-Match",
    "access-control-max-age": "86400",
}
# A minute without asking; then the validator is asked for, which costs nothing where nothing changed.
CACHING = "public, max-age=60, must-revalidate"


def is_open(path: str) -> bool:
    """Return whether other sites' programs may read what is at a path."""
    return path.startswith(OPEN_TO_ALL)


def headers_of(path: str, content_type: str) -> dict[str, str]:
    """Return the headers of an answer at a path."""
    is_page = content_type.startswith("text/html")
    policy = PAGE_POLICY if is_page else DATA_POLICY
    return {"content-security-policy": policy, **_ALWAYS, **(_OPEN if is_open(path) else _OWN)}


STATIC = headers_of("/", "text/html")
