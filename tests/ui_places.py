"""What the desk's tests share: two tickets and the entry of the page."""

from __future__ import annotations

from assistant.settings import ROOT

APP = ROOT / "assistant" / "ui" / "app.py"

SMS = (
    "Добрый день! Скачала приложение, ввожу телефон +7 900 000-00-01, код подтверждения не доходит. "
    "Оператор Йота, айфон 13, иос 18.1. Помогите пожалуйста, завтра приезжает мама."
)
EVERYONE = (
    "Здравствуйте. С 18:40 (пт) не открывается журнал, страница 502. Три КПП, порядка 400 домов, "
    "охрана никого не может пропустить. КП Сосновый Плёс"
)
