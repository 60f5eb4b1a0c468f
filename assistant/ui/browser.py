"""What the browser remembers for an agent: a random owner of drafts and the name to sign with.

Both are cookies of this address, written by ``assets/keeping.js``; no customer text is in them.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

import streamlit as st

from assistant.ui.workspace import new_identifier

OWNER_COOKIE = "desk_owner"
AGENT_COOKIE = "desk_agent"
MAX_NAME = 80
_OWNER = re.compile(r"[0-9a-f]{16}")


def owner() -> str:
    """Whose drafts this browser lists; made at its first visit."""
    if "owner" not in st.session_state:
        cookie = _cookie(OWNER_COOKIE)
        st.session_state["owner"] = cookie if _OWNER.fullmatch(cookie) else new_identifier()
    found: str = st.session_state["owner"]
    return found


def remembered_agent(default: str) -> str:
    """The name used last in this browser, else the one from the settings."""
    return unquote(_cookie(AGENT_COOKIE))[:MAX_NAME] or default


def _cookie(name: str) -> str:
    found: object = st.context.cookies.get(name)
    return found if isinstance(found, str) else ""
