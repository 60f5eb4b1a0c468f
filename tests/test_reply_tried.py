"""Steps the customer has taken: told by the ticket, recognised on the pages, left out of the draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.figures import load_figures
from assistant.reply.draft import Draft, Part
from assistant.reply.tried.lists import Listing
from assistant.reply.tried.sparing import spared
from assistant.reply.tried.steps import Reader
from assistant.reply.tried.telling import Deed, deeds_of
from assistant.reply.tried.vocabulary import Vocabulary
from assistant.russian.normal import normalise
from assistant.settings import ROOT

FIGURES = load_figures(ROOT / "docs")
VOCABULARY = Vocabulary.from_figures(FIGURES)
READER = Reader(VOCABULARY)
FLOORS = {"tune": (0.97, 0.97), "test": (0.95, 0.92)}


def told(text: str) -> set[str]:
    return {deed.action for deed in deeds_of(normalise(text), [(0, len(text))], VOCABULARY)}


@pytest.mark.parametrize("name", FLOORS)
def test_steps_are_heard_from_many_mouths(name: str) -> None:
    file = ROOT / f"tests/golden/tried/{name}.yml"
    rows = [
        (told(row["text"]), set(row["steps"]))
        for row in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]
    right = sum(len(found & wanted) for found, wanted in rows)
    precision = right / sum(len(found) for found, _ in rows)
    recall = right / sum(len(wanted) for _, wanted in rows)
    assert precision >= FLOORS[name][0]
    assert recall >= FLOORS[name][1]


@pytest.mark.parametrize(
    "text",
    [
        "не перезагружал",
        "сказали взять образец заново, где его взять",
        "посоветовали перезагрузить телефон. Не перезагружал пока",
        "ответили «обновите приложение». И что дальше?",
        "я телефон не перезагружала и приложение не обновляла",
        "ни разу не перезагружал",
        "ещё не пробовала перезагрузить",
        "могу попробовать перезагрузить",
        "попробую перезагрузить",
        "если перезагрузить, работает",
        "если перезагрузил — на час хватает",
        "перезагрузил бы, да боюсь",
        "не помню, перезагружал ли",
        "надо перезагрузить?",
        "телефон сам перезагружается",
        "приложение само обновилось",
        "обновить не получается",
        "пытался обновить приложение, не даёт",
        "Вы обновили приложение, и оно не открывается",
        "ваш специалист обновил приложение",
        "давно не обновлял приложение",
        "обновлял приложение полгода назад",
        "без перезагрузки не открывается",
        "обновил фото в профиле",
        "удалил пропуск и создал гостя",
    ],
)
def test_denial_intent_and_condition_are_no_step(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Ёж \u200bзавис. Перезагру\u0301зил телефон!", "Перезагру\u0301зил телефон"),
        ("сказали переустановить приложение, не помогло", "переустановить приложение"),
        ("перезагрузка не помогла, зависает", "перезагрузка не помогла"),
        ("мне сказали взять образец заново. взяла, не помогло", "взять образец заново"),
        ("вы ответили «обновите приложение». Обновил.", "обновите приложение"),
        ("ОБНОВЛЯЛА ПРОГРАММУ", "ОБНОВЛЯЛА ПРОГРАММУ"),
    ],
)
def test_words_are_quoted_from_the_text_as_pasted(text: str, quote: str) -> None:
    (deed,) = deeds_of(normalise(text), [(0, len(text))], VOCABULARY)
    assert text[slice(*deed.span)] == deed.quote == quote


def test_words_outside_the_ticket_s_own_part_do_not_count() -> None:
    text = "Не помогло.\n> Я перезагрузил телефон"
    assert deeds_of(normalise(text), [(0, 11)], VOCABULARY) == ()


def test_nearest_object_decides() -> None:
    assert told("обновила страницу в приложении") == {"refresh_page"}
    assert told("обновила приложение, страницу не трогала") == {"update_app"}


@pytest.mark.parametrize(
    ("line", "steps", "is_whole"),
    [
        ("Перезагрузите телефон", {"restart_device"}, True),
        ("Обновите приложение в магазине.", {"update_app"}, True),
        ("Закройте его полностью и откройте снова.", {"restart_app"}, True),
        ("Закройте приложение, откройте снова и попробуйте войти.", {"restart_app"}, True),
        ("Обновите приложение и пришлите снимок экрана.", {"update_app"}, False),
        ("Подождите 5 минут и запросите код ещё раз.", {"wait", "ask_code_again"}, True),
        ("Попросите сотрудника выйти и войти заново.", {"relogin"}, True),
        ("Попросить жильца переустановить приложение и записать ответ.", {"reinstall_app"}, False),
        ("Работает ли на КПП сеть.", {"site_network"}, True),
        ("Пароль не восстанавливайте: смените пароль позже.", {"reset_password"}, False),
        ("Если помните пароль, переустановите приложение.", {"reinstall_app"}, True),
        ("Напишите комментарий.", set(), False),
        ("Мы обновим приложение.", set(), False),
        ("Позвоните на пост охраны и попросите пропустить Вас вручную.", set(), False),
    ],
)
def test_lines_of_pages_are_read_as_steps(line: str, steps: set[str], is_whole: bool) -> None:
    advice = READER.advice(line)
    assert (set(advice.steps), advice.whole) == (steps, is_whole)


HEAD = Part("Обращение № 7 принято. Попробуйте по порядку:", "a.md#x")
STEPS = Part("1. Обновите приложение.\n2. Освободите память.\n3. Очистите кэш.", "a.md#x")
TAIL = Part("О результате напишем Вам.", "a.md#x")


def draft_after(ticket: str, *parts: Part) -> Draft:
    deeds = deeds_of(normalise(ticket), [(0, len(ticket))], VOCABULARY)
    return spared(Draft(parts, ()), deeds, READER, FIGURES)


def said(deeds: str) -> str:
    return f"Видим, что Вы уже {deeds}, поэтому об этом не просим."


def test_list_is_numbered_anew_and_the_rest_is_said_once() -> None:
    draft = draft_after("обновляла приложение", HEAD, STEPS, TAIL)
    assert [part.text for part in draft.parts] == [
        HEAD.text,
        "1. Освободите память.\n2. Очистите кэш.",
        said("обновили приложение"),
        TAIL.text,
    ]
    (left,) = draft.left_out
    assert (left.text, left.evidence, left.span) == (
        "Обновите приложение.",
        "обновляла приложение",
        (0, 20),
    )
    assert draft.to_json()["left_out"] == [
        {
            "text": "Обновите приложение.",
            "source": "a.md#x",
            "evidence": "обновляла приложение",
            "span": [0, 20],
        }
    ]


def test_one_item_needs_no_number() -> None:
    draft = draft_after("обновляла приложение, кэш чистила", HEAD, STEPS, TAIL)
    assert [part.text for part in draft.parts[1:3]] == [
        "Освободите память.",
        said("обновили приложение и очистили кэш"),
    ]


def test_list_that_is_gone_takes_its_introduction_with_it() -> None:
    ticket = "обновляла приложение, кэш чистила, память освободила"
    assert [part.text for part in draft_after(ticket, HEAD, STEPS, TAIL).parts] == [
        "Обращение № 7 принято.",
        said("обновили приложение, освободили память телефона и очистили кэш"),
        TAIL.text,
    ]
    whole = Part(f"Проверьте:\n{STEPS.text}", "a.md#x")
    assert [part.text for part in draft_after(ticket, whole, TAIL).parts][1:] == [TAIL.text]


def test_verbs_of_one_object_are_named_together() -> None:
    part = Part("Проверьте:\n- Обновите приложение.\n- Переустановите приложение.", "a.md#x")
    draft = draft_after("обновлял и переустанавливал приложение", part, TAIL)
    assert draft.parts[0].text == said("обновили и переустановили приложение")


def test_item_that_the_next_one_speaks_of_stays() -> None:
    pair = Part("Проверьте:\n1. Создайте новый пропуск.\n2. Закройте его.\n3. Ждите.", "a.md#x")
    assert draft_after("пропуск переделали", pair, TAIL).left_out == ()
    plain = Part("Проверьте:\n1. Создайте новый пропуск.\n2. Ждите.\n3. Пишите.", "a.md#x")
    assert len(draft_after("пропуск переделали", plain, TAIL).left_out) == 1


def test_order_of_actions_is_not_torn_apart() -> None:
    order = Part(
        "Порядок такой:\n1. Обновите страницу.\n2. Найдите гостя.\n3. Отметьте выезд.", "a.md#x"
    )
    assert draft_after("страницу обновляли", order, TAIL) == Draft((order, TAIL), ())


def test_sentence_goes_whole_and_a_half_done_one_stays() -> None:
    part = Part("Спасибо. Перезагрузите телефон. Обновите приложение и напишите нам.", "a.md#x")
    draft = draft_after("перезагружал телефон, обновлял приложение", part)
    assert draft.parts[0].text == "Спасибо. Обновите приложение и напишите нам."
    assert draft.parts[1].text == said("перезагрузили устройство")


def test_ticket_that_tells_nothing_changes_nothing() -> None:
    draft = Draft((HEAD, STEPS, TAIL), ())
    assert spared(draft, (), READER, FIGURES) is draft
    assert draft_after("не обновляла", HEAD, STEPS, TAIL) == draft
    assert spared(draft, [Deed("relogin", "x", (0, 1))], READER, FIGURES) is draft


def test_advice_to_call_the_guard_always_stays() -> None:
    call = Part("Позвоните на пост охраны и попросите пропустить вручную.", "a.md#x")
    ticket = "на пост звонила, перезагружала, обновляла, в УК обращалась"
    assert draft_after(ticket, call, TAIL).parts == (call, TAIL)


def test_nested_lines_belong_to_their_item() -> None:
    listing = Listing.from_paragraph("Что делать:\n1. Раз\n   - а\n   - б\n2) Два\nдальше\n3. Три")
    assert listing.items == ("1. Раз\n   - а\n   - б", "2) Два\nдальше", "3. Три")
    assert listing.without({0}) == "Что делать:\n1) Два\nдальше\n2. Три"
    assert listing.without(set()) == "Что делать:\n1. Раз\n   - а\n   - б\n2) Два\nдальше\n3. Три"


def test_list_with_dashes_has_nothing_to_number() -> None:
    assert Listing.from_paragraph("- а\n- б\n- в").without({1}) == "- а\n- в"


def test_every_step_is_advised_on_some_page() -> None:
    knowledge = Knowledge.from_folder(ROOT / "docs")
    bodies = [request.reply.body for request in knowledge.requests.values() if request.reply]
    advised = {
        step
        for body in bodies
        for line in body.splitlines()
        for step in READER.advice(line.strip()).steps
    }
    # The rest is what other documents advise.
    assert set(VOCABULARY.actions) - advised <= {"restart_device", "store_country", "camera_power"}


def broken(change: Callable[[dict[str, Any]], None]) -> str:
    tried = yaml.safe_load((ROOT / "docs/_data/tried.yml").read_text(encoding="utf-8"))
    change(tried["actions"])
    with pytest.raises(PageError) as problem:
        Vocabulary.from_figures({**FIGURES, "tried": tried})
    return str(problem.value)


def test_broken_step_is_told_in_russian() -> None:
    assert "в шаге «spam» основа «см*» слишком коротка" in broken(
        lambda actions: actions["spam"]["verbs"].append("см*")
    )
    assert "в шаге «spam» лишнее поле verb" in broken(
        lambda actions: actions["spam"].update(verb=["смотр*"])
    )
    assert "в шаге «spam» states — не список слов" in broken(
        lambda actions: actions["spam"].update(states="пусто")
    )
    assert "«replies.tried.says.fly» — не строка" in broken(
        lambda actions: actions.update(fly={"verbs": ["лета*"]})
    )


def test_what_was_done_at_the_site_of_an_integration_is_heard() -> None:
    assert told(
        "Адрес белый, порт проброшен, службу перезапускал, пароль к базе сверил, а проверка красная"
    ) == {"static_address", "port_open", "restart_server", "base_password"}


@pytest.mark.parametrize(
    "text",
    [
        "нужен статический адрес?",
        "порт не открыт",
        "какой порт открыть",
        "пароль базы не подошёл",
        "ваш инженер перезапустил сервер",
        "адрес должен быть статический",
    ],
)
def test_what_was_not_done_at_the_site_is_not_heard(text: str) -> None:
    assert told(text) == set()
