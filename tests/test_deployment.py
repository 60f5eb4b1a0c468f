"""Files of a deployment: nginx and systemd take them, and nothing in the settings can break out of them."""

from __future__ import annotations

import os
import re
import shutil
import ssl
import stat
import subprocess
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509

from assistant.access.sign_in import check_reach
from assistant.commands import deployment, service
from assistant.deployment import front
from assistant.deployment.certificate import write_self_signed
from assistant.deployment.files import SITE, UNIT, files_of
from assistant.deployment.front import Front
from assistant.deployment.plan import Plan
from assistant.errors import AssistantError, SettingsError
from assistant.settings import ROOT, Settings
from tests.browser.whole import needs

URL = "https://help.example.org/assistant/"
SIGNED_IN = Settings(assistant_url=URL, sign_in="proxy")
WAYS = ("none", "proxy", "oidc")
PEM, KEY, USERS = Path("/etc/ssl/a.pem"), Path("/etc/ssl/k.pem"), Path("/etc/nginx/users")


def plan_of(settings: Settings, root: Path = ROOT) -> Plan:
    return Plan.from_settings(settings, PEM, KEY, USERS, root)


def test_plan_takes_name_port_and_path_from_the_address() -> None:
    plan = plan_of(SIGNED_IN)
    assert (plan.name, plan.port, plan.path) == ("help.example.org", 443, "/assistant")
    deep = plan_of(replace(SIGNED_IN, assistant_url="https://127.0.0.1:8443/a/b"))
    assert (deep.name, deep.port, deep.path) == ("127.0.0.1", 8443, "/a/b")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://help.example.org/assistant/",
        "https://help.example.org/",
        "https://help.example.org",
        "https:///assistant/",
        "https://help.example.org/a;b/",
        "https://help.example.org/a{b/",
        "https://help.example.org/помощник/",
        "https://help$host/assistant/",
        "https://a b/assistant/",
    ],
)
def test_an_address_that_cannot_be_deployed_is_told(url: str) -> None:
    with pytest.raises(SettingsError, match="нужен адрес https с путём"):
        plan_of(replace(SIGNED_IN, assistant_url=url))


@pytest.mark.parametrize("name", ['a".pem', "a;b.pem", "a\nb.pem", "a$b.pem", "a}b.pem", "%n"])
def test_a_file_name_that_would_end_a_value_is_told(name: str) -> None:
    with pytest.raises(SettingsError, match="такой путь нельзя записать"):
        Plan.from_settings(SIGNED_IN, Path("/etc") / name, KEY, USERS)


def test_header_comes_from_nginx_alone() -> None:
    configuration = files_of(plan_of(SIGNED_IN))[SITE]
    values = re.findall(r"proxy_set_header\s+x-forwarded-user\s+(\S+);", configuration)
    assert values == ['""', "$remote_user"]
    unsigned = files_of(plan_of(replace(SIGNED_IN, sign_in="oidc")))[SITE]
    assert re.findall(r"proxy_set_header\s+x-forwarded-user\s+(\S+);", unsigned) == ['""', '""']


@pytest.mark.parametrize("way", WAYS)
def test_nginx_takes_the_configuration(way: str, tmp_path: Path) -> None:
    needs("nginx")
    made = Front.made_in(tmp_path, replace(SIGNED_IN, sign_in=way))
    assert made.command[-1] == str(tmp_path / "nginx.conf")
    # Twice: a trial is started again and again.
    Front.made_in(tmp_path, replace(SIGNED_IN, sign_in=way))


def test_without_nginx_one_is_told_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(AssistantError, match="apt-get install nginx"):
        Front.made_in(tmp_path, SIGNED_IN)


def test_what_nginx_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs("nginx")
    monkeypatch.setattr(front, "whole_configuration", lambda *_: "нет такой настройки;")
    with pytest.raises(AssistantError, match="nginx не принял настройки"):
        Front.made_in(tmp_path, SIGNED_IN)


@pytest.mark.parametrize("way", WAYS)
def test_systemd_takes_the_unit_and_finds_it_closed(way: str, tmp_path: Path) -> None:
    needs("systemd-analyze")
    unit = tmp_path / UNIT
    interpreter = tmp_path / ".venv" / "bin" / "python"
    interpreter.parent.mkdir(parents=True)
    interpreter.symlink_to(shutil.which("true") or "/bin/true")
    unit.write_text(files_of(plan_of(replace(SIGNED_IN, sign_in=way), tmp_path))[UNIT], "utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    judged = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "SYSTEMD_COLORS": "0"},
    )
    exposure = re.search(r"Overall exposure level for assistant\.service: ([\d.]+)", judged.stdout)
    assert exposure
    assert float(exposure[1]) <= 1.5


@pytest.mark.parametrize(("way", "closed"), [("none", True), ("proxy", True), ("oidc", False)])
def test_kernel_keeps_what_customers_wrote_on_the_machine(way: str, closed: bool) -> None:
    lines = files_of(plan_of(replace(SIGNED_IN, sign_in=way)))[UNIT].splitlines()
    assert ("IPAddressDeny=any" in lines) is closed
    assert ("IPAddressAllow=localhost" in lines) is closed
    assert ("LoadCredential=oidc-secret:/etc/assistant/oidc-secret" in lines) is not closed


@pytest.mark.parametrize("name", ["127.0.0.1", "help.example.org"])
def test_certificate_is_for_its_name_and_the_key_for_its_owner(name: str, tmp_path: Path) -> None:
    certificate, key = tmp_path / "a.pem", tmp_path / "k.pem"
    write_self_signed(name, certificate, key)
    write_self_signed(name, certificate, key)
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)
    read = x509.load_pem_x509_certificate(certificate.read_bytes())
    names = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(each.value) for each in names] == [name]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def arguments(folder: Path) -> Namespace:
    return Namespace(folder=folder, certificate=PEM, key=KEY, users=USERS, root=Path("/opt/kb"))


def test_command_writes_both_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert deployment.deployment(arguments(tmp_path / "new"), SIGNED_IN) == 0
    assert sorted(each.name for each in (tmp_path / "new").iterdir()) == [SITE, UNIT]
    unit = (tmp_path / "new" / UNIT).read_text("utf-8")
    assert "ExecStart=/opt/kb/.venv/bin/python -m assistant serve\n" in unit
    assert "systemctl enable --now assistant" in capsys.readouterr().out


def test_command_lets_no_strangers_in(tmp_path: Path) -> None:
    with pytest.raises(AssistantError, match="вход не настроен"):
        deployment.deployment(arguments(tmp_path), Settings(assistant_url=URL))
    assert list(tmp_path.iterdir()) == []


def test_trial_stays_on_this_machine_and_touches_nothing_real(tmp_path: Path) -> None:
    settings = deployment.trial(Settings(address="::", state=tmp_path, https_port=9443))
    check_reach(settings)
    assert settings.assistant_url == "https://127.0.0.1:9443/assistant/"
    assert settings.site_url == "https://127.0.0.1:9443/"
    assert settings.site == tmp_path / "demo" / "site"
    assert "--server.baseUrlPath=assistant" in service.streamlit_command(settings)
