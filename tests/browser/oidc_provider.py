"""A small OpenID Connect provider on loopback: code flow with PKCE, RS256, no passwords.

It is as strict as a real one about what a client sends; who signs in is set by the test.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from typing import Any, Self
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.browser.desk_server import free_port

CLIENT, SECRET = "assistant", "secret-of-the-client"


class OidcProvider:
    """A running provider; ``person`` are the claims of whoever signs in next."""

    def __init__(self, person: dict[str, Any]) -> None:
        self.person = person
        self.redirects: set[str] = set()
        self.left = 0
        self._port = free_port()
        self._key = RSAKey.generate_key(2048, {"kid": "1"})
        self._codes: dict[str, dict[str, str]] = {}
        routes = [
            Route("/.well-known/openid-configuration", self._metadata),
            Route("/jwks", self._keys),
            Route("/authorize", self._authorize),
            Route("/token", self._token, methods=["POST"]),
            Route("/leave", self._leave),
        ]
        config = uvicorn.Config(
            Starlette(routes=routes), port=self._port, log_level="error", ws="none"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def metadata_url(self) -> str:
        return f"{self.url}/.well-known/openid-configuration"

    def __enter__(self) -> Self:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()

    async def _metadata(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/jwks",
                "end_session_endpoint": f"{self.url}/leave",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            }
        )

    async def _keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        fits = (
            asked["client_id"] == CLIENT
            and asked["response_type"] == "code"
            and asked["redirect_uri"] in self.redirects
            and asked["code_challenge_method"] == "S256"
            and {"openid", "email"} <= set(asked["scope"].split())
        )
        if not fits:
            return PlainTextResponse("no", 400)
        code = secrets.token_urlsafe()
        self._codes[code] = asked
        answer = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{answer}", 302)

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        asked = self._codes.pop(str(form["code"]))
        credentials = base64.b64decode(request.headers["authorization"].removeprefix("Basic "))
        proof = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        fits = (
            credentials.decode() == f"{CLIENT}:{SECRET}"
            and challenge == asked["code_challenge"]
            and form["redirect_uri"] == asked["redirect_uri"]
        )
        if not fits:
            return JSONResponse({"error": "invalid_client"}, 401)
        now = int(time.time())
        told = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300}
        claims = {**told, "nonce": asked["nonce"], **self.person}
        token = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self._key)
        return JSONResponse(
            {"access_token": "-", "token_type": "Bearer", "expires_in": 300, "id_token": token}
        )

    async def _leave(self, request: Request) -> Response:
        self.left += 1
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 302)
