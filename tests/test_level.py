"""The level of a ticket: what makes an emergency, else what the page's «Приоритет» gives."""

from __future__ import annotations

from datetime import datetime

import pytest

from assistant import desk
from assistant.answer import Answer
from assistant.library import Library
from assistant.russian.normal import normalise
from assistant.ticket.ticket import Ticket
from assistant.triage.level import Alarm, level_from_page, level_of
from assistant.triage.missing import Missing, with_deciding
from assistant.triage.rules import Reason

SETTING = "консультация; стандартный, если настройка не сохраняется"
BRAND = "стандартный; консультация, если нужно только добавить марку в справочник."
POST = "стандартный; экстренный, если настройка не сохраняется"
TERMINAL = "стандартный; срочно, если терминал не читает ни одного кода"
CAMERA = "стандартный, срочно; экстренный, если это единственный въезд"
PRESSING = "стандартный, срочно: речь о безопасности."


def answered(text: str, library: Library) -> Answer:
    return desk.answer(
        Ticket.from_text(text, library.calendar.local(datetime(2026, 11, 20, 10, 0))), library
    )


@pytest.mark.parametrize(
    ("priority", "kind", "text", "level"),
    [
        (SETTING, "question", "как запретить разовые пропуска", "consultation"),
        (SETTING, "question", "ставлю запрет, жму сохранить, а он сбрасывается назад", "standard"),
        (SETTING, "problem", "не могу разобраться с лимитами", "standard"),
        (BRAND, "problem", "в перечне нет марки Exeed, добавьте", "consultation"),
        (BRAND, "problem", "номер прицепа не принимает, пишет неверный формат", "standard"),
        # A condition never makes an emergency: that needs the regulation's criteria.
        (POST, "problem", "галочка снова слетела", "standard"),
        ("", "question", "галочка снова слетела", "standard"),
        # What is urgent whoever asks is no consultation, not even for a question.
        (PRESSING, "question", "пришёл код, которого не просил, это мошенники?", "standard"),
        (BRAND, "question", "а прицепы вы пропускаете?", "consultation"),
    ],
)
def test_level_from_page(priority: str, kind: str, text: str, level: str, library: Library) -> None:
    assert level_from_page(priority, kind, normalise(text), library.rules) == level


@pytest.mark.parametrize(
    ("priority", "is_certain", "level"),
    [
        (BRAND, True, "consultation"),
        (BRAND, False, "standard"),
        (SETTING, False, "consultation"),
    ],
)
def test_doubt_whether_a_change_is_asked_for_leaves_the_usual_level(
    priority: str, is_certain: bool, level: str, library: Library
) -> None:
    text = normalise("впишите нас как надо")
    told = level_from_page(priority, "change_request", text, library.rules, certain=is_certain)
    assert told == level


@pytest.mark.parametrize(
    ("priority", "kind", "text", "words"),
    [
        # Somebody waits, whatever the page says.
        ("стандартный", "problem", "Курьер ждёт у калитки, а код не подходит", "Курьер ждёт"),
        ("стандартный", "problem", "стою под дождём, пин не берёт", "стою под дождём"),
        ("стандартный", "problem", "опять не пускает, стою полчаса", "стою полчаса"),
        ("стандартный", "problem", "жду ответа с прошлой недели", None),
        # The page sets a condition.
        (TERMINAL, "problem", "у соседей тоже не читается", "у соседей тоже"),
        (TERMINAL, "problem", "мой код не читается", None),
        # The page is urgent with no condition: only where the whole place stands.
        (CAMERA, "incident", "камера ослепла", ""),
        (CAMERA, "problem", "камера берёт номера через раз", None),
        # Safety does not wait for anybody to stand.
        (PRESSING, "problem", "кто-то заказывает пропуска от моего имени", ""),
    ],
)
def test_what_goes_first_within_its_level(
    priority: str, kind: str, text: str, words: str | None, library: Library
) -> None:
    level = level_of(
        normalise(text), None, kind, "in", (("Запись", priority),), library.rules, certain=True
    )
    assert level.urgent == (words is not None)
    if words is not None:
        assert level.why[-1].evidence == words


def test_a_condition_without_a_row_is_left_to_the_kind(library: Library) -> None:
    priority = "консультация; стандартный, если звёзды сошлись"
    text = normalise("звёзды сошлись")
    assert level_from_page(priority, "question", text, library.rules) == "consultation"
    assert level_from_page(priority, "problem", text, library.rules) == "standard"


@pytest.mark.parametrize(
    "text",
    [
        "Спасибо за помощь на прошлой неделе! Но сейчас никто не может войти в систему, ни охрана, ни жители",
        "Благодарю за ответ. Журнал не открывается ни на одном посту, ошибка 502",
        "большое спасибо, что починили турникет. а теперь все въезды заблокированы, не открывается ни один шлагбаум",
    ],
)
def test_thanks_never_hide_an_outage(text: str, library: Library) -> None:
    answer = answered(text, library)
    assert (answer.sla.level.value, answer.kind.value) == ("emergency", "incident")
    assert answer.kind.why[0].evidence


