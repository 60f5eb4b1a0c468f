"""``deployment``: files for nginx and systemd out of the settings; and the settings of a trial."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from assistant.access.sign_in import check_reach
from assistant.deployment.files import SITE, UNIT, files_of
from assistant.deployment.plan import Plan
from assistant.settings import Settings

_NEXT = f"""Дальше, от имени администратора:
  {SITE} — в /etc/nginx/conf.d/, затем nginx -t && systemctl reload nginx
  {UNIT} — в /etc/systemd/system/, затем systemctl enable --now assistant"""


def deployment(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write the files into a folder.

    Raises:
        AssistantError: the settings describe no deployment, or one that lets strangers in.
    """
    check_reach(settings)
    plan = Plan.from_settings(
        settings, arguments.certificate, arguments.key, arguments.users, arguments.root
    )
    folder: Path = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files_of(plan).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"Записан {folder / name}")
    print(_NEXT)
    return 0


def trial(settings: Settings) -> Settings:
    """Settings of the whole on loopback behind nginx; site and certificate lie apart from the real ones."""
    base = f"https://127.0.0.1:{settings.https_port}/"
    return replace(
        settings,
        address="127.0.0.1",
        site=settings.state / "demo" / "site",
        site_url=base,
        assistant_url=f"{base}assistant/",
    )
