"""What of a message is so now: outages that are over, supposed, planned or elsewhere raise no alarm."""

from __future__ import annotations

import pytest

from assistant.library import Library
from assistant.russian.normal import normalise
from assistant.triage.standing import ELSEWHERE, OVER, PLANNED, SUPPOSED


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ночью никто не мог войти. К утру всё заработало.", OVER),
        ("Вчера лежал журнал на всех постах, сейчас нормально", OVER),
        ("Если сервер упадёт, как охране открывать ворота?", SUPPOSED),
        ("Вдруг журнал ляжет у всех, что делать", SUPPOSED),
        ("Плановые работы в субботу, все посты будут без связи", PLANNED),
        ("Завтра весь дом обесточат", PLANNED),
        ("Слышала, что в соседнем посёлке никто не может въехать", ELSEWHERE),
    ],
)
def test_what_is_not_so_now_is_put_aside(text: str, why: str, library: Library) -> None:
    standing = library.rules.tenses.standing(normalise(text))
    assert list(standing.aside) == [why]
    assert len(standing.text.text) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Никто не может войти, ни охрана, ни жители",
        "Журнал так и не заработал ни на одном посту",
        "До сих пор не восстановлено, все посты стоят",
        "Когда восстановите? Второй час никто не входит",
        "Если нужно, дам доступ. Все посты лежат",
        "У нас и в соседнем посёлке всё лежит",
        "Завтра приезжает комиссия, а журнал не открывается ни у кого",
    ],
)
def test_what_stands_is_kept(text: str, library: Library) -> None:
    standing = library.rules.tenses.standing(normalise(text))
    assert not set(standing.aside) - {SUPPOSED, PLANNED} or standing.is_whole
    kept = standing.text.text.replace(".", "").strip()
    assert any(word in kept for word in ("никто", "журнал", "посты", "лежит"))


def test_a_relapse_after_good_news_stands(library: Library) -> None:
    text = "Спасибо, вчера всё заработало. Но с утра никто не может войти."
    standing = library.rules.tenses.standing(normalise(text))
    assert list(standing.aside) == [OVER]
    assert "никто не может войти" in standing.text.text
    assert "заработало" not in standing.text.text


def test_places_stay_those_of_the_message(library: Library) -> None:
    text = "Спасибо, всё заработало. Теперь не открывается калитка"
    standing = library.rules.tenses.standing(normalise(text))
    start = standing.text.text.index("калитка")
    assert standing.text.cut(start, start + len("калитка")) == "калитка"
