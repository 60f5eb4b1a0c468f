"""Danger to people: urgent and «standard» at least, whatever the kind; what is only talked of is not."""

from __future__ import annotations

import copy
from datetime import datetime

import pytest

from assistant import desk
from assistant.answer import Answer
from assistant.errors import PageError
from assistant.library import Library
from assistant.reply.catalogue import template_for
from assistant.russian.normal import normalise
from assistant.ticket.ticket import Ticket
from assistant.triage.level import Alarm, level_of
from assistant.triage.rules import Danger, Reason

TITLE = "Угроза людям: сначала безопасность"
PAGE = (("Запись", "консультация"),)


def answered(text: str, library: Library) -> Answer:
    return desk.answer(
        Ticket.from_text(text, library.calendar.local(datetime(2026, 11, 20, 10, 0))), library
    )


def danger(text: str, library: Library) -> Reason | None:
    rules = library.rules
    peril = rules.danger.peril(rules.tenses.standing(normalise(text)).text)
    return peril and peril.reason


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # Fire, current, gas.
        ("Из шкафа контроллера валит дым, что делать", "валит дым"),
        ("Склад горит, на пульте пишет «закрыто»", "Склад горит"),
        ("Коробка под считывателем задымилась и щёлкает", "задымилась"),
        ("Кабель на столбе оплавился и воняет жжёной изоляцией", "Кабель на столбе оплавился"),
        ("Электрозамок сыплет искрами, когда закрывается", "искрами"),
        ("Взялся за ручку калитки, и меня тряхнуло током", "тряхнуло током"),
        ("Провода торчат из стойки на уровне коленки", "Провода торчат"),
        ("В тамбуре пахнет газом, дверь на магните", "пахнет газом"),
        ("На парковке нечем дышать, вытяжка встала", "нечем дышать"),
        # What hits or pins people.
        ("Палка шлагбаума стукнула старушку по голове", "стукнула старушку"),
        ("Ворота закрылись и зажали ногу мужчине", "зажали ногу"),
        ("Роллета едет вниз и не видит людей, чуть голову не отбила", "чуть голову не отбила"),
        ("Стрела падает на велосипедиста, второй случай за день", "падает на велосипедиста"),
        # Help that is held up.
        ("Реанимация у шлагбаума сигналит, никто не открывает", "у шлагбаума"),
        ("Скорая второй раз объезжает дом, шлагбаум не поднимают", "Скорая"),
        ("Не могу выехать, жена рожает, стрела лежит", "рожает"),
        ("Ребёнка везём в больницу, ворота не открываются", "везём в больницу"),
        # A lift, doors, people outside or stuck.
        ("Лифт с людьми встал из-за вашего считывателя", "с людьми встал"),
        ("лифт\nстоит\nвнутри ребёнок", "внутри ребёнок"),
        ("Уборщица заперта в серверной с вечера, карта не выпускает", "Уборщица заперта"),
        ("Девочку из школы не пускает калитка, она одна на морозе", "одна на морозе"),
        ("Мама, 80 лет, вышла в халате и не может вернуться", "80 лет"),
        ("Я на инвалидной коляске, застрял в шлюзе", "застрял в шлюзе"),
        ("Беременная жена в холле, двери не выпускают", "не выпускают"),
        ("Сработала пожарная сигнализация, а двери не разблокировались", "не разблокировались"),
        ("Запасной выход не открывается, внутри концерт, люди", "Запасной выход"),
        ("Калитка у садика не закрыта, малыши выскакивают на дорогу", "выскакивают"),
        ("Дед с альцгеймером ушёл через открытую калитку", "альцгеймером ушёл"),
    ],
)
def test_people_in_danger_are_named_with_the_words(text: str, words: str, library: Library) -> None:
    reason = danger(text, library)
    assert reason is not None
    assert reason.rule == TITLE
    assert words in reason.evidence
    assert len(reason.places(text)) == len(reason.evidence.split(" … "))


