"""Messages as mail programs and chats send them, and the pieces they fall into."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import TicketError
from assistant.ticket.split import Parts, split_message
from assistant.ticket.ticket import MAX_CHARACTERS, Ticket

NOW = datetime(2026, 11, 12, 10, tzinfo=UTC)

# Text, message, quoted thread, signature. All of these ask by their message alone.
REPLIES = {
    "gmail": (
        ("Спасибо, первый шлагбаум открылся. Второй — нет.\n\n"
        "чт, 12 нояб. 2026 г. в 10:00, Поддержка PASS24 <support@pass24online.ru>:\n\n"
        "> Здравствуйте, Ирина!\n> Попробуйте ещё раз.\n"),
        "Спасибо, первый шлагбаум открылся. Второй — нет.",
        ("чт, 12 нояб. 2026 г. в 10:00, Поддержка PASS24 <support@pass24online.ru>:\n\n"
        "> Здравствуйте, Ирина!\n> Попробуйте ещё раз."),
        "",
    ),
    "gmail, head wrapped": (
        ("Не помогло.\n\n"
        "чт, 12 нояб. 2026 г. в 10:00, Служба технической поддержки PASS24.online\n"
        "<support@pass24online.ru>:\n\nЗдравствуйте!\n"),
        "Не помогло.",
        ("чт, 12 нояб. 2026 г. в 10:00, Служба технической поддержки PASS24.online\n"
        "<support@pass24online.ru>:\n\nЗдравствуйте!"),
        "",
    ),
    "gmail in English": (
        "Не помогло.\n\nOn Thu, Nov 12, 2026 at 10:00\u202fAM Support <support@pass24online.ru> wrote:\n\n> Hi",
        "Не помогло.",
        "On Thu, Nov 12, 2026 at 10:00\u202fAM Support <support@pass24online.ru> wrote:\n\n> Hi",
        "",
    ),
    "outlook": (
        ("Ошибка та же.\r\n\r\nС уважением,\r\nИрина Петрова\r\nУК «Тандем»\r\n\r\n"
        "________________________________\r\nОт: Поддержка <support@pass24online.ru>\r\n"
        "Отправлено: 12 ноября 2026 г. 10:00\r\nКому: Ирина\r\nТема: RE: [#12345]\r\n\r\nДень добрый!\r\n"),
        "Ошибка та же.",
        ("________________________________\r\nОт: Поддержка <support@pass24online.ru>\r\n"
        "Отправлено: 12 ноября 2026 г. 10:00\r\nКому: Ирина\r\nТема: RE: [#12345]\r\n\r\nДень добрый!"),
        "С уважением,\r\nИрина Петрова\r\nУК «Тандем»",
    ),
    "outlook without a rule": (
        "Не помогло\n\nFrom: Support <support@pass24online.ru> \nSent: Thursday, 10:00 AM\nTo: Ivan\n\nДень добрый",
        "Не помогло",
        "From: Support <support@pass24online.ru> \nSent: Thursday, 10:00 AM\nTo: Ivan\n\nДень добрый",
        "",
    ),
    "outlook with bold headers": (
        "Не помогло\n\n*От:* Поддержка\n*Дата:* 12 ноября\n\nДень добрый",
        "Не помогло",
        "*От:* Поддержка\n*Дата:* 12 ноября\n\nДень добрый",
        "",
    ),
    "outlook, old": (
        "Не помогло\n\n-----Исходное сообщение-----\nОт: Поддержка\n",
        "Не помогло",
        "-----Исходное сообщение-----\nОт: Поддержка",
        "",
    ),
    "яндекс": (
        ("Пропуск так и не появился.\n-- \nИван\nОтправлено из мобильной Яндекс Почты: http://m.ya.ru\n\n"
        '12.11.2026, 10:00, "Поддержка PASS24" <support@pass24online.ru>:\nЗдравствуйте!'),
        "Пропуск так и не появился.",
        '12.11.2026, 10:00, "Поддержка PASS24" <support@pass24online.ru>:\nЗдравствуйте!',
        "-- \nИван\nОтправлено из мобильной Яндекс Почты: http://m.ya.ru",
    ),
    "яндекс, head under a rule": (
        ("Пропуск так и не появился.\n\n----------------\nКому: i@example.org (i@example.org);\n"
        'Тема: Обращение;\n12.11.2026, 10:00, "Поддержка" <support@pass24online.ru>:\n\nЖдите'),
        "Пропуск так и не появился.",
        ("----------------\nКому: i@example.org (i@example.org);\n"
        'Тема: Обращение;\n12.11.2026, 10:00, "Поддержка" <support@pass24online.ru>:\n\nЖдите'),
        "",
    ),
    "mail.ru": (
        ("Код пришёл.\n\n--\nАнна\nОтправлено из Почты Mail.ru\n\n"
        "Четверг, 12 ноября 2026, 10:00 +03:00 от Поддержка <support@pass24online.ru>:\n\n>Ждите\n"),
        "Код пришёл.",
        "Четверг, 12 ноября 2026, 10:00 +03:00 от Поддержка <support@pass24online.ru>:\n\n>Ждите",
        "--\nАнна\nОтправлено из Почты Mail.ru",
    ),
    "mail.ru without an address": (
        "Код пришёл.\n\nЧетверг, 12 ноября 2026, 10:00 +03:00 от Поддержка PASS24:\nЖдите",
        "Код пришёл.",
        "Четверг, 12 ноября 2026, 10:00 +03:00 от Поддержка PASS24:\nЖдите",
        "",
    ),
    "ios": (
        ("Всё равно не пускает\n\nОтправлено с iPhone\n\n"
        "> 12 нояб. 2026 г., в 10:00, Поддержка <support@pass24online.ru> написал(а):\n> \n> Ждите\n"),
        "Всё равно не пускает",
        "> 12 нояб. 2026 г., в 10:00, Поддержка <support@pass24online.ru> написал(а):\n> \n> Ждите",
        "Отправлено с iPhone",
    ),
    "ios, thread not marked": (
        "Не пускает\n\n12 нояб. 2026 г., в 10:00, Поддержка PASS24 написал(а):\n\nЖдите",
        "Не пускает",
        "12 нояб. 2026 г., в 10:00, Поддержка PASS24 написал(а):\n\nЖдите",
        "",
    ),
    "thunderbird": (
        "Не пускает\n\n12.11.2026 10:00, Поддержка PASS24 пишет:\n> Ждите",
        "Не пускает",
        "12.11.2026 10:00, Поддержка PASS24 пишет:\n> Ждите",
        "",
    ),
    "the bat": (
        "Не пускает\n\nВы писали 12 ноября 2026 г., 10:00:24:\nЖдите",
        "Не пускает",
        "Вы писали 12 ноября 2026 г., 10:00:24:\nЖдите",
        "",
    ),
    "bare marks": ("Не пускает\n> Ждите\n>> Жду", "Не пускает", "> Ждите\n>> Жду", ""),
    "signature below the quote": (
        "Не пускает\n\n> Ждите\n\n--\nИван",
        "Не пускает",
        "> Ждите\n\n--\nИван",
        "",
    ),
    "automatic reply": (
        ("Спасибо за письмо! Я в отпуске до 20 ноября, срочное — Анне.\n\n"
        "Это сообщение отправлено автоматически.\n\n> Уточните модель телефона"),
        "Спасибо за письмо! Я в отпуске до 20 ноября, срочное — Анне.",
        "> Уточните модель телефона",
        "Это сообщение отправлено автоматически.",
    ),
    "telegram": (
        "Ирина Петрова, [12.11.2026 10:00]\nНе приходит код\nтретий раз\n",
        "Не приходит код\nтретий раз",
        "",
        "",
    ),
    "telegram, the month in letters": (
        "Ирина, [12 нояб. 2026 г., 10:00:05]:\nНе приходит код\n\nПоддержка PASS24, [12 нояб. 2026 г., 10:09]:\nЖдите",
        "Не приходит код",
        "Поддержка PASS24, [12 нояб. 2026 г., 10:09]:\nЖдите",
        "",
    ),
    "telegram, the support last": (
        ("Ирина, [12.11.2026 10:00]\nДобрый день\n\nПоддержка PASS24, [12.11.2026 10:05]\nСлушаем Вас\n\n"
        "Ирина, [12.11.2026 10:06]\nНе приходит код\n\nПоддержка PASS24, [12.11.2026 10:09]\nПроверяем"),
        "Не приходит код",
        "Ирина, [12.11.2026 10:00]\nДобрый день\n\nПоддержка PASS24, [12.11.2026 10:05]\nСлушаем Вас",
        "",
    ),
    "telegram, only the support after": (
        "Ирина, [12.11.26, 10:00:05]:\nНе приходит код\n\nБот PASS24, [12.11.26, 10:00:06]:\nПринято",
        "Не приходит код",
        "Бот PASS24, [12.11.26, 10:00:06]:\nПринято",
        "",
    ),
    "signature in one line": (
        "Код не доходит. Помогите, завтра приезжает мама. С уважением, Ирина",
        "Код не доходит. Помогите, завтра приезжает мама.",
        "",
        "С уважением, Ирина",
    ),
    "signature after a comma": (
        "Жду ответа, с уважением Ирина",
        "Жду ответа,",
        "",
        "с уважением Ирина",
    ),
    "signature with a post": (
        "Просим ответить.\nС уважением, заместитель директора И. И. Иванов. ООО «Пример»",
        "Просим ответить.",
        "",
        "С уважением, заместитель директора И. И. Иванов. ООО «Пример»",
    ),
    "short closings": ("Не пускает\nС ув. Олег", "Не пускает", "", "С ув. Олег"),
    "closing in English": ("Не пускает\n\nBest regards,\nOleg", "Не пускает", "", "Best regards,\nOleg"),
    "dash": ("Не пускает\n—\nОлег", "Не пускает", "", "—\nОлег"),
    "device": ("Не пускает\nОтправлено с iPad жены", "Не пускает", "", "Отправлено с iPad жены"),
    "outlook for phones": (
        "Не пускает\n\nПолучите Outlook для Android<https://aka.ms/x>",
        "Не пускает",
        "",
        "Получите Outlook для Android<https://aka.ms/x>",
    ),
    "disclaimer after a signature": (
        "Нет акта.\n\nС уважением,\nНонна\n\nНастоящее сообщение конфиденциально. " + "Удалите. " * 200,
        "Нет акта.",
        "",
        "С уважением,\nНонна\n\nНастоящее сообщение конфиденциально. " + ("Удалите. " * 200).strip(),
    ),
    "disclaimer alone": (
        "Нет акта.\n\nThis e-mail and its attachments are confidential.",
        "Нет акта.",
        "",
        "This e-mail and its attachments are confidential.",
    ),
}  # fmt: skip

# Texts that are a message from the first to the last word.
WHOLE = {
    "time and a verb": "Сегодня в 10:30 приложение пишет:\nОшибка 500\nОхранник в 10:40 написал:\nнет пропуска",
    "date and a verb": "12.11.2026 в 10:30 приложение пишет:\nОшибка 500",
    "respect in a sentence": "Здравствуйте. С уважением отношусь к вам, но шлагбаум стоит. Номер А123ВС777.",
    "respect and a demand": "Не работает. С уважением, но прошу ответить сегодня.",
    "respect in the middle": "Прошу обращаться с уважением и починить шлагбаум",
    "things that were sent": "Отправлено с поста охраны три заявки, ответа нет",
    "note of a call": "Звонок 12.11 10:05\nОт: Ирина, +7 900 000-00-01\nТема: шлагбаум\nКПП-2, перезвонить",
    "form": "ФИО: Иванов\nДата: 12.11.2026\nТема: шлагбаум\nТелефон: 8 900 000-00-01",
    "rule between parts": "Первое\n----------\nВторое: от 10:00",
    "list with dashes": "- раз\n- два",
    "greater in a sentence": "Жму Настройки > Пропуска, пусто",
    "letter about the letter": "Это письмо содержит жалобу на охрану",
    "only a signature": "--\nГромов Аркадий\nОтправлено с мобильного",
    "only a closing": "С уважением, Ирина",
    "long ending": "Не пускает\nС уважением,\n" + "и ещё важные слова " * 40 + "конец",
    "name with a date": "Иванов [12.11.2026 10:00] не пустили",
}


def whole(message: str) -> Parts:
    return Parts(message, "", "", False, ((0, len(message)),), message)


@pytest.mark.parametrize("name", REPLIES)
def test_reply_falls_into_its_pieces(name: str) -> None:
    text, message, quoted, signature = REPLIES[name]
    parts = split_message(text)
    assert (parts.message, parts.quoted, parts.signature) == (message, quoted, signature)
    assert (parts.forwarded, parts.asked) == (False, message)


@pytest.mark.parametrize("name", WHOLE)
def test_text_that_is_all_message(name: str) -> None:
    assert split_message(WHOLE[name]) == whole(WHOLE[name])


def own(text: str) -> list[str]:
    """The lines that speak for the sender."""
    lines = (text[start:end].split("\n") for start, end in split_message(text).own)
    return [line.strip() for piece in lines for line in piece if line.strip()]


FORWARD_HEAD = (
    "---------- Forwarded message ---------\nОт: Ирина <irina@example.org>\n"
    "Date: чт, 12 нояб. 2026 г. в 10:00\nSubject: Шлагбаум\nTo: <uk@example.org>\n\n"
)
# Text, message, what is asked, lines of the sender.
FORWARDS = {
    "gmail": (
        f"Посмотрите, пожалуйста.\n\n{FORWARD_HEAD}Не открывается\n",
        "Посмотрите, пожалуйста.",
        "Посмотрите, пожалуйста.\nНе открывается",
        ["Посмотрите, пожалуйста.", "От: Ирина <irina@example.org>", "Subject: Шлагбаум", "Не открывается"],
    ),
    "chain": (
        "Fwd: Re: не работает\nПосмотрите. — Мария, УК\n---- От: Сергей К. ----\n> опять\n> > какой?\n> наш",
        "Fwd: Re: не работает\nПосмотрите. — Мария, УК",
        "Fwd: Re: не работает\nПосмотрите. — Мария, УК\nопять\nкакой?\nнаш",
        ["Fwd: Re: не работает", "Посмотрите. — Мария, УК", "---- От: Сергей К. ----", "> опять", "> > какой?", "> наш"],
    ),
    "яндекс": (
        ('Коллеги!\n-------- Пересылаемое сообщение --------\n12.11.2026, 10:00, "Ирина" <i@example.org>:\n'
        "Не открывается\n-------- Конец пересылаемого сообщения --------"),
        "Коллеги!",
        "Коллеги!\nНе открывается",
        ["Коллеги!", "Не открывается"],
    ),
    "apple": (
        "Коллеги!\n\nНачало переадресованного сообщения:\n\nОт: Ирина\nДата: 12 ноября\n\nНе открывается",
        "Коллеги!",
        "Коллеги!\nНе открывается",
        ["Коллеги!", "От: Ирина", "Не открывается"],
    ),
    "outlook between others": (
        "Помогите жителю.\n\nОт: Ирина <i@example.org>\nОтправлено: 12 ноября\nКому: УК <uk@example.org>\n\nСтоим",
        "Помогите жителю.",
        "Помогите жителю.\nСтоим",
        ["Помогите жителю.", "От: Ирина <i@example.org>", "Стоим"],
    ),
    "said in words": (
        "Пересылаю обращение жителя\n\n> Не открывается",
        "Пересылаю обращение жителя",
        "Пересылаю обращение жителя\nНе открывается",
        ["Пересылаю обращение жителя", "> Не открывается"],
    ),
    "see below": (
        "Коллеги, см. ниже\n\n> Не открывается\nСтоим",
        "Коллеги, см. ниже",
        "Коллеги, см. ниже\nНе открывается\nСтоим",
        ["Коллеги, см. ниже", "> Не открывается", "Стоим"],
    ),
    "telegram": (
        "Что ему ответить?\n\nИрина, [12.11.2026 10:00]\nНе приходит код\n",
        "Что ему ответить?",
        "Что ему ответить?\nНе приходит код",
        ["Что ему ответить?", "Не приходит код"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORWARDS)
def test_forward_asks_with_its_thread(name: str) -> None:
    text, message, asked, lines = FORWARDS[name]
    parts = split_message(text)
    assert (parts.message, parts.forwarded, parts.asked) == (message, True, asked)
    assert own(text) == lines


@pytest.mark.parametrize(
    "text",
    [
        "Пересылаю скриншот, как просили\n\n> Пришлите скриншот",
        "Не помогло\n\nОт: Ирина <i@example.org>\nКому: support@pass24online.ru\n\nСтоим",
        "Не помогло\n\nОт: Поддержка\nДата: 12 ноября\nТема: Fwd: шлагбаум\n\nСтоим",
    ],
)
def test_reply_is_no_forward(text: str) -> None:
    assert not split_message(text).forwarded


# Quotes with the answer between or below, and quotes without a word.
QUOTE_FIRST = {
    "below": ("> Модель?\n> Версия?\n\niPhone 13\n17.1", "iPhone 13\n17.1", "> Модель?\n> Версия?", "iPhone 13\n17.1"),
    "below a head": (
        "12.11.2026 10:00, Поддержка пишет:\n> Модель?\n\niPhone 13",
        "iPhone 13",
        "12.11.2026 10:00, Поддержка пишет:\n> Модель?",
        "iPhone 13",
    ),
    "between": (
        "Отвечаю.\n\nчт, 12 нояб. 2026 г. в 10:00, П. <support@pass24online.ru>:\n> Модель?\niPhone 13\n> Версия?\n17.1",
        "Отвечаю.\n\nчт, 12 нояб. 2026 г. в 10:00, П. <support@pass24online.ru>:\n> Модель?\niPhone 13\n> Версия?\n17.1",
        "",
        "Отвечаю.\n\niPhone 13\n17.1",
    ),
    "only marks": ("> Не открывается\n>> второй день", "> Не открывается\n>> второй день", "", "Не открывается\nвторой день"),
    "only marks and a device": (
        "> Не открывается\n\nОтправлено с iPhone",
        "> Не открывается",
        "",
        "Не открывается",
    ),
    "only a forward": (
        f"{FORWARD_HEAD}Не открывается\n\nср, 11 нояб. 2026 г. в 9:00, УК <uk@example.org>:\n> Что случилось?",
        f"{FORWARD_HEAD}Не открывается",
        "ср, 11 нояб. 2026 г. в 9:00, УК <uk@example.org>:\n> Что случилось?",
        "Не открывается",
    ),
    "only heads": ("От: Ирина\nКому: УК", "От: Ирина\nКому: УК", "", "От: Ирина\nКому: УК"),
}  # fmt: skip


@pytest.mark.parametrize("name", QUOTE_FIRST)
def test_quote_with_the_answer_elsewhere(name: str) -> None:
    text, message, quoted, asked = QUOTE_FIRST[name]
    parts = split_message(text)
    assert (parts.message, parts.quoted, parts.asked) == (message, quoted, asked)
    assert not parts.forwarded


def test_circumstances_of_a_forward_are_not_the_senders() -> None:
    assert own(f"{FORWARD_HEAD}Не открывается") == [
        "От: Ирина <irina@example.org>",
        "Subject: Шлагбаум",
        "Не открывается",
    ]


def test_marks_of_a_chat_are_not_the_senders() -> None:
    text = (
        "Ирина, [12.11.2026 10:00]\n[In reply to Поддержка]\nкод\n\n[Фото]\n"
        "Ирина, [12.11.2026 10:07]\n+7 900 000-00-01\n"
    )
    assert own(text) == ["код", "+7 900 000-00-01"]
    assert split_message(text).asked == "код\n\n+7 900 000-00-01"


# The ticket.


def test_ticket_of_a_text() -> None:
    text, message, quoted, signature = REPLIES["outlook"]
    ticket = Ticket.from_text(text, NOW, number="12345", client="Тандем", channel="email")
    assert (ticket.text, ticket.received) == (text, NOW)
    assert (ticket.number, ticket.client, ticket.channel) == ("12345", "Тандем", "email")
    assert (ticket.message, ticket.quoted, ticket.signature) == (message, quoted, signature)
    assert (ticket.forwarded, ticket.ask_text) == (False, message)
    assert ticket.own_ranges == ((0, text.index("\n___")),)


def test_repeated_words_are_found_in_their_own_place() -> None:
    text = "Ирина, [12.11.2026 10:00]\nкод 1\nПоддержка, [12.11.2026 10:01]\nкод?\nИрина, [12.11.2026 10:02]\nкод 1"
    ticket = Ticket.from_text(text, NOW)
    assert (ticket.message, ticket.own_ranges) == ("код 1", ((len(text) - 5, len(text)),))


@pytest.mark.parametrize("text", ["", " \n\t\u00a0"])
def test_empty_ticket_is_refused(text: str) -> None:
    with pytest.raises(TicketError, match="Обращение пустое"):
        Ticket.from_text(text, NOW)


def test_too_long_ticket_is_refused() -> None:
    with pytest.raises(TicketError, match="200001 знаков при пределе 200 тысяч"):
        Ticket.from_text("а" * (MAX_CHARACTERS + 1), NOW)


_PIECES = st.sampled_from(
    [
        *(line for text, *_ in REPLIES.values() for line in text.splitlines(keepends=True)),
        *(line for text, *_ in FORWARDS.values() for line in text.splitlines(keepends=True)),
        "\n", "> \n", ">\n", "--\n", "Ирина, [12.11.2026 10:00]\n", "[Фото]\n", "\r", "\u200b", "От: а\n",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(_PIECES | st.text(max_size=12), max_size=12).map("".join))
def test_any_text_is_cut_and_never_rewritten(text: str) -> None:
    try:
        ticket = Ticket.from_text(text, NOW)
    except TicketError:
        assert not text.strip()
        return
    for piece in (ticket.message, ticket.quoted, ticket.signature):
        assert piece in text
        assert piece == piece.strip()
    assert ticket.message
    assert ticket.ask_text
    assert list(ticket.own_ranges) == sorted(ticket.own_ranges)
    assert all(0 <= start <= end <= len(text) for start, end in ticket.own_ranges)


@pytest.mark.parametrize(
    "unit",
    [" ", "\n", "> \n", "от: а\n", "В 10:00 <a@b>: ", "1:11<a@", "с уважением, ", "_____\n", "10:00\n>x\n",
     "Имя, [12.11.2026 10:00]\nтекст\n", ", [12.11.2026 10:00", "это письмо ", "12.11.2026 10:00:\n"],
)  # fmt: skip
def test_no_text_keeps_the_reader_busy(unit: str) -> None:
    # A rule that reads backwards would take minutes on these, and the run would be stopped.
    text = "x" + unit * (MAX_CHARACTERS // 4 // len(unit))
    assert Ticket.from_text(text, NOW).text == text
