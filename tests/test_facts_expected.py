"""Facts that count only in a ticket about them: found when needed, not found when not."""

from __future__ import annotations

from datetime import datetime

import pytest

from assistant.ticket.facts.expected import PATTERNS
from assistant.ticket.ticket import Ticket

RECEIVED = datetime(2026, 11, 20, 12, 0)


def told(text: str, key: str) -> list[str]:
    """Values of a key in a ticket whose request needs it."""
    facts = Ticket.from_text(text, RECEIVED).expecting({key}).facts
    return [fact.value for fact in facts if fact.key == key]


GIVEN = [
    ("affected_count", "остальные карты работают", "остальные карты"),
    ("affected_count", "жена на своей пролетает без остановки", "жена на своей пролетает"),
    ("affected_count", "не открывает мне и дочке", "мне и дочке"),
    ("affected_count", "у соседа такой же брелок открывает", "у соседа такой же брелок открывает"),
    ("affected_count", "у меня работает, у него нет", "у меня работает, у него"),
    ("affected_count", "ждут уже человек двадцать", "человек двадцать"),
    ("identity_check", "скан договора прилагаю", "скан договора прилагаю"),
    ("full_name", "Я собственник, Гусева Анна Ильинична, ЖК «Аист»", "Гусева Анна Ильинична"),
    ("full_name", "Администратор ЖК «Маяк», Полина, 8 900", "Полина"),
    ("full_name", "Казначей СНТ «Лоза» Фролов, почта та же", "Фролов"),
    ("requester_role", "я сама обычный админ, не главный", "обычный админ"),
    ("steps", "захожу в гости, выбираю дату, зависает", "захожу в гости, выбираю дату"),
    ("error_text", "комп просит почту и секретное слово", "просит почту и секретное слово"),
    ("error_text", "программа белеет и гаснет", "программа белеет"),
    ("error_text", "кнопка «Заказать» у него серая", "кнопка «Заказать» у него серая"),
    ("error_text", "ввожу номер, а он краснеет", "краснеет"),
    ("error_text", "в поле «Куда» нет второго дома", "в поле «Куда» нет второго дома"),
    ("error_text", "вместо кода на экране крестик", "вместо кода на экране крестик"),
    ("occurred_at", "КПП Южный, въезд, 19:22, не открылась", "19:22"),
    ("occurred_at", "после вчерашнего обновления пусто", "вчерашнего обновления"),
    ("occurred_at", "ворота стоят час уже", "час уже"),
    ("steps", "едва ткну в плюсик, закрывается", "едва ткну в плюсик"),
    ("rights_group", "только просмотр и отметка въезда", "только просмотр и отметка въезда"),
    ("push_events", "телефон молчит, гости уже у двери", "гости уже у двери"),
    (
        "request_type",
        "написала через программу в управляйку",
        "написала через программу в управляйку",
    ),
    ("recognition_present", "одна камера спереди", "камера спереди"),
    ("recent_changes", "не видит с момента скачка тока", "с момента скачка тока"),
    ("recent_changes", "ваш инженер что-то ставил удалённо", "ставил удалённо"),
    ("occurred_at", "такое каждое утро", "каждое утро"),
    ("section", "нужен доступ к отчётам по проездам", "доступ к отчётам"),
    ("other_network", "с телефонной раздачи то же самое", "раздачи то же самое"),
    ("auth_screen", "хочу завести себя в вашем сервисе", "завести себя в вашем сервисе"),
    ("login_history", "пустило один раз и всё", "пустило один раз и всё"),
    ("previous_phone_owner", "симку в том году брал новую", "симку в том году брал новую"),
    ("request_status", "до сих пор висит", "висит"),
    ("request_date", "заявку отправила 9 ноября", "9 ноября"),
    ("wanted", "кому пожаловаться на охранника", "кому пожаловаться на охранника"),
    ("wanted", "был КП «Ветеран», стал «Клён»", "был КП «Ветеран», стал «Клён»"),
    ("pass_type", "заказала такси, не пустили", "такси"),
    ("pass_period", "заказывали до 20", "заказывали до 20"),
    ("pass_status", "говорят вышло время", "вышло время"),
    ("invite_channel", "переслала через макс", "через макс"),
    ("exit_marked", "выезд фургона пост отметил в 11:20", "выезд фургона пост отметил в 11:20"),
    ("manual_open", "и с кнопки и с пульта ноль", "кнопки и с пульта ноль"),
    ("manual_open", "пока охранник не нажмёт, стоим", "охранник не нажмёт"),
    ("checkpoint", "не видят на обоих КПП", "обоих КПП"),
    ("access_point", "телефон не пускает в подъезд", "подъезд"),
    ("exit_marked", "её отъезд проспали", "отъезд проспали"),
    ("auth_screen", "не идёт код для забывших пароль", "забывших пароль"),
    ("auth_screen", "не могу стать вашим пользователем", "стать вашим пользователем"),
    ("picture_visible", "объектив смотрит в клумбу", "смотрит в клумбу"),
    ("picture_visible", "экран чёрный с утра", "экран чёрный с утра"),
    ("last_event_at", "последняя строка у вас 28.11 03:40", "последняя строка у вас 28.11 03:40"),
    ("read_pairs", "прочло Е188ВВ а надо Е888ВВ", "Е188ВВ а надо Е888ВВ"),
    ("camera_direction", "сторона не задана", "сторона не задана"),
    ("indication", "брелок перестал пикать", "брелок перестал пикать"),
    ("power_network", "адрес у сервера статический", "статический"),
    ("affected_points", "верхний и средний работают", "верхний и средний работают"),
    ("equipment_owner", "ставили его шабашники", "ставили его шабашники"),
    ("intercom_symptom", "гости звонят, а у меня тишина", "звонят"),
    ("post_accounts", "логин у ребят один на всех", "логин у ребят один на всех"),
    ("recipients_count", "из 300 дошло до 20", "из 300 дошло до 20"),
    ("charge_rule", "для этого адреса 200 за заезд", "для этого адреса 200 за заезд"),
    ("test_result", "падает с connection refused", "connection refused"),
    ("push_events", "не знаю, что курьер приехал", "что курьер приехал"),
    ("seen_in_feed", "в событиях видно", "в событиях видно"),
    ("auth_screen", "хотим стать пользователями", "стать пользователями"),
    ("login_history", "вчера всё было", "вчера всё было"),
    ("report_type", "узнать, кто заезжал ночью", "кто заезжал ночью"),
    ("period", "дайте за ночь третьего числа", "третьего числа"),
    ("operator", "симка ёта", "симка ёта"),
    ("device_model", "у меня 14 про макс", "14 про макс"),
    ("os_version", "ведроид восьмой", "ведроид восьмой"),
    ("address", "числится 14, а по документам 14А", "14А"),
    ("direction", "внутрь пускает, обратно нет", "обратно нет"),
    ("trust_period", "соседу на две недели отпуска", "на две недели отпуска"),
]
NOT_GIVEN = [
    ("affected_count", "сменщик трубку не берёт"),
    ("occurred_at", "пропуск до 19:30"),
    ("checkpoint", "въезд в посёлок"),
    ("full_name", "Здравствуйте, Ольга, номер занят"),
    ("software_version", "Sigur про гостя не знает"),
    ("error_text", "журнал не открывается"),
    ("occurred_at", "Добрый день, код не доходит"),
    ("occurred_at", "скорая 6 минут стояла у ворот"),
    ("exit_marked", "ваш специалист что-то нажал и помогло"),
    ("section", "загрузить список жителей"),
    ("access_point", "терминал не читает"),
    ("mailing_type", "рассылку сделала всем, а пришло половине"),
    ("rights_group", "пишу сама, я обычный админ"),
    ("plate", "едет к 14му участку"),
    ("bot_name", "говорю колонке, молчит"),
    ("affected_count", "все данные верные, всё перепробовал"),
    ("steps", "ничего не работает, помогите"),
    ("wanted", "просим помочь, ответьте срочно"),
]


