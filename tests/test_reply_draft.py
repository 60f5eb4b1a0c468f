"""The draft: slots filled with their origin, questions in their place, every paragraph with a source."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import load_figures
from assistant.knowledge.templates import find_slots
from assistant.reply.catalogue import SourcedText, fitting_template, request_reply, template_for
from assistant.reply.draft import Composer, Draft, Part, paragraphs_of
from assistant.reply.slots import FilledSlot, Filling, fill, roles_of_slots
from assistant.russian.normal import fold_key
from assistant.settings import ROOT
from assistant.triage.missing import Missing

FIGURES = load_figures(ROOT / "docs")
ROLES = roles_of_slots(FIGURES)
DEPARTMENT = FIGURES["contacts"]["department"]
KNOWN = {
    "client_name": Filling("Ирина Петровна", "crm"),
    "number": Filling("20481", "crm"),
    "agent": Filling("Анна Смирнова", "settings"),
}
FRAME = SourcedText(
    "Здравствуйте, [Имя клиента]!\n\n"
    "Ваше обращение № [ID] зарегистрировано.\n\n"
    "[Вопросы клиенту]\n\n"
    f"С уважением,\n[Имя специалиста]\n{DEPARTMENT}",
    "страница.md#frame",
)
PLATE = Missing("plate", "номер машины")
OBJECT = Missing("object", "название объекта")
ERROR = Missing("error_text", "текст ошибки дословно")


def compose(
    frame: SourcedText | str,
    *inserts: SourcedText,
    missing: Sequence[Missing] = (),
    known: dict[str, Filling] | None = None,
    ending: Sequence[SourcedText] = (),
) -> Draft:
    text = SourcedText(frame, "страница.md#frame") if isinstance(frame, str) else frame
    fillings = KNOWN if known is None else known
    composer = Composer(FIGURES, fillings, missing, "страница.md#request")
    return composer.compose(text, inserts, ending)


def test_known_slots_are_filled_with_their_origin() -> None:
    draft = compose(FRAME)
    assert draft.text == (
        "Здравствуйте, Ирина Петровна!\n\n"
        "Ваше обращение № 20481 зарегистрировано.\n\n"
        f"С уважением,\nАнна Смирнова\n{DEPARTMENT}"
    )
    assert draft.slots == (
        FilledSlot("Имя клиента", "Ирина Петровна", "crm"),
        FilledSlot("ID", "20481", "crm"),
        FilledSlot("Имя специалиста", "Анна Смирнова", "settings"),
    )


def test_unknown_slots_stay_visible() -> None:
    draft = compose("Обращение № [ID]: [Анализ прежнего обращения]", known={})
    assert draft.text == "Обращение № [ID]: [Анализ прежнего обращения]"
    assert draft.slots == (
        FilledSlot("ID", None, None),
        FilledSlot("Анализ прежнего обращения", None, None),
    )


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("Здравствуйте, [Имя клиента]!", "Здравствуйте!"),
        ("Здравствуйте,[Имя клиента]!", "Здравствуйте!"),
        ("Добрый день, [Имя].", "Добрый день."),
        ("Спасибо, [Имя клиента], за терпение!", "Спасибо за терпение!"),
        ("Здравствуйте, уважаемая [Имя клиента]!", "Здравствуйте, уважаемая [Имя клиента]!"),
    ],
)
def test_greeting_without_a_name(template: str, text: str) -> None:
    assert compose(template, known={}).text == text


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Имя клиента", "client_name"),
        ("имя  КЛИЕНТА", "client_name"),
        ("ID", "number"),
        ("id", "number"),
        ("ID предыдущего обращения", "previous_number"),
        ("Имя специалиста", "agent"),
        ("телефон/email", "contact"),
        ("Решение или план", "plan"),
    ],
)
def test_slot_is_known_by_its_name_however_it_is_typed(name: str, role: str) -> None:
    text, slots = fill(f"до [{name}] после", {role: Filling("X", "crm")}, ROLES)
    assert text == "до X после"
    assert slots == (FilledSlot(name, "X", "crm"),)


def test_links_and_tick_boxes_are_no_slots() -> None:
    text = "- [ ] пункт\n- [x] пункт\n[ссылка](https://example.org)"
    assert compose(text).text == text
    assert compose(text).slots == ()


def test_value_in_brackets_is_not_filled_again() -> None:
    draft = compose("Имя: [Имя клиента]", known={"client_name": Filling("[ID]", "crm")})
    assert draft.text == "Имя: [ID]"
    assert draft.slots == (FilledSlot("Имя клиента", "[ID]", "crm"),)


def test_no_questions() -> None:
    assert "[Вопросы клиенту]" not in compose(FRAME).text
    assert "пришлите" not in compose(FRAME).text


def test_one_question_is_a_sentence() -> None:
    draft = compose(FRAME, missing=[PLATE])
    assert draft.parts[2] == Part(
        "Чтобы мы могли разобраться, пришлите, пожалуйста, ещё одно сведение: номер машины.",
        "страница.md#request",
    )


def test_several_questions_are_one_numbered_list() -> None:
    draft = compose(FRAME, missing=[PLATE, OBJECT, ERROR])
    assert draft.parts[2] == Part(
        "Чтобы мы могли разобраться, пришлите, пожалуйста, одним сообщением такие сведения:\n"
        "1. номер машины;\n2. название объекта;\n3. текст ошибки дословно.",
        "страница.md#request",
    )


def test_questions_of_a_template_with_a_lead_of_its_own() -> None:
    template = "Здравствуйте!\n\nНе хватает данных:\n[Вопросы клиенту]\n\nС уважением"
    assert [part.text for part in compose(template, missing=[PLATE]).parts[1:3]] == [
        "Не хватает данных:",
        "Чтобы мы могли разобраться, пришлите, пожалуйста, ещё одно сведение: номер машины.",
    ]
    assert compose(template).text == "Здравствуйте!\n\nС уважением"


@pytest.mark.parametrize(
    "ending",
    [
        "С уважением,\n[Имя специалиста]",
        f"С уважением,\n{DEPARTMENT}",
        f"Спасибо за обращение!\nС уважением, {DEPARTMENT}",
        DEPARTMENT,
        f"[Имя специалиста]\n{DEPARTMENT}",
    ],
)
def test_template_without_a_place_for_questions_asks_before_its_signature(ending: str) -> None:
    draft = compose(f"Здравствуйте!\n\nМы разбираемся.\n\n{ending}", missing=[PLATE])
    assert [part.source for part in draft.parts] == [
        "страница.md#frame",
        "страница.md#frame",
        "страница.md#request",
        "страница.md#frame",
    ]


def test_template_without_a_signature_asks_at_its_end() -> None:
    draft = compose("Здравствуйте!\n\nМы разбираемся.", missing=[PLATE])
    assert draft.parts[-1].source == "страница.md#request"


def test_questions_are_asked_once() -> None:
    template = "[Вопросы клиенту]\n\n[Вопросы клиенту]\n\nС уважением\n\nС уважением"
    assert compose(template, missing=[PLATE]).text.count("номер машины") == 1


REPEAT = SourcedText(
    "Здравствуйте, [Имя клиента]!\n\n"
    "Обращение № [ID] связано с прежним № [ID предыдущего обращения].\n\n"
    "Что делаем теперь:\n[Решение или план]\n\n"
    "[Вопросы клиенту]\n\n"
    "С уважением,\n[Имя специалиста]",
    "Повторные.md#repeat",
)
BODY = SourcedText(
    "Здравствуйте, [Имя клиента]!\n\n"
    "Ваше обращение № [ID] зарегистрировано. Проверьте номер телефона: код приходит на него.\n\n"
    "1. Закройте приложение.\n2. Откройте снова.\n\n"
    "[Вопросы клиенту]\n\n"
    "С уважением,\n[Имя специалиста]\n" + DEPARTMENT,
    "Вход.md#sms",
)


def test_repeat_frame_takes_the_body_of_the_request() -> None:
    draft = compose(REPEAT, BODY, missing=[PLATE])
    assert draft.parts == (
        Part("Здравствуйте, Ирина Петровна!", "Повторные.md#repeat"),
        Part(
            "Обращение № 20481 связано с прежним № [ID предыдущего обращения].",
            "Повторные.md#repeat",
        ),
        Part("Что делаем теперь:", "Повторные.md#repeat"),
        Part("Проверьте номер телефона: код приходит на него.", "Вход.md#sms"),
        Part("1. Закройте приложение.\n2. Откройте снова.", "Вход.md#sms"),
        Part(
            "Чтобы мы могли разобраться, пришлите, пожалуйста, ещё одно сведение: номер машины.",
            "страница.md#request",
        ),
        Part("С уважением,\nАнна Смирнова", "Повторные.md#repeat"),
    )


def test_repeat_frame_without_a_body_keeps_its_slot_visible() -> None:
    draft = compose(REPEAT)
    assert "Что делаем теперь:\n[Решение или план]" in draft.text


def test_bodies_of_two_requests_stand_one_after_the_other() -> None:
    second = SourcedText("Здравствуйте!\n\nОткройте веб-кабинет.\n\nС уважением", "Кабинет.md#b")
    sources = [part.source for part in compose(FRAME, BODY, second).parts]
    assert sources == [
        "страница.md#frame",
        "страница.md#frame",
        "Вход.md#sms",
        "Вход.md#sms",
        "Кабинет.md#b",
        "страница.md#frame",
    ]


def test_ending_stands_before_the_signature() -> None:
    note = SourcedText(
        "Здравствуйте!\n\nС этим поможет поставщик.\n\nС уважением", "Прочее.md#note"
    )
    sources = [part.source for part in compose(REPEAT, BODY, missing=[PLATE], ending=[note]).parts]
    assert sources[-2:] == ["Прочее.md#note", "Повторные.md#repeat"]
    assert compose("Здравствуйте!\n\nЖдём.", ending=[note]).parts[-1].source == "Прочее.md#note"


def test_single_question_has_one_colon() -> None:
    site = Missing("object", "название объекта: жилой комплекс, посёлок")
    assert (
        compose(FRAME, missing=[site])
        .parts[2]
        .text.endswith("ещё одно сведение: название объекта (жилой комплекс, посёлок).")
    )
    role = Missing("requester_role", "кто Вы: житель, гость или сотрудник (какая должность)")
    assert (
        compose(FRAME, missing=[role])
        .parts[2]
        .text.endswith("сведение: кто Вы — житель, гость или сотрудник (какая должность).")
    )


@pytest.mark.parametrize(
    ("paragraph", "kept"),
    [
        ("Ваше обращение № [ID] принято. Проверьте номер.", "Проверьте номер."),
        ("Проверьте номер. Ваше обращение № [ID] принято.", "Проверьте номер."),
        ("Первое.\nНомер обращения: [ID].\nВторое.", "Первое.\nВторое."),
        ("Номер обращения: [ID]\nОткройте приложение", "Откройте приложение"),
        (
            "Что сделать:\n1. Откройте приложение.\n2. Назовите охране номер [ID].\n3. Проезжайте.",
            "Что сделать:\n1. Откройте приложение.\n3. Проезжайте.",
        ),
        ("- пункт один\n- номер [ID]\n- пункт три", "- пункт один\n- пункт три"),
        ("Обращение № [ID] принято, о решении\nсообщим отдельно. Ждите.", "Ждите."),
    ],
)
def test_sentences_with_the_number_are_dropped_from_a_body(paragraph: str, kept: str) -> None:
    draft = compose(FRAME, SourcedText(paragraph, "a.md#a"))
    assert [part.text for part in draft.parts if part.source == "a.md#a"] == [kept]


def test_body_of_nothing_but_its_number_is_left_out() -> None:
    draft = compose(FRAME, SourcedText("Ваше обращение № [ID] принято.", "a.md#a"))
    assert "a.md#a" not in [part.source for part in draft.parts]


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("Здравствуйте, [Имя клиента]!\nПроверьте номер.", ["Проверьте номер."]),
        ("Добрый день! Проверьте номер.", ["Проверьте номер."]),
        ("Уважаемый клиент,\nпроверьте номер.", ["проверьте номер."]),
        ("Проверьте номер.\n\nС уважением, служба", ["Проверьте номер."]),
        ("Доброе имя пользователя — латиницей.", ["Доброе имя пользователя — латиницей."]),
    ],
)
def test_body_loses_greeting_and_signature(body: str, kept: list[str]) -> None:
    draft = compose(FRAME, SourcedText(body, "a.md#a"))
    assert [part.text for part in draft.parts if part.source == "a.md#a"] == kept


def test_bold_marks_are_removed_and_names_with_underscores_kept() -> None:
    body = "**Возможные причины:**\n__Важно__: файл a__b.txt, **дважды** и **трижды**."
    assert paragraphs_of(body) == [
        "Возможные причины:\nВажно: файл a__b.txt, дважды и трижды.",
    ]


def test_paragraphs_are_split_by_blank_lines_only() -> None:
    assert paragraphs_of("\n\nодин\nстрока\n \t\nдва\n\n\n\nтри\n") == [
        "один\nстрока",
        "два",
        "три",
    ]


DROPPED_IN = """Здравствуйте, [Имя клиента]!

