"""Parts of the desk that need no page: markup, moments, marks, words, checklist notes, the shelf."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import desk
from assistant.errors import AssistantError, IndexProblem, TicketError
from assistant.library import Library
from assistant.reply.checklist import ChecklistItem
from assistant.reply.slots import FilledSlot
from assistant.settings import Settings
from assistant.ticket.ticket import Ticket
from assistant.ui.answering import filled_in
from assistant.ui.checklist_note import is_done, item_digest, note_text
from assistant.ui.choice import nearest, with_choice
from assistant.ui.components import read_mail
from assistant.ui.fingerprint import fingerprint
from assistant.ui.found import paragraphs_markup, runs
from assistant.ui.markup import escaped, label, link, tag
from assistant.ui.moment import read_moment
from assistant.ui.reply_checks import utf16_ranges
from assistant.ui.shelf import Shelf
from assistant.ui.ticket_view import facts_markup, ticket_markup
from assistant.ui.words import day_and_time, passed_words, similarity_words
from tests.ui_places import SMS

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 20, 17, 5, tzinfo=MOSCOW)


def test_markup_escapes_everything_but_its_own_tags() -> None:
    made = tag("p", "<b>&\"'", tag("i", "x"), title='"><script>', data_due="1", class_="a")
    assert made == (
        '<p title="&quot;&gt;&lt;script&gt;" data-due="1" class="a">'
        "&lt;b&gt;&amp;&quot;&#x27;<i>x</i></p>"
    )


@given(st.text())
def test_no_text_can_open_a_tag_or_leave_its_line(text: str) -> None:
    assert not set(escaped(text)) & set("<>\"'\n\r\0")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil", "", "file:///x"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert link("текст", url) == "<span>текст</span>"


def test_link_opens_beside_the_desk() -> None:
    assert link("т", "http://a/б") == '<a href="http://a/б" target="_blank" rel="noopener">т</a>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Сверить номер: админ-панель, «SMS».", "Сверить номер: админ-панель, «SMS»."),
        ("![x](http://evil) [ID]", r"!\[x\](http" + ":\u2060" + r"//evil) \[ID\]"),
        ("*a* _b_ `c` $d$ ~e~ <f>", r"\*a\* \_b\_ \`c\` \$d\$ \~e\~ \<f>"),
        (":material/home: :red[x]", ":\u2060material/home: :\u2060red\\[x\\]"),
        ("# Заголовок", r"\# Заголовок"),
    ],
)
def test_labels_are_prose_not_markdown(text: str, shown: str) -> None:
    if "http" in text:
        shown = shown.replace("http:\u2060//", "http://")
    assert label(text) == shown


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("", "2026-11-20T17:05"),
        ("16:40", "2026-11-20T16:40"),
        ("18:30", "2026-11-19T18:30"),
        ("19.11 09:15", "2026-11-19T09:15"),
        ("31.12 10:00", "2025-12-31T10:00"),
        ("01.11.2026 08:00", "2026-11-01T08:00"),
        ("01.11.2026, 08:00", "2026-11-01T08:00"),
        ("2026-11-20T17:00", "2026-11-20T17:00"),
    ],
)
def test_moment_is_read_as_it_was_meant(typed: str, moment: str) -> None:
    assert read_moment(typed, NOW) == datetime.fromisoformat(moment).replace(tzinfo=MOSCOW)


@pytest.mark.parametrize("typed", ["вчера", "25:00", "31.02 10:00", "17", "1.1.1.1"])
def test_what_is_no_moment_is_refused(typed: str) -> None:
    with pytest.raises(TicketError, match="не время"):
        read_moment(typed, NOW)


def test_words_of_time_and_nearness() -> None:
    assert day_and_time(NOW, NOW) == "сегодня 17:05"
    assert day_and_time(NOW + timedelta(days=1), NOW) == "завтра 17:05"
    assert day_and_time(NOW + timedelta(days=3), NOW) == "пн 23.11 17:05"
    assert [passed_words(timedelta(minutes=each)) for each in (0, 5, 125, 3000)] == [
        "только что",
        "5 мин назад",
        "2 ч назад",
        "2 дн. назад",
    ]
    assert similarity_words(-0.333) == "−0,33"


def test_runs_of_numbers() -> None:
    assert runs([1, 2, 3, 5, 7, 8]) == "1–3, 5, 7–8"


def test_fingerprint_is_the_one_the_browser_counts() -> None:
    # Adler-32 of UTF-8, the known value for "Wikipedia".
    assert fingerprint("Wikipedia") == 0x11E60398
    assert fingerprint("\ud800") != fingerprint("\ud801")


def test_ranges_are_counted_as_the_browser_counts() -> None:
    assert utf16_ranges("👍[ID]👍", [(1, 5, "slot")]) == [[2, 6, "slot"]]


def test_slots_that_became_known_are_filled_and_others_stay() -> None:
    slots = (FilledSlot("ID", "7", "crm"), FilledSlot("срок", None, None))
    assert filled_in("№ [ID], до [срок], снова [ID]", slots) == "№ 7, до [срок], снова 7"


def test_facts_are_marked_where_they_stand(library: Library) -> None:
    figures = library.knowledge.figures
    ticket = Ticket.from_text(f"{SMS}\n\n> <b>старое</b>", NOW)
    made = ticket_markup(ticket, figures)
    assert '<mark title="Оператор связи">Йота</mark>' in made
    assert "&lt;b&gt;старое" in made
    assert made.count("<details>") == 1
    assert "<dt>Оператор связи</dt><dd>Йота</dd>" in facts_markup(ticket, figures)
    assert "&#10;" in ticket_markup(Ticket.from_text("раз\nдва", NOW), figures)


def test_a_choice_governs_the_whole_answer(library: Library) -> None:
    ticket = Ticket.from_text(SMS, NOW)
    found = desk.answer(ticket, library)
    other = found.requests[1].id
    chosen = desk.answer(ticket, with_choice(library, other))
    assert chosen.requests[0].id == other
    assert chosen.reply.text != found.reply.text
    assert any(item.source == other for item in chosen.checklist)
    assert with_choice(library, "нет такой") is library


def test_nearest_are_offered_with_links(library: Library) -> None:
    sources = nearest(Ticket.from_text("Просим сообщить причины", NOW), library)
    assert len(sources) == 5
    assert all(each.url.startswith("http") and "#" in each.url for each in sources)


def test_changed_paragraphs_are_named(library: Library) -> None:
    reply = desk.answer(Ticket.from_text(SMS, NOW), library).reply
    assert "изменены" not in paragraphs_markup(reply, reply.text, library)
    assert "изменены: 1" in paragraphs_markup(
        reply, reply.text.replace("Здравствуйте", "Привет"), library
    )


def test_note_tells_done_from_left(library: Library) -> None:
    answer = replace(
        desk.answer(Ticket.from_text(SMS, NOW, number="7"), library),
        checklist=(
            ChecklistItem("Раз", "а#б", False, ""),
            ChecklistItem("Два", "а#б", True, "№ 7 [url=http://evil.test]"),
        ),
    )
    first, second = answer.checklist
    assert is_done(second, {})
    assert not is_done(second, {item_digest(second): False})
    note = note_text(answer, {item_digest(first): True}, library)
    assert note.startswith("Обращение № 7. Стандартное, решить до ")
    head, source, *lines = note.split("\n")[0:1] + note.split("\n")[2:]
    assert head.endswith("Сделано 2 из 2.")
    assert source.startswith("а#б: http")
    assert lines == ["✓ Раз", "✓ Два (№ 7 (url=http://evil.test))"]
    assert "[" not in note


def test_mail_comes_in_base64_or_not_at_all() -> None:
    letter = "Content-Type: text/plain; charset=utf-8\n\nНе приходит код".encode()
    assert read_mail(base64.b64encode(letter).decode()) == "Не приходит код"
    with pytest.raises(TicketError, match="не дошёл целиком"):
        read_mail("%%%")


def test_shelf_keeps_the_old_library_until_the_new_one_opens(
    tmp_path: Path, library: Library
) -> None:
    made: list[Settings] = []

    def opener(settings: Settings) -> Library:
        made.append(settings)
        if json.loads((settings.index / "manifest.json").read_text()) == "bad":
            raise IndexProblem("индекс плох")
        return library

    def write(value: str) -> None:
        (tmp_path / "manifest.json").write_text(json.dumps(value))

    shelf = Shelf(replace(Settings(), index=tmp_path), opener)
    write("one")
    opened, edition = shelf.library()
    assert shelf.library() == (opened, edition)
    assert len(made) == 1
    write("bad")
    assert shelf.library() == (library, edition)
    assert shelf.problem == "индекс плох"
    shelf.library()
    assert len(made) == 2
    (tmp_path / "manifest.json").unlink()
    assert shelf.library() == (library, edition)
    write("two")
    assert shelf.library()[1] != edition
    assert shelf.problem == ""


def test_shelf_with_nothing_on_it_says_why(tmp_path: Path) -> None:
    def opener(_: Settings) -> Library:
        raise IndexProblem("Индекса нет")

    shelf = Shelf(replace(Settings(), index=tmp_path), opener)
    for _ in range(2):
        with pytest.raises(AssistantError, match="Индекса нет"):
            shelf.library()