@pytest.mark.parametrize(
    "text",
    [
        "С 8:15 не работает ни один въезд и журнал, люди не могут попасть на работу. Просим сообщить причины и сроки устранения.",
        "Веб-журнал отдаёт 502 на всех постах. Просим подтвердить сбой и назвать время восстановления, нас рвут на части.",
        "Сейчас восстановите доступ: весь посёлок стоит, никто не может въехать.",
        "Въезд закрыт наглухо, все ворота стоят, жители бросают машины. Устраните.",
        "Шлагбаумы оба подняты и не опускаются, едет кто хочет.",
        "Домофоны молчат во всех корпусах, с панелей вызов не уходит.",
        "С семи утра через турникеты никто не прошёл, дежурный разводит руками.",
        "Турникет на вход не крутится, остальные три тоже не реагируют. Бизнес-центр «Берег».",
        "Весь подъезд на улице: код на двери сменили, новый никто не знает, карты не работают.",
        "Двери все настежь после скачка напряжения, запереть не можем, охраны нет.",
        "Сертификат сервера истёк, на постах браузер никого не пускает в журнал.",
        "Шлагбаум лёг поперёк, выехать не могут, второй выезд перекопан.",
        "Роллета не поднимается, нас тут двадцать человек в паркинге.",
    ],
)
def test_no_outage_is_taken_for_one_that_is_over(text: str, library: Library) -> None:
    answer = answered(text, library)
    assert (answer.sla.level.value, answer.scope.value) == ("emergency", "in")


@pytest.mark.parametrize(
    "text",
    [
        "Можно ли завести учётки охраны без доступа к жителям?",
        "Всё лежит? Сосед говорит, у него нормально, у меня только по вайфаю не грузит.",
        "Отчёт показывает, что ночью через ворота никто не проехал. Так и было?",
        "Шлагбаум поднят и не опускается, второй работает.",
        "Мне не приходят уведомления, у остальных жильцов тоже не работают.",
        "Код на двери сменили, весь подъезд доволен. Как теперь открыть с телефона?",
        "Двери все настежь на время переезда, закроем вечером сами. Как это отметить?",
        "Второй въезд перекопан, первый работает. Можно переписать гостей на первый?",
        "Сертификат на сайте истёк, у нас на постах всё работает, предупреждаю.",
        "Домофоны во всех корпусах меняли весной, теперь прошу подключить к ним телефон.",
    ],
)
def test_no_question_is_an_outage(text: str, library: Library) -> None:
    assert answered(text, library).sla.level.value != "emergency"


def test_thanks_put_a_mere_doubt_aside(library: Library) -> None:
    doubt = Alarm((Reason("Сомнение", ""),), "affected_count", doubtful=True)
    text = normalise("спасибо")
    assert level_of(text, doubt, "problem", "in", (), library.rules).value == "emergency"
    assert level_of(text, doubt, "not_a_request", "in", (), library.rules).value == "consultation"


def test_the_fact_that_would_change_the_level_is_asked_for(library: Library) -> None:
    moment = library.calendar.local(datetime(2026, 11, 20, 10, 0))
    text = "журнал не открывается, у охраны на посту экран пустой"
    answer = desk.answer(Ticket.from_text(text, moment), library)
    level = answer.sla.level
    assert level.fact == "affected_count"
    assert answer.missing[0].key == level.fact
    told = desk.answer(Ticket.from_text(f"{text}, у остальных работает", moment), library)
    assert told.sla.level.value == "standard"


def test_words_of_a_reason_stand_where_their_spans_say(library: Library) -> None:
    text = "Добрый день. Никто не может войти в систему, ни охрана, ни жители."
    answer = desk.answer(
        Ticket.from_text(text, library.calendar.local(datetime(2026, 11, 20, 10, 0))), library
    )
    reason = answer.to_json()["sla"]["why"][0]
    assert [text[start:end] for start, end in reason["spans"]] == reason["evidence"].split(" … ")
    assert answer.to_json()["sla"]["doubtful"] is False


def test_a_question_already_there_is_not_asked_twice(library: Library) -> None:
    figures = library.knowledge.figures
    asked = (Missing("affected_count", "?"),)
    assert with_deciding(asked, "affected_count", frozenset(), figures) == asked
    assert with_deciding((), "affected_count", frozenset({"affected_count"}), figures) == ()
    assert with_deciding((), "", frozenset(), figures) == ()
    assert [each.key for each in with_deciding(asked, "manual_open", frozenset(), figures)] == [
        "manual_open",
        "affected_count",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Сколько стоит брелок? И ещё: никто не может войти в приложение с утра",
        "Сколько будет стоить ещё один шлагбаум? И кстати, у охраны с утра не открывается журнал, сидим с тетрадкой",
    ],
)
def test_an_emergency_behind_a_question_is_heard(text: str, library: Library) -> None:
    told = answered(text, library)
    assert len(told.asks) == 2
    assert told.sla.level.value == "emergency"
