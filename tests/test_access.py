"""Who may come in: roles by login, a proxy's word, and reach beyond this machine only on purpose."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.access.oidc import OidcClient, login_of
from assistant.access.proxy import TrustedProxy
from assistant.access.role import Role
from assistant.access.roster import NotAdmitted, Roster, guest
from assistant.access.sign_in import SignIn, check_reach
from assistant.access.visitor import Visitor
from assistant.errors import AssistantError, SettingsError
from assistant.settings import Settings

EVERYWHERE = "0.0.0.0"  # noqa: S104  what is refused here
PUBLIC = "https://help.example.org/assistant/"
LISTS = Settings(editors="Olga@example.org, ivan@example.org", leads="lead@example.org")


@pytest.mark.parametrize(
    ("login", "role"),
    [
        ("lead@example.org", Role.LEAD),
        (" LEAD@Example.org ", Role.LEAD),
        ("olga@example.org", Role.EDITOR),
        ("ivan@example.org", Role.EDITOR),
        ("someone@example.org", Role.AGENT),
        ("Ёлкина", Role.AGENT),
    ],
)
def test_role_by_login(login: str, role: Role) -> None:
    assert Roster.from_settings(LISTS).admit(login).role is role


def test_who_is_on_no_list_stays_out_once_agents_are_listed() -> None:
    roster = Roster.from_settings(replace(LISTS, agents="anna@example.org"))
    assert roster.admit("anna@example.org").role is Role.AGENT
    assert roster.admit("olga@example.org").role is Role.EDITOR
    with pytest.raises(NotAdmitted, match=r"Для «stranger@example\.org» доступ не открыт"):
        roster.admit("stranger@example.org")


@pytest.mark.parametrize("login", ["", "  ", "a\nb", "a\x00", "x" * 201])
def test_what_is_no_login_stays_out(login: str) -> None:
    with pytest.raises(NotAdmitted, match="Вход не выполнен"):
        Roster.from_settings(LISTS).admit(login)


def test_a_longer_role_has_the_rights_of_the_shorter() -> None:
    assert Role.AGENT < Role.EDITOR < Role.LEAD
    assert [role.sees_others for role in Role] == [False, False, True]
    assert [role.title for role in Role] == ["специалист", "редактор", "руководитель"]


def test_owner_of_drafts_follows_the_login_alone() -> None:
    anna = Visitor("anna@example.org", "Анна", Role.AGENT)
    assert anna.owner == Visitor("anna@example.org", "", Role.LEAD).owner
    assert anna.owner != Visitor("olga@example.org", "Анна", Role.AGENT).owner
    assert len(anna.owner) == 16
    assert Visitor("", "", Role.LEAD).owner == ""


def test_name_of_a_visitor_is_short_and_one_line() -> None:
    visitor = Roster.from_settings(LISTS).admit("anna", "Анна\n  Иванова" + "а" * 200)
    assert visitor.name.startswith("Анна Иванова")
    assert len(visitor.name) == 80


# Without sign-in.


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        (Settings(address=EVERYWHERE), EVERYWHERE),
        (Settings(address="::"), "::"),
        (Settings(address="192.168.1.5"), "192.168.1.5"),
        (Settings(assistant_url=PUBLIC), PUBLIC),
    ],
)
def test_other_machines_come_in_only_signed_in_or_on_purpose(
    settings: Settings, place: str
) -> None:
    with pytest.raises(AssistantError) as refusal:
        check_reach(settings)
    assert str(refusal.value).startswith(f"Адрес {place} открыт не только этой машине")
    assert "open_without_sign_in = true" in str(refusal.value)
    check_reach(replace(settings, open_without_sign_in=True))
    check_reach(replace(settings, sign_in="proxy"))
    check_reach(replace(settings, sign_in="oidc"))


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_needs_no_sign_in(address: str) -> None:
    check_reach(Settings(address=address))
    check_reach(Settings(address=address, assistant_url="https://127.0.0.1:8443/assistant/"))


def test_unknown_way_to_sign_in_is_told() -> None:
    with pytest.raises(SettingsError) as problem:
        SignIn.from_settings(Settings(sign_in="ldap"))
    assert str(problem.value) == (
        "sign_in: «ldap» — такого входа нет; допустимы: none, proxy, oidc"
    )


def test_guest_is_the_owner_of_this_machine_and_an_agent_elsewhere() -> None:
    assert guest(Settings()).role is Role.LEAD
    assert guest(Settings(address=EVERYWHERE, open_without_sign_in=True)).role is Role.AGENT
    assert guest(Settings(assistant_url=PUBLIC, open_without_sign_in=True)).role is Role.AGENT


# A proxy's word.

PROXY = TrustedProxy.from_settings(Settings())
HEADER = b"x-forwarded-user"


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_the_proxy_names_the_person(peer: str) -> None:
    assert PROXY.login(peer, [(b"host", b"a"), (HEADER, "Ольга".encode())]) == "Ольга"


@pytest.mark.parametrize("peer", ["192.168.1.5", "::ffff:192.168.1.5", "", None, "localhost"])
def test_nobody_else_names_the_person(peer: str | None) -> None:
    with pytest.raises(NotAdmitted, match="только через прокси"):
        PROXY.login(peer, [(HEADER, b"lead@example.org")])


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [(HEADER, b"anna"), (HEADER, b"lead")],
        [(HEADER, b"anna"), (b"X-Forwarded-User", b"lead")],
        [(b"x-forwarded-users", b"lead")],
    ],
)
def test_one_name_or_none(headers: list[tuple[bytes, bytes]]) -> None:
    with pytest.raises(NotAdmitted, match="не назвал имя или назвал несколько"):
        PROXY.login("127.0.0.1", headers)


def test_a_name_in_another_encoding_is_no_name() -> None:
    with pytest.raises(NotAdmitted, match="не читается"):
        PROXY.login("127.0.0.1", [(HEADER, "Ольга".encode("cp1251"))])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"proxy_addresses": "127.0.0.1, прокси"}, "нужны адреса IP через запятую"),
        ({"user_header": "X User"}, "«X User» — не имя заголовка"),
        ({"user_header": ""}, "«» — не имя заголовка"),
        ({"user_header": "X-User\r\nX-Other"}, "не имя заголовка"),
    ],
)
def test_a_proxy_that_cannot_be_is_told(changed: Mapping[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        TrustedProxy.from_settings(replace(Settings(), **changed))


# OpenID Connect.


@pytest.mark.parametrize(
    ("claims", "login"),
    [
        ({"email": "anna@example.org", "sub": "17"}, "anna@example.org"),
        ({"email": "anna@example.org", "email_verified": True, "sub": "17"}, "anna@example.org"),
        ({"email": "lead@example.org", "email_verified": False, "sub": "17"}, "17"),
        ({"preferred_username": "lead@example.org", "sub": "17"}, "17"),
        ({"preferred_username": "lead@example.org"}, ""),
        ({"email": 5, "sub": 6}, ""),
    ],
)
def test_login_is_what_the_provider_vouches_for(claims: dict[str, object], login: str) -> None:
    assert login_of({**claims, "is_logged_in": True}) == login


@pytest.mark.parametrize("claims", [{}, {"is_logged_in": False}, {"email": "lead@example.org"}])
def test_claims_without_sign_in_are_nothing(claims: dict[str, object]) -> None:
    with pytest.raises(NotAdmitted, match="Войдите"):
        login_of(claims)


@pytest.fixture
def oidc(tmp_path: Path) -> Settings:
    (tmp_path / "secret").write_text("тайна\n", encoding="utf-8")
    return Settings(
        sign_in="oidc",
        assistant_url=PUBLIC,
        oidc_metadata_url="https://id.example.org/.well-known/openid-configuration",
        oidc_client_id="assistant",
        oidc_secret_file=tmp_path / "secret",
        cookie_secret_file=tmp_path / "state" / "cookie-secret",
    )


def test_secrets_for_streamlit_and_a_key_made_once(oidc: Settings) -> None:
    first = OidcClient.from_settings(oidc).secrets()["auth"]
    assert first["redirect_uri"] == "https://help.example.org/assistant/oauth2callback"
    assert first["client_secret"] == "тайна"
    assert len(first["cookie_secret"]) == 64
    assert OidcClient.from_settings(oidc).secrets()["auth"] == first
    assert stat.S_IMODE(oidc.cookie_secret_file.stat().st_mode) == 0o600


def test_a_short_key_is_refused(oidc: Settings) -> None:
    oidc.cookie_secret_file.parent.mkdir()
    oidc.cookie_secret_file.write_text("abc", encoding="utf-8")
    with pytest.raises(SettingsError, match="короче 32 знаков"):
        OidcClient.from_settings(oidc).secrets()


def test_a_missing_secret_is_told(oidc: Settings, tmp_path: Path) -> None:
    (tmp_path / "secret").unlink()
    with pytest.raises(SettingsError, match="секрет для входа не читается"):
        OidcClient.from_settings(oidc).secrets()


@pytest.mark.parametrize("name", ["assistant_url", "oidc_metadata_url", "oidc_client_id"])
def test_a_missing_setting_is_told(oidc: Settings, name: str) -> None:
    with pytest.raises(SettingsError, match=f"{name}: для входа"):
        OidcClient.from_settings(replace(oidc, **{name: ""}))
