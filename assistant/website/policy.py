"""What a page may run: scripts from its own address, and those written into it by their digest."""

from __future__ import annotations

import base64
import hashlib
import re

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def script_sources(page: bytes) -> str:
    """Value of ``script-src`` for a page whose inline scripts are all its program's own."""
    digests = (hashlib.sha256(script).digest() for script in _INLINE_SCRIPT.findall(page))
    hashes = sorted({f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests})
    return " ".join(("'self'", *hashes))
