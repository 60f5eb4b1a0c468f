"""Whether a ticket is ours, and what was never meant for us, with the real documents and index."""

from __future__ import annotations

from datetime import datetime

import pytest

from assistant import desk
from assistant.answer import Answer
from assistant.library import Library
from assistant.ticket.ticket import Ticket
from assistant.triage.scope import scope_of_ask

# A Friday.
MORNING = datetime(2026, 11, 20, 10, 0)


def answered(text: str, library: Library) -> Answer:
    return desk.answer(Ticket.from_text(text, library.calendar.local(MORNING)), library)


@pytest.mark.parametrize(
    "text",
    [
        "Ставим пластиковые окна, выезд замерщика бесплатно, скидка до пятницы",
        "Раскрутим ваш магазин в соцсетях, первые сто клиентов в подарок",
        "светик купи сметаны и забери ребенка с плавания",
        "Направляем счёт на партию кровельного железа, самовывоз со склада в Туле",
    ],
)
def test_what_was_never_meant_for_us_is_out_of_scope(text: str, library: Library) -> None:
    found = answered(text, library)
    assert found.scope.value == "out"
    assert {each.name for each in found.scope.categories} <= {"stranger", "outside_products"}
    assert (found.kind.value, found.sla.level.value) == ("not_a_request", "consultation")
    assert found.missing == ()


@pytest.mark.parametrize(
    "text",
    [
        "Спасибо огромное, калитка открывается",
        "Здравствуйте! Турникет ожил ещё вчера, помощь уже не требуется",
        "Undelivered Mail Returned to Sender: user mailbox exceeds quota",
        "ок, жду вашего специалиста во вторник",
    ],
)
def test_nothing_to_solve_but_meant_for_us_stays_in_scope(text: str, library: Library) -> None:
    found = answered(text, library)
    assert (found.scope.value, found.kind.value) == ("in", "not_a_request")
    assert found.sla.level.value == "consultation"


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Не приходит код для входа. А ещё принтер в дежурке не печатает.", "third_party_hardware"),
        ("Жилец не видит свой пропуск. Заодно антивирус просит продлить.", "third_party_software"),
    ],
)
def test_a_foreign_piece_beside_our_own_matter_is_partial(
    text: str, category: str, library: Library
) -> None:
    scope = answered(text, library).scope
    assert scope.value == "partial"
    assert [each.name for each in scope.categories] == [category]


def test_a_word_of_another_category_inside_our_own_matter_changes_nothing(
    library: Library,
) -> None:
    found = answered("Не приходит код для входа, сижу за принтером в офисе", library)
    assert found.scope.value == "in"


@pytest.mark.parametrize(
    "text",
    [
        "Отдел логистики: накладные готовы, но ни одна машина не может въехать, все въезды стоят",
        "Коллеги, прайс во вложении. И главное: система лежит, никто из жителей не может войти",
        "мам, у нас все двери закрыты, люди заперты внутри и не могут выйти",
    ],
)
def test_an_emergency_in_a_stranger_s_words_is_no_stranger_s_letter(
    text: str, library: Library
) -> None:
    assert answered(text, library).sla.level.value == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "случайно нажала «закрыть пропуск», верните его пожалуйста",
        "в офисе нет интернета, терминал никого не пускает",
        "не приходит ключ активации в приложение",
    ],
)
def test_words_of_thanks_and_of_other_makers_inside_a_fault_do_not_wave_it_off(
    text: str, library: Library
) -> None:
    found = answered(text, library)
    assert found.scope.value == "in"
    assert found.kind.value != "not_a_request"


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("У соседа за стеной каждую ночь караоке, утихомирьте его", "outside_products"),
        ("Учусь на курсах, помогите сделать калькулятор на джаваскрипте", "programming"),
        (
            "Посоветуйте, сколько вахтёров ставить в ночь и как им делить дежурства",
            "client_processes",
        ),
        ("Скиньте, кто живёт в сорок восьмой, он мне денег должен", "personal_data"),
        ("Привод гаражных ворот заело, где взять шестерню", "third_party_hardware"),
    ],
)
def test_category_of_what_is_not_ours_is_told_by_the_judge_where_no_sign_tells(
    text: str, category: str, library: Library
) -> None:
    assert scope_of_ask(text, "", library.rules).categories == ()
    found = answered(text, library)
    assert [each.name for each in found.scope.categories] == [category]
    addressee = found.scope.categories[0].addressee
    assert addressee in found.reply.text


def test_judge_of_categories_is_not_asked_about_documents(library: Library) -> None:
    margins = {"programming": 1.0, "outside_products": -1.0}
    documents = scope_of_ask("счёт", "billing-documents", library.rules, margins)
    assert [each.name for each in documents.categories] == ["documents"]
    unknown = scope_of_ask(
        "ответьте", "out-of-scope", library.rules, {"outside_products": 0.0, "x": 1.0}
    )
    assert [each.name for each in unknown.categories] == ["outside_products"]