@pytest.mark.parametrize(("key", "text", "value"), GIVEN)
def test_topic_gives_a_fact(key: str, text: str, value: str) -> None:
    assert told(text, key) == [value]


@pytest.mark.parametrize(("key", "text"), NOT_GIVEN)
def test_topic_gives_none(key: str, text: str) -> None:
    assert told(text, key) == []


def test_only_the_keys_asked_for_are_looked_for() -> None:
    ticket = Ticket.from_text("и с кнопки и с пульта ноль, час уже", RECEIVED)
    assert ticket.expecting(set()).facts == ticket.facts
    assert {fact.key for fact in ticket.expecting({"occurred_at"}).facts} == {"occurred_at"}


def test_a_fact_told_plainly_is_not_looked_for_again() -> None:
    ticket = Ticket.from_text("шлагбаум с 7 утра стоит, час уже", RECEIVED)
    again = ticket.expecting({"occurred_at"})
    assert [fact.value for fact in again.facts if fact.key == "occurred_at"] == ["с 7 утра"]


def test_facts_stay_in_order_and_cut_their_value_out_of_the_ticket() -> None:
    text = "КП «Ёлки»\u200b. Стоит  час\u00a0уже,\nи с кнопки и с пульта ноль"
    facts = Ticket.from_text(text, RECEIVED).expecting(PATTERNS.keys()).facts
    assert {"object", "occurred_at", "manual_open"} <= {fact.key for fact in facts}
    assert [text[fact.start : fact.end] for fact in facts] == [fact.value for fact in facts]
    assert [fact.start for fact in facts] == sorted(fact.start for fact in facts)