@pytest.mark.parametrize(
    "text",
    [
        "Как скорая проедет, если ночью свет отключат?",
        "Сегодня учебная пожарная тревога, двери остались закрыты, проверьте настройку",
        "Хотелось бы, чтобы при пожаре все двери открывались сами",
        "На считывателе горит красный, карта не читается",
        "Замок не искрит, но и не открывается",
        "Шлагбаум ударил мне по капоту, куда подать заявление",
        "Пожарная инспекция просит перечень дверей",
        "Ток потребления замка 0,5 А, хватит ли блока питания?",
        "Дочь не может войти в приложение, код не приходит",
        "Маме плохо видно кнопки, сделайте крупнее",
        "Заявка застряла на согласовании",
        "В прошлом году шлагбаум ударил ребёнка, датчик поставили?",
        "Дым рассеялся, замок заменили, всё в порядке",
        "Можно ли завести скорой постоянный пропуск?",
        "Бьёт по карману ваша абонентская плата",
        "Сроки горят, выдайте доступ",
        "Пожар! Шучу. Добавьте сотрудника в кабинет",
        "Муж застрял на работе, а заявку подтвердить некому",
        "Вчера горел щит в соседнем посёлке",
        "Скорую пропустили сразу, спасибо охране",
    ],
)
def test_what_is_only_talked_of_is_no_danger(text: str, library: Library) -> None:
    assert danger(text, library) is None


@pytest.mark.parametrize("kind", ["question", "wish", "complaint", "not_a_request", "problem"])
def test_no_kind_leaves_danger_a_consultation(kind: str, library: Library) -> None:
    text = normalise("Подскажите, почему калитка бьёт током")
    level = level_of(text, None, kind, "in", PAGE, library.rules)
    assert (level.value, level.urgent) == ("standard", True)
    assert level.why[-1] == Reason(TITLE, "бьёт током")


def test_what_is_not_ours_keeps_its_level_and_is_urgent(library: Library) -> None:
    text = normalise("В лифте заперты люди, диспетчер лифтов молчит")
    level = level_of(text, None, "question", "out", PAGE, library.rules)
    assert (level.value, level.urgent) == ("consultation", True)
    assert level.why[-1].rule == TITLE


def test_an_emergency_stays_one_and_names_the_danger_too(library: Library) -> None:
    alarm = Alarm((Reason("Стоят все въезды", "все въезды"),), "manual_open")
    text = normalise("Все въезды стоят, у ворот ждёт скорая")
    level = level_of(text, alarm, "incident", "in", PAGE, library.rules)
    assert (level.value, level.urgent) == ("emergency", True)
    assert [each.rule for each in level.why] == ["Стоят все въезды", TITLE]


def test_no_danger_changes_nothing(library: Library) -> None:
    text = normalise("Как сменить тему приложения?")
    level = level_of(text, None, "question", "in", PAGE, library.rules)
    assert (level.value, level.urgent, len(level.why)) == ("consultation", False, 1)


def test_one_lane_is_urgent_and_no_emergency(library: Library) -> None:
    level = answered(
        "Можно узнать, почему калитка у второго дома бьёт людей током? Третий житель жалуется.",
        library,
    ).sla.level
    assert (level.value, level.urgent) == ("standard", True)
    assert TITLE in [each.rule for each in level.why]


@pytest.mark.parametrize(
    ("text", "is_hands_off"),
    [
        ("Турникет на проходной бьёт током, карты читает", True),
        ("Стрела падает на людей, ребёнка ударила. Скорая у ворот стоит", True),
        ("Скорая стоит у ворот. Стрела ребёнка ударила", True),
        ("Девочку из школы не пускает калитка, она одна на морозе", False),
        ("Карта не открывает калитку", False),
    ],
)
def test_nobody_is_told_to_try_what_may_harm(
    text: str, is_hands_off: bool, library: Library
) -> None:
    answer = answered(text, library)
    assert answer.sla.level.hands_off is is_hands_off
    first_contact = template_for("first_contact", library.knowledge)
    sources = {part.source for part in answer.reply.parts}
    assert (sources == {first_contact.source}) is is_hands_off


def test_a_hands_off_rule_that_is_not_there_is_named(library: Library) -> None:
    figures = copy.deepcopy(dict(library.knowledge.figures))
    figures["triage"]["danger"]["hands_off"] = ["fire", "flood"]
    with pytest.raises(PageError, match=r"danger\.hands_off нет такого правила: «flood»"):
        Danger.from_figures(figures, "_data/triage.yml")


@pytest.mark.parametrize("part", ["title", "aside", "jest", "rules"])
def test_a_lost_part_is_named(part: str, library: Library) -> None:
    figures = copy.deepcopy(dict(library.knowledge.figures))
    del figures["triage"]["danger"][part]
    with pytest.raises(PageError, match=f"«danger» нет поля {part}"):
        Danger.from_figures(figures, "_data/triage.yml")
