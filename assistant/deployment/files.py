"""The files themselves, out of the templates beside this module."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from assistant.deployment.plan import Plan

SITE, UNIT = "assistant.conf", "assistant.service"
_WHOLE = "nginx.conf"


def files_of(plan: Plan) -> dict[str, str]:
    """Text of each file by its name: the server of nginx and the unit of systemd."""
    return {name: _filled(name, plan=plan) for name in (SITE, UNIT)}


def whole_configuration(plan: Plan, folder: Path) -> str:
    """A configuration that needs no other file; nginx keeps its own files in ``folder``."""
    return _filled(
        _WHOLE, plan=plan, folder=folder, site=_filled(SITE, plan=plan), is_root=_is_root()
    )


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _filled(name: str, **values: object) -> str:
    # Nothing here is HTML, and each value was checked by the plan.
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)  # noqa: S701
    template = files("assistant.deployment").joinpath("templates", f"{name}.jinja")
    return environment.from_string(template.read_text(encoding="utf-8")).render(**values) + "\n"