@pytest.mark.parametrize("piece", ["а", "! ", "«", "на ", "кв 5 ", "раз в ", "Вася "])
def test_no_text_keeps_the_topics_busy(piece: str) -> None:
    # A pattern that reads backwards would take minutes on these, and the run would be stopped.
    text = (piece * 40_000)[:40_000] + ". Пишем из Вершины"
    facts = Ticket.from_text(text, RECEIVED).expecting({*PATTERNS, "object"}).facts
    assert any(fact.value == "Вершины" for fact in facts)


def test_what_support_wrote_gives_nothing() -> None:
    text = "Не помогло\n\n> Открывается ли с пульта и с кнопки?"
    assert told(text, "manual_open") == []


SITES = [
    ("Речной Порт — арендаторы жалуются", ["Речной Порт"]),
    ("Пишем из Вершины, калитка не открывается", ["Вершины"]),
    ("домофон не звонит, вершина, корпус 4", ["вершина"]),
    ("объект - прайм тайм, журнал пуст", ["прайм тайм"]),
    ("у нас тихие ключи, калитка закрыта", ["тихие ключи"]),
    ("из переделкино не выпускает", ["переделкино"]),
    ("электронный ключ на старом телефоне, прошлой ночью", []),
    ("номер объекта у вас 10234", ["10234"]),
    ("школа № 1514, турникет не крутится", ["№ 1514"]),
    ("на Северных воротах темно", []),
    ("пропуск для Ольги не создаётся", []),
    ("Мой Логан не видит", []),
    ("Сервер за NAT, карта выдана в СКУД", []),
    ("Ночью, когда темно, Камера слепнет", []),
    ("не вижу в Приложении", []),
    ("ул. Лесная, д. 5", []),
    ("Купили дом 23 в «Тихой заводи»", ["«Тихой заводи»"]),
    ("Звонил вахтёр проходной, «Мебельград»: темно", ["«Мебельград»"]),
    ("Консьерж «Фонарный-Хаус»: дверь закрыта", ["«Фонарный-Хаус»"]),
    ("Наталья, диспетчер, «Новая Опалиха».", ["«Новая Опалиха»"]),
    ("Живу в «Парковом квартале», пять лет", ["«Парковом квартале»"]),
    ("Мужчина, ЖК на Парковой, кв. 58", ["ЖК на Парковой"]),
    ("Пост «Озеро» слеп. Боюсь сломать «Озеро».", []),
    ("охранное предприятие «Бастион», смена без журнала", []),
    ("мою «Шкоду» не прочла", []),
    ("нажимаю «Сканировать», пусто", []),
    ("Уведомление «Вы въехали» пришло", []),
    ("статус «Новый» второй день", []),
]


@pytest.mark.parametrize(("text", "expected"), SITES)
def test_site_that_has_to_be_named(text: str, expected: list[str]) -> None:
    assert told(text, "object") == expected
