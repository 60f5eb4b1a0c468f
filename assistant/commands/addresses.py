"""Where site and assistant answer, told to each other: their pages link to one another."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from assistant.settings import Settings


def assistant_address(settings: Settings) -> str:
    """The address at which agents open the assistant."""
    if settings.assistant_url:
        return settings.assistant_url.rstrip("/") + "/"
    host = f"[{settings.address}]" if ":" in settings.address else settings.address
    return f"http://{host}:{settings.assistant_port}/"


def site_variables(settings: Settings) -> Mapping[str, str]:
    """What ``mkdocs.yml`` reads from the environment; what is there already stays."""
    told = {"SITE_URL": settings.site_url, "SITE_ASSISTANT_URL": assistant_address(settings)}
    return {name: os.environ.get(name, value) for name, value in told.items()}


@contextmanager
def told_to_site(settings: Settings) -> Iterator[None]:
    """Set those variables while the site is built by this program."""
    before = {name: os.environ.get(name) for name in site_variables(settings)}
    os.environ.update(site_variables(settings))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
