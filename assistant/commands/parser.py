"""The command line itself: which commands there are, in Russian."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from assistant.commands.usage import in_russian
from assistant.errors import AssistantError, SettingsError, TicketError
from assistant.settings import Settings
from assistant.ticket.moment import read_moment

WRONG_USAGE = 2
FOUND_PROBLEMS = 1
INTERRUPTED = 130  # what a shell expects after Ctrl+C
_FILE_PROBLEMS: dict[type[OSError], str] = {
    FileNotFoundError: "Файла нет",
    IsADirectoryError: "Это папка, а нужен файл",
    PermissionError: "Нет права читать или писать",
}


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with a Russian usage line."""

    def add_usage(self, usage, actions, groups, prefix=None) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001  base class has no types
        # An empty prefix is asked for where argparse puts the line into another one.
        super().add_usage(usage, actions, groups, "Вызов: " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Parser that speaks Russian and leaves with the contract's exit code."""

    def __init__(self, *, description: str, prog: str | None = None) -> None:
        super().__init__(
            prog=prog, description=description, formatter_class=_Formatter, add_help=False
        )
        self._positionals.title = "Что указать"
        self._optionals.title = "Параметры"
        self.add_argument("-h", "--help", action="help", help="показать эту справку")

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{in_russian(message)}\n\n{self.format_help()}")
        raise SystemExit(WRONG_USAGE)


def run(arguments: Sequence[str]) -> int:
    """Parse the arguments and run the command."""
    try:
        parsed = _build_parser().parse_args(arguments)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    module, _, function = parsed.command.partition(".")
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A letter the terminal does not know, or half of one in a ticket, must not stop a batch.
        sys.stdout.reconfigure(errors="replace")
    try:
        # Imported on demand: answering a ticket must not wait for the site's libraries.
        command: Callable[[argparse.Namespace, Settings], int] = getattr(
            import_module(f"assistant.commands.{module}"), function
        )
        code = command(parsed, Settings.from_environment())
        sys.stdout.flush()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_USAGE
    except AssistantError as error:
        sys.stderr.write(f"{error}\n")
        return FOUND_PROBLEMS
    except BrokenPipeError:
        # Whoever read has left («… | head»); Python would complain of it again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        what = _FILE_PROBLEMS.get(type(error), "Не читается")
        sys.stderr.write(f"{what}: {error.filename or error}\n")
        return WRONG_USAGE
    except KeyboardInterrupt:
        sys.stderr.write("Прервано.\n")
        return INTERRUPTED
    return code


def command_names() -> tuple[str, ...]:
    """Names of all commands."""
    actions = _build_parser()._subparsers._group_actions  # type: ignore[union-attr]  # noqa: SLF001  argparse has no public way
    return tuple(actions[0].choices or ())


def _build_parser() -> _Parser:
    parser = _Parser(
        prog="python -m assistant", description="База знаний и ассистент поддержки PASS24.online."
    )
    commands = parser.add_subparsers(
        title="Команды", metavar="КОМАНДА", required=True, parser_class=_Parser
    )
    _add_tickets(commands)
    _add_base(commands)
    _add_journal(commands)
    each = commands.add_parser("evaluate", description="Качество на размеченных обращениях.")
    each.add_argument(
        "file",
        metavar="FILE.jsonl",
        type=Path,
        nargs="*",
        help="размеченные обращения, по умолчанию эталонные",
    )
    each.add_argument(
        "--loo", action="store_true", help="ещё и фразы страниц, которых поиск не видел (минуты)"
    )
    each.add_argument(
        "--baselines", action="store_true", help="ещё и обычные средства на тех же обращениях"
    )
    each.add_argument(
        "--personal", action="store_true", help="вместо того — как скрываются личные данные"
    )
    each.add_argument("--json", action="store_true", help="вывести JSON")
    each.set_defaults(command="quality.evaluate")
    each = commands.add_parser("serve", description="Запустить сайт и ассистента.")
    each.add_argument(
        "--host",
        metavar="АДРЕС",
        help="где слушает ассистент, по умолчанию из настроек; не только этой машине — лишь со входом",
    )
    each.add_argument(
        "--demo", action="store_true", help="за nginx, по https, с временным сертификатом"
    )
    each.set_defaults(command="service.serve")
    _add_deployment(commands)
    return parser


def _add_tickets(commands: argparse._SubParsersAction[_Parser]) -> None:
    each = commands.add_parser("answer", description="Ответ на одно обращение (текст или .eml).")
    source = each.add_mutually_exclusive_group(required=True)
    source.add_argument("file", metavar="FILE", nargs="?", help="файл с обращением, «-» — из ввода")
    source.add_argument("--jsonl", metavar="FILE", help="много обращений: по одному JSON в строке")
    each.add_argument("--json", action="store_true", help="вывести JSON")
    each.add_argument(
        "--received", metavar="ВРЕМЯ", type=_moment, help="когда поступило: 2026-11-20T17:00"
    )
    each.add_argument("--ticket-id", metavar="N", default="", help="номер обращения в CRM")
    each.add_argument("--client", metavar="ИМЯ", default="", help="имя клиента")
    each.add_argument("--channel", metavar="КАНАЛ", default="", help="email, telegram, form, phone")
    each.add_argument(
        "--reply",
        metavar="ВИД",
        default="",
        help="вид ответа вместо подобранного: resolved, closing, no_answer… (все — в replies.yml)",
    )
    each.set_defaults(command="tickets.answer")
    each = commands.add_parser("lint", description="Проверить текст ответа перед отправкой.")
    each.add_argument("file", metavar="FILE", help="файл с ответом, «-» — из ввода")
    each.add_argument(
        "--ticket", metavar="FILE", help="файл с обращением: личные данные из него не чужие"
    )
    each.add_argument("--json", action="store_true", help="вывести JSON")
    each.set_defaults(command="tickets.lint")
    each = commands.add_parser("deadline", description="Срок по SLA и его расчёт.")
    each.add_argument(
        "--received", metavar="ВРЕМЯ", type=_moment, required=True, help="когда поступило"
    )
    each.add_argument(
        "--pause",
        metavar=("С", "ПО"),
        nargs=2,
        type=_moment,
        action="append",
        help="ждали клиента; можно указать несколько раз",
    )
    levels = ("emergency", "standard", "consultation")
    each.add_argument("--level", choices=levels, required=True, help="уровень SLA")
    each.add_argument("--json", action="store_true", help="вывести JSON")
    each.set_defaults(command="tickets.deadline")


def _add_deployment(commands: argparse._SubParsersAction[_Parser]) -> None:
    each = commands.add_parser(
        "deployment", description="Записать настройки nginx и systemd для сервера."
    )
    each.add_argument("folder", metavar="ПАПКА", type=Path, help="куда записать")
    for name, default, what in (
        ("certificate", "/etc/ssl/assistant/fullchain.pem", "сертификат"),
        ("key", "/etc/ssl/assistant/privkey.pem", "ключ сертификата"),
        ("users", "/etc/nginx/assistant-users", "пароли, если входит через nginx"),
        ("root", "/opt/assistant", "где на сервере лежит проект"),
    ):
        told = f"{what}, по умолчанию {default}"
        each.add_argument(f"--{name}", metavar="ПУТЬ", type=Path, default=Path(default), help=told)
    each.set_defaults(command="deployment.deployment")


def _moment(text: str) -> datetime:
    try:
        return read_moment(text)
    except TicketError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _add_journal(commands: argparse._SubParsersAction[_Parser]) -> None:
    journal = commands.add_parser("journal", description="Журнал ответов и прошлых обращений.")
    actions = journal.add_subparsers(
        title="Действия", metavar="ДЕЙСТВИЕ", required=True, parser_class=_Parser
    )
    each = actions.add_parser("import", description="Принять прошлые обращения из файла.")
    each.add_argument("file", metavar="FILE", type=Path, help="файл .jsonl или .csv")
    each.add_argument(
        "--columns",
        metavar="ПОЛЕ=СТОЛБЕЦ,…",
        default="",
        help="столбцы таблицы: id=…,client=…,text=…,created=…,closed=…,resolution=…",
    )
    each.set_defaults(command="journal.import_file")
    each = actions.add_parser("export", description="Вывести прошлые обращения или ответы.")
    each.add_argument("--answers", action="store_true", help="ответы вместо прошлых обращений")
    shape = each.add_mutually_exclusive_group()
    shape.add_argument("--csv", action="store_true", help="таблицей для Excel")
    shape.add_argument("--json", action="store_true", help="одним массивом JSON")
    each.set_defaults(command="journal.export")
    each = actions.add_parser("backup", description="Скопировать журнал, не останавливая работы.")
    each.add_argument("file", metavar="FILE", type=Path, help="куда; рядом ляжет ключ FILE.key")
    each.set_defaults(command="journal_care.backup")
    each = actions.add_parser("restore", description="Вернуть журнал из копии.")
    each.add_argument("file", metavar="FILE", type=Path, help="копия, записанная backup")
    each.set_defaults(command="journal_care.restore_file")
    each = actions.add_parser("erase", description="Стереть всё об одном клиенте.")
    each.add_argument("--client", metavar="ИМЯ", required=True, help="имя, как оно в CRM")
    each.set_defaults(command="journal_care.erase")
    each = actions.add_parser("prune", description="Стереть то, чему вышел срок хранения.")
    each.add_argument("--days", metavar="N", type=int, help="сколько дней хранить")
    each.set_defaults(command="journal_care.prune_old")
    each = actions.add_parser(
        "refresh", description="Собрать заново поиск похожих прошлых обращений."
    )
    each.set_defaults(command="journal_care.refresh")
    each = actions.add_parser("check", description="Проверить, цел ли журнал.")
    each.set_defaults(command="journal_care.check")


def _add_base(commands: argparse._SubParsersAction[_Parser]) -> None:
    each = commands.add_parser("build", description="Построить поисковый индекс.")
    each.add_argument(
        "--train", action="store_true", help="заново обучить кодировщик (модель поиска)"
    )
    each.set_defaults(command="base.build")
    each = commands.add_parser("check", description="Проверить базу знаний.")
    each.add_argument(
        "paths", metavar="PATH", nargs="*", help="документы или папки, по умолчанию все"
    )
    each.add_argument("--fix", action="store_true", help="исправить то, что безопасно")
    each.add_argument("--impact", action="store_true", help="что изменится в ответах ассистента")
    each.add_argument(
        "--base", metavar="REV", default="HEAD", help="с чем сравнить (git), для --impact"
    )
    each.add_argument("--markdown", action="store_true", help="таблицей для запроса на слияние")
    each.add_argument("--json", action="store_true", help="вывести JSON")
    each.set_defaults(command="checking.check")
    each = commands.add_parser("inspect", description="Что ассистент понял в документах.")
    each.add_argument("paths", metavar="PATH", nargs="*", help="документы, по умолчанию все")
    each.add_argument("--json", action="store_true", help="вывести JSON")
    each.set_defaults(command="base.inspect")
    each = commands.add_parser("new", description="Создать запрос, регламент или шаблон.")
    each.add_argument("what", choices=("request", "regulation", "template"), help="что создать")
    each.set_defaults(command="authoring.new")
    each = commands.add_parser("preview", description="Сайт и ассистент с обновлением на лету.")
    each.set_defaults(command="service.preview")
