"""The page of the assistant as a server: the page itself, the addresses around it, who may come in.

``streamlit run assistant/ui/server.py`` is what ``serve`` starts; ``app.py`` is the page alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.middleware import Middleware
from streamlit.starlette import App

from assistant.access.oidc import OidcClient
from assistant.access.proxy import TrustedProxy
from assistant.access.roster import Roster
from assistant.access.sign_in import SignIn
from assistant.settings import Settings
from assistant.ui.gate import Gate
from assistant.ui.headers import SecurityHeaders
from assistant.ui.probes import routes
from assistant.ui.trouble import keep_words_out_of_logs


def _middleware(settings: Settings) -> list[Middleware]:
    layers = [Middleware(SecurityHeaders)]
    if SignIn.from_settings(settings) is SignIn.PROXY:
        proxy = TrustedProxy.from_settings(settings)
        layers.append(Middleware(Gate, proxy=proxy, roster=Roster.from_settings(settings)))
    return layers


def _secrets(settings: Settings) -> dict[str, Any] | None:
    if SignIn.from_settings(settings) is not SignIn.OIDC:
        return None
    return OidcClient.from_settings(settings).secrets()


keep_words_out_of_logs()
_SETTINGS = Settings.from_environment()
app = App(
    Path(__file__).with_name("app.py"),
    routes=routes(),
    middleware=_middleware(_SETTINGS),
    secrets=_secrets(_SETTINGS),
)
