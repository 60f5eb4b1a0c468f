"""The gate in front of page, files and uploads where a proxy signs people in.

Streamlit reads the person's name out of the header by itself (``server.trustedUserHeaders``) but asks
neither who sent it nor whether there is one; here both are asked, of every request.
"""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.access.proxy import TrustedProxy
from assistant.access.roster import NotAdmitted, Roster
from assistant.ui.probes import HEALTH, READINESS

_OPEN = frozenset({HEALTH, READINESS})
_POLICY_VIOLATION = 1008


class Gate:
    """Lets a request through when the proxy sent it for somebody on the roster."""

    def __init__(self, app: ASGIApp, proxy: TrustedProxy, roster: Roster) -> None:
        self._app = app
        self._proxy = proxy
        self._roster = roster

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 in Russian, or pass the request on."""
        if scope["type"] in ("http", "websocket") and scope["path"] not in _OPEN:
            peer = scope["client"][0] if scope.get("client") else None
            try:
                self._roster.admit(self._proxy.login(peer, scope["headers"]))
            except NotAdmitted as reason:
                await _refuse(str(reason), scope, receive, send)
                return
        await self._app(scope, receive, send)


async def _refuse(reason: str, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": ""})
        return
    response = PlainTextResponse(f"{reason}\n", 403, headers={"Cache-Control": "no-store"})
    await response(scope, receive, send)