Спасибо за обращение. Ваше обращение зарегистрировано под номером [ID].

**Возможные причины:**
1. Неверный номер телефона
   - проверьте код страны
   - проверьте последние цифры
2. Задержка у оператора

**Рекомендуемые действия:**
- Перезагрузите телефон
- Запросите код ещё раз

**Для диагностики просим предоставить:**
1. Номер телефона: [номер телефона]
2. [описание]
3. [описание]

С уважением,
[Имя специалиста]
"""


def test_dropped_in_template_keeps_its_lists_letter_by_letter() -> None:
    draft = compose(DROPPED_IN, missing=[PLATE])
    assert [part.text for part in draft.parts] == [
        "Здравствуйте, Ирина Петровна!",
        "Спасибо за обращение. Ваше обращение зарегистрировано под номером 20481.",
        (
            "Возможные причины:\n1. Неверный номер телефона\n   - проверьте код страны\n"
            "   - проверьте последние цифры\n2. Задержка у оператора"
        ),
        "Рекомендуемые действия:\n- Перезагрузите телефон\n- Запросите код ещё раз",
        "Для диагностики просим предоставить:\n1. Номер телефона: [номер телефона]\n2. [описание]\n3. [описание]",
        "Чтобы мы могли разобраться, пришлите, пожалуйста, ещё одно сведение: номер машины.",
        "С уважением,\nАнна Смирнова",
    ]


def test_every_paragraph_of_every_real_template_has_a_source_and_text() -> None:
    knowledge = Knowledge.from_folder(ROOT / "docs")
    for document in knowledge.documents.values():
        for template in document.templates:
            source = document.item_id(template.anchor)
            draft = compose(SourcedText(template.body, source), missing=[PLATE, OBJECT])
            assert {part.source for part in draft.parts} == {source, "страница.md#request"}
            assert all(part.text.strip() == part.text != "" for part in draft.parts)
            assert draft.text.count("1. номер машины;\n2. название объекта.") == 1
            assert "[Вопросы клиенту]" not in draft.text
            assert "**" not in draft.text


def test_json_of_a_draft() -> None:
    draft = compose("Обращение [ID]: [план]")
    assert draft.to_json() == {
        "text": "Обращение 20481: [план]",
        "parts": [{"text": "Обращение 20481: [план]", "source": "страница.md#frame"}],
        "slots": [
            {"name": "ID", "value": "20481", "origin": "crm"},
            {"name": "план", "value": None, "origin": None},
        ],
    }


def test_template_is_found_by_the_words_of_its_heading(small_docs: Path) -> None:
    knowledge = Knowledge.from_folder(small_docs)
    thanks = template_for("thanks", knowledge)
    assert thanks.source == "Справочник/Шаблоны ответов.md#спасибо-за-сообщение"
    assert thanks.body.startswith("Здравствуйте, [Имя клиента]!\n\nСпасибо за сообщение")
    assert template_for("clarify", knowledge).source.endswith("#просим-уточнить")


def test_renamed_heading_still_finds_its_template(docs: Path) -> None:
    page = docs / "Справочник" / "Шаблоны ответов.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(
        text.replace("### Спасибо за", "### 🙏 Благодарим и Спасибо за"), encoding="utf-8"
    )
    found = template_for("thanks", Knowledge.from_folder(docs))
    assert "Спасибо за сообщение по обращению" in found.body


REPEAT_PAGE = "Регламенты/Работа с повторными обращениями.md"


@pytest.mark.parametrize(
    ("heading", "is_taken"),
    [
        ("Ответ на повторное обращение", True),
        ("Обращение повторное: что писать", True),
        ("Закрытие обращения", False),
        ("", False),
    ],
)
def test_page_that_was_replaced_gives_its_own_template_or_a_ready_text(
    heading: str, is_taken: bool, docs: Path
) -> None:
    template = f"### {heading}\n\n```\nИз документа отдела.\n```\n" if heading else "Текста нет.\n"
    text = f"# Работа с повторными\n\n## Скрипты и шаблоны\n\n{template}"
    (docs / REPEAT_PAGE).write_text(text, encoding="utf-8")
    knowledge = Knowledge.from_folder(docs)
    found = template_for("repeat", knowledge)
    if is_taken:
        assert found.body == "Из документа отдела."
    else:
        assert found.source == f"{REPEAT_PAGE}#работа-с-повторными"
        assert found.body.startswith("Здравствуйте, [Имя клиента]!\n\nВаше обращение № [ID]")
        roles = {
            roles_of_slots(knowledge.figures).get(fold_key(slot.name))
            for slot in find_slots(found.body)
        }
        assert roles == {"client_name", "number", "previous_number", "plan", "questions", "agent"}


@pytest.mark.parametrize("kind", ["emergency", "repeat", "out_of_scope", "clarify", "thanks"])
def test_every_kind_has_its_template_on_our_pages(kind: str) -> None:
    assert fitting_template(kind, Knowledge.from_folder(ROOT / "docs")) is not None


def test_missing_template_page_is_named(docs: Path) -> None:
    (docs / "Справочник" / "Шаблоны ответов.md").unlink()
    with pytest.raises(PageError) as problem:
        template_for("clarify", Knowledge.from_folder(docs))
    assert str(problem.value) == (
        "Справочник/Шаблоны ответов.md: нет шаблона для ответа «clarify»; "
        "верните страницу или поправьте replies.yml"
    )


def test_reply_of_a_request(small_docs: Path) -> None:
    knowledge = Knowledge.from_folder(small_docs)
    item = "База типичных запросов/Регистрация и вход.md#sms-registration"
    reply = request_reply(item, knowledge)
    assert reply is not None
    assert reply.source == item
    assert "1. Закройте приложение и откройте снова." in reply.body
    assert request_reply("нет.md#нет", knowledge) is None
