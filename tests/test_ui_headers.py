"""Headers of the assistant's page: on every answer, and with nothing foreign in them."""

from __future__ import annotations

import base64
import hashlib

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.ui.headers import SecurityHeaders, content_policy


def test_policy_of_the_page() -> None:
    digest = base64.b64encode(hashlib.sha256(b"x=1").digest()).decode()
    assert content_policy(b"<script>x=1</script><script src='a.js'></script>") == (
        f"default-src 'none'; script-src 'self' 'sha256-{digest}' blob:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _answer(request: Request) -> PlainTextResponse:
    return PlainTextResponse("ок", headers={"Referrer-Policy": "unsafe-url", "X-Own": "1"})


@pytest.mark.parametrize("path", ["/", "/no-such"])
def test_headers_are_on_every_answer(path: str) -> None:
    inside = Starlette(routes=[Route("/", _answer)], middleware=[Middleware(SecurityHeaders)])
    headers = TestClient(inside).get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self' ")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert headers.get("x-own") == ("1" if path == "/" else None)
