"""Who is at the desk, asked before anything is drawn."""

from __future__ import annotations

import streamlit as st

from assistant.access.oidc import login_of
from assistant.access.roster import NotAdmitted, Roster, guest
from assistant.access.sign_in import SignIn
from assistant.access.visitor import PROXY_CLAIM, Visitor
from assistant.ui.session import settings
from assistant.ui.show import notice


def admit() -> Visitor:
    """The person at the desk.

    Where another person takes over a session, nothing of the one before is left in it.

    Raises:
        NotAdmitted: nobody has signed in, or who did may not come in.
    """
    visitor = _visitor(SignIn.from_settings(settings()))
    if st.session_state.setdefault("login", visitor.login) != visitor.login:
        st.session_state.clear()
        st.session_state["login"] = visitor.login
    return visitor


def draw_closed(reason: NotAdmitted) -> None:
    """Say why the desk is closed and, where there is a way in, show it."""
    notice(str(reason), "stop")
    if SignIn.from_settings(settings()) is not SignIn.OIDC:
        return
    if st.user.get("is_logged_in"):
        draw_leave()
    elif st.button("Войти", key="sign_in", type="primary"):
        st.login()


def draw_leave() -> None:
    """A button that signs out, where signing in was done here."""
    signs_in_here = SignIn.from_settings(settings()) is SignIn.OIDC
    if signs_in_here and st.button("Выйти", key="sign_out", type="tertiary"):
        st.logout()


def _visitor(way: SignIn) -> Visitor:
    if way is SignIn.NONE:
        return guest(settings())
    roster = Roster.from_settings(settings())
    if way is SignIn.OIDC:
        return roster.admit(login_of(st.user), str(st.user.get("name") or ""))
    return roster.admit(_from_header(st.user.get(PROXY_CLAIM)))


def _from_header(value: object) -> str:
    """A header's text: headers come as Latin-1 and are meant as UTF-8."""
    try:
        return value.encode("latin-1").decode("utf-8") if isinstance(value, str) else ""
    except UnicodeError as error:
        raise NotAdmitted("Вход не выполнен: имя от прокси не читается.") from error
