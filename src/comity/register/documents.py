"""Which addresses are those of a memorandum: told by the address alone, so that a question stays fast to start."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

# A link that is no memorandum: the publisher's pages, placeholders, folders.
_DOCUMENT = re.compile(r"[^/]+\.(?:pdf|docx?)$", re.IGNORECASE)


# The same few thousand addresses are asked for again and again.
@lru_cache(maxsize=8192)
def document_name(url: str) -> str:
    """Return the file name of a linked memorandum, or "" where the address is none of a document."""
    if not url:
        return ""
    name = unquote(urlsplit(url).path).rsplit("/", 1)[-1]
    return name if _DOCUMENT.fullmatch(name) else ""
