"""Tickets of the recorded walk; all people, places and numbers are made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from assistant.journal.records import PastTicket

RECEIVED = "27.11.2026 10:15"


@dataclass(frozen=True, slots=True)
class Stop:
    """A ticket of the walk: ``name`` is that of its picture, ``channel`` the button pressed, if any."""

    name: str
    text: str
    number: str = ""
    channel: str = ""
    is_mail: bool = False


MAIL = """From: Olga Demo <olga@example.org>
Subject: Povtorno
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Здравствуйте!

После обновления приложения не приходят уведомления о проезде гостей, хотя раньше приходили. Телефон Xiaomi
Redmi Note 12, Android 13. В настройках телефона уведомления включены.

С уважением, Ольга, ЖК «Тестовый берег», корпус 2
"""
STOPS = (
    Stop(
        "angry",
        "третий день не могу войти!!! пишет неверный пароль, сколько можно",
        channel="Telegram",
    ),
    Stop(
        "emergency",
        "СРОЧНО! С 9:40 на всех КПП не открываются шлагбаумы, журнал не грузится, очередь машин сорок. "
        "Охрана пропускает по списку на бумаге. КП «Придуманный лес»",
        "20261127001",
    ),
    Stop(
        "quiet-emergency",
        "Доброе утро. Не знаю, к Вам ли это. С вечера никто из жителей не может войти в приложение, консьерж "
        "тоже. Может, плановые работы? Председатель ТСЖ «Пример-2»",
        "20261127002",
        "почта",
    ),
    Stop(
        "out-of-scope",
        "Здравствуйте! В лифте второго подъезда не горит свет, управляющая не отвечает. Когда почините?",
        "20261127003",
    ),
    Stop(
        "partly",
        "Добрый день. Не приходит смс с кодом при регистрации, телефон +7 900 000-00-01. И ещё: охранник "
        "нагрубил моей маме, накажите его, пожалуйста.",
        "20261127004",
    ),
    Stop(
        "repeat",
        "Снова пишу по обращению № 20261119007. Обещали ответить до пятницы, но гость по пропуску так и не может "
        "заехать: шлагбаум не открывается.",
        "20261127005",
    ),
    Stop(
        "two-asks",
        "Здравствуйте. Во-первых, как выдать доступ жене, она прописана со мной. Во-вторых, не приходят "
        "уведомления, что гость проехал.",
        "20261127006",
    ),
    Stop("abstained", "ыы ну это самое, как его, опять оно так"),
    Stop(
        "consultation",
        "Подскажите, пожалуйста, можно ли выписать пропуск сразу на неделю, чтобы не делать его каждый день?",
        "20261127007",
        "форма",
    ),
    Stop(
        "forwarded",
        "Коллеги, посмотрите, пожалуйста.\n\n---------- Пересланное сообщение ---------\n"
        "От: Пётр Примеров <petr@example.org>\nДата: чт, 26 нояб. 2026 г. в 18:04\n"
        "Тема: Камера не видит номер\nКому: support@example.org\n\n"
        "Добрый вечер! Камера на въезде не распознаёт номер А000АА 77, приходится каждый раз звонить охране. "
        "Остальные машины проезжают.\n\nС уважением,\nПётр",
        "20261127008",
        "почта",
    ),
    Stop("mail", MAIL, "20261127009", is_mail=True),
)


def past_tickets() -> list[PastTicket]:
    """What the journal knows of earlier: the ticket that comes back, and others like it."""
    first = datetime(2026, 11, 19, 8, 30, tzinfo=UTC)
    told = (
        (
            "20261119007",
            "Гость по пропуску не может заехать, шлагбаум не открывается",
            "Пропуск выписан заново. Ответим до 18:00 20.11.2026.",
        ),
        (
            "20261012044",
            "Выписал пропуск на машину, а шлагбаум гостю не открылся",
            "Номер в пропуске был с пробелом; исправили, гость заехал.",
        ),
        ("20260903018", "Не приходит код из смс при входе", "Код пришёл со второго раза."),
    )
    return [
        PastTicket(number, "Клиент Примеров", text, first - timedelta(days=20 * at), first, ending)
        for at, (number, text, ending) in enumerate(told)
    ]
