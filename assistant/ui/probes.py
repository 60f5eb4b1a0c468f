"""Addresses for whoever watches the program: is it up, and can it answer as it should.

``/healthz`` says that the process answers. ``/readyz`` says that a ticket would be answered from the
documents as they are now and its draft would be kept: what an agent could not work with is not ready.
Streamlit's own ``/_stcore/health`` knows nothing of the index and stays for Streamlit's own page.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from assistant.errors import AssistantError
from assistant.ui.session import drafts, shelf

HEALTH, READINESS = "/healthz", "/readyz"
_NEVER_KEPT = {"Cache-Control": "no-store"}


async def healthz(_: Request) -> Response:
    """Answer 200: the process is up."""
    return PlainTextResponse("ok\n", headers=_NEVER_KEPT)


async def readyz(_: Request) -> Response:
    """Answer 200 when agents can work, 503 with the reason when they cannot."""
    # Files are read: agents' pages must not wait for it.
    reason = await run_in_threadpool(_reason)
    return JSONResponse(
        {"ready": not reason, "reason": reason},
        status_code=503 if reason else 200,
        headers=_NEVER_KEPT,
    )


def _reason() -> str:
    """Why agents cannot work, empty when they can."""
    try:
        shelf().check_ready()
        drafts().check_ready()
    except AssistantError as error:
        return str(error)
    return ""


def routes() -> list[Route]:
    """The addresses, at the root of the server whatever path the page has."""
    return [Route(HEALTH, healthz), Route(READINESS, readyz)]
