"""Several asks in one message: where it is cut, and which request each part gets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library import Library
from assistant.retrieval.asks import MAX_PIECES, find_asks
from assistant.retrieval.pieces import Boundary, counts_its_matters, pieces_of, statements_of


def test_pieces_know_what_stands_before_them() -> None:
    message = "Код не приходит мне. И ещё пропуск гостя просрочен, охрана его не пускает\nЖдём ответа скорее"
    assert [(piece.text, piece.boundary) for piece in pieces_of(message)] == [
        ("Код не приходит мне.", Boundary.START),
        ("И ещё пропуск гостя просрочен", Boundary.TURN),
        ("охрана его не пускает", Boundary.COMMA),
        ("Ждём ответа скорее", Boundary.SENTENCE),
    ]


@pytest.mark.parametrize(
    ("message", "boundaries"),
    [
        ("Не приходит код, кстати брелок тоже умер", [Boundary.START, Boundary.TURN]),
        ("Не приходит код в приложении и ещё не видно пропусков", [Boundary.START, Boundary.TURN]),
        ("Не приходит код, второй вопрос: как продлить пропуск", [Boundary.START, Boundary.TURN]),
        ("Терминал в холле второй день не отвечает", [Boundary.START]),
        ("Прошу подключить ещё один шлагбаум", [Boundary.START]),
        ("Прошу прислать код ещё раз на почту", [Boundary.START]),
    ],
)
def test_what_opens_another_matter(message: str, boundaries: list[Boundary]) -> None:
    assert [piece.boundary for piece in pieces_of(message)] == boundaries


@pytest.mark.parametrize(
    "message",
    [
        "1. отчёт не пришёл вчера\n2. добавьте права сменщику",
        "1) отчёт не пришёл вчера 2) добавьте права сменщику",
        "1 отчёт не пришёл вчера 2 добавьте права сменщику",
    ],
)
def test_numbers_of_a_list_open_pieces(message: str) -> None:
    pieces = pieces_of(message)
    assert [piece.boundary for piece in pieces] == [Boundary.START, Boundary.NUMBER]


@pytest.mark.parametrize(
    "message",
    [
        "Обещали ответить в течение 24 часов и молчат",
        "Стоим с 9:40 у ворот 12 минут",
        "Версия 5.2 и iOS 17.1 на телефоне",
        "",
        "  \n ",
    ],
)
def test_numbers_inside_a_sentence_open_nothing(message: str) -> None:
    assert len(pieces_of(message)) <= 1


@pytest.mark.parametrize(
    ("message", "counted"),
    [
        ("Первое: нет кода. Второе: охрана не пускает", True),
        ("1. Нет кода\n2. Охрана не пускает", True),
        ("Здравствуйте, две просьбы от дома", True),
        ("Второй раз пишу: первый въезд закрыт", False),
        ("Первый въезд открыт, второй закрыт со вчера", False),
        ("Версия 1.5, дом 2. Код не приходит", False),
        ("Нет кода и охрана не пускает", False),
    ],
)
def test_a_message_may_count_its_matters(message: str, counted: bool) -> None:
    assert counts_its_matters(message) is counted


def test_short_pieces_stay_with_their_neighbours() -> None:
    assert statements_of("Здравствуйте. Не открывается шлагбаум на въезде. Спасибо.") == [
        "Здравствуйте. Не открывается шлагбаум на въезде. Спасибо."
    ]


def test_commas_cut_no_statement() -> None:
    message = "Пропуск оформлен вчера, охрана его не видит. Кроме того, отчёт за месяц не пришёл"
    assert statements_of(message) == [
        "Пропуск оформлен вчера, охрана его не видит.",
        "Кроме того, отчёт за месяц не пришёл",
    ]


@given(st.text(alphabet="аб1 .,;!\nи—ещё", max_size=80))
def test_pieces_lose_and_double_nothing(message: str) -> None:
    pieces = pieces_of(message)
    assert all(message[piece.start : piece.end].strip() == piece.text for piece in pieces)
    assert all(first.end <= second.start for first, second in pairwise(pieces))
    kept = [letter for piece in pieces for letter in piece.text if letter.isalnum()]
    assert kept == [letter for letter in message if letter.isalnum()]


def leading(message: str, library: Library) -> list[str]:
    asks = find_asks(message, library.searcher)
    return [ask.found.requests[0].item_id.partition("#")[2] for ask in asks]


@pytest.mark.parametrize(
    ("message", "requests"),
    [
        (
            "Код для регистрации не приходит по смс. И ещё: как добавить жену доверенным лицом?",
            ["sms-registration", "trusted-person"],
        ),
        (
            "1. Не приходят пуши о гостях на айфон.\n2. Пришлите счёт и акт за сентябрь.",
            ["push-missing", "billing-documents"],
        ),
        (
            "домофон в приложении не звонит, тишина а также не могу войти пароль верный а не пускает",
            ["intercom", "login-failed"],
        ),
        (
            "Во-первых, как выдать доступ жене, она прописана со мной. Во-вторых, не приходят уведомления о гостях.",
            ["trusted-person", "push-missing"],
        ),
        (
            "У меня два вопроса. Первый: где взять чек за въезд. Второй: домофон не звонит на телефон.",
            ["balance-charges", "intercom"],
        ),
    ],
)
def test_each_matter_gets_its_own_request(
    message: str, requests: list[str], library: Library
) -> None:
    assert leading(message, library) == requests


@pytest.mark.parametrize(
    "message",
    [
        "Здравствуйте! Не приходит смс с кодом. Перезагружал телефон, проверял номер. Жду ответа.",
        "Шлагбаум не открывается с телефона, жму кнопку, крутится кружок, потом ошибка. Помогите.",
    ],
)
def test_one_matter_told_at_length_stays_one(message: str, library: Library) -> None:
    assert len(find_asks(message, library.searcher)) == 1


def test_asks_are_parts_of_the_message_word_for_word(library: Library) -> None:
    message = "Добрый день, не приходят пуши, айфон 12. И ещё вопрос: пришлите акт, счёт за май."
    asks = find_asks(message, library.searcher)
    assert len(asks) == 2
    assert all(ask.text in message for ask in asks)


def test_matter_of_the_whole_letter_governs_whatever_it_opens_with(library: Library) -> None:
    message = (
        "Система у вас в целом упала, шучу. Моя карта не открывает дверь в колясочную. Подъезд открывает, "
        "лифт открывает, паркинг открывает, а колясочную карта не открывает."
    )
    assert leading(message, library) == ["card-reader-turnstile", "system-down"]


def test_message_of_too_many_pieces_is_one_ask(library: Library) -> None:
    message = "не приходит смс с кодом. пришлите акт за сентябрь месяц. " * MAX_PIECES
    assert [ask.text for ask in find_asks(message, library.searcher)] == [message]
