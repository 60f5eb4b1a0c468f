"""The command line: the contract of docs/_dev/contracts.md, exit codes and Russian messages."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.__main__ import main
from assistant.commands.parser import run
from assistant.settings import ROOT

TICKET = "Здравствуйте! Не приходит смс с кодом при регистрации. Телефон +7 900 000-00-01"
LOGIN = "База типичных запросов/Регистрация и вход.md"
RECEIVED = "2026-11-20T17:00"

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees what the product was used for on this machine."""
    monkeypatch.setenv("ASSISTANT_STATE", str(tmp_path / "state"))


@pytest.fixture
def command(
    small_docs: Path,
    small_index: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    """Run a command on the small docs in this process: exit code, output, errors."""
    monkeypatch.setenv("ASSISTANT_DOCS", str(small_docs))
    monkeypatch.setenv("ASSISTANT_INDEX", str(small_index))

    def run_command(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main([str(each) for each in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run_command


@pytest.fixture
def ticket(tmp_path: Path) -> str:
    file = tmp_path / "обращение.txt"
    file.write_text(TICKET, encoding="utf-8")
    return str(file)


def spawn(arguments: Sequence[str], stdin: bytes = b"", **environment: str) -> tuple[int, str, str]:
    """Run ``python -m assistant`` as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


# --- the answer's contract (design, section 3): each key with its type; other keys may come ---

OPTIONAL = (str, type(None))
WHY = [{"rule": str, "evidence": str}]
CONTRACT: dict[str, Any] = {
    "version": int,
    "ticket": {
        "id": str,
        "client": str,
        "channel": str,
        "received": str,
        "message": str,
        "quoted": str,
        "signature": str,
        "facts": [{"key": str, "value": str, "start": int, "end": int}],
    },
    "asks": [{"text": str, "requests": [str]}],
    "scope": {"value": str, "category": OPTIONAL, "why": WHY},
    "kind": {"value": str, "why": WHY},
    "sla": {
        "level": str,
        "contact_by": OPTIONAL,
        "resolve_by": str,
        "trail": str,
        "why": WHY,
    },
    "repeat": {
        "value": bool,
        "previous_id": OPTIONAL,
        "similar": [{"id": str, "similarity": float}],
        "why": WHY,
    },
    "requests": [{"id": str, "title": str, "url": str, "similarity": float}],
    "regulations": [{"id": str, "title": str, "url": str}],
    "missing": [{"key": str, "question": str}],
    "abstained": bool,
    "reply": {
        "text": str,
        "parts": [{"text": str, "source": str}],
        "slots": [{"name": str, "value": OPTIONAL, "origin": OPTIONAL}],
    },
    "promises": [{"text": str, "due": OPTIONAL, "source": OPTIONAL}],
    "checklist": [
        {
            "text": str,
            "source": str,
            "done": bool,
            "evidence": str,
            "proofs": [{"fact": str, "text": str, "span": (list, type(None))}],
        }
    ],
    "lint": [{"severity": str, "code": str, "message": str, "start": int, "end": int}],
}


def breaches(value: Any, contract: Any, place: str = "answer") -> list[str]:
    """Where a value is not what the contract says."""
    if isinstance(contract, dict):
        if not isinstance(value, dict):
            return [f"{place}: not an object"]
        gone = [f"{place}.{key}: missing" for key in contract if key not in value]
        inside = [
            breach
            for key, each in contract.items()
            if key in value
            for breach in breaches(value[key], each, f"{place}.{key}")
        ]
        return gone + inside
    if isinstance(contract, list):
        if not isinstance(value, list):
            return [f"{place}: not a list"]
        return [
            breach
            for at, each in enumerate(value)
            for breach in breaches(each, contract[0], f"{place}[{at}]")
        ]
    wanted = contract if isinstance(contract, tuple) else (contract,)
    return [] if type(value) in wanted else [f"{place}: {type(value).__name__}"]


def test_breaches_are_seen() -> None:
    assert breaches({"a": 1, "b": [{"c": True}]}, {"a": bool, "b": [{"c": int}], "d": str}) == [
        "answer.d: missing",
        "answer.a: int",
        "answer.b[0].c: bool",
    ]


def test_answer_json_is_the_contract(command: Command, ticket: str) -> None:
    code, out, err = command(
        "answer",
        "--json",
        f"--received={RECEIVED}",
        "--ticket-id=20481",
        "--client=Ирина",
        "--channel=telegram",
        ticket,
    )
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert breaches(answer, CONTRACT) == []
    assert answer["version"] == 1
    assert answer["scope"]["value"] in ("in", "out", "partial")
    assert answer["sla"]["level"] in ("emergency", "standard", "consultation")
    about = answer["ticket"]
    assert (about["id"], about["client"], about["channel"]) == ("20481", "Ирина", "telegram")
    assert about["received"] == "2026-11-20T17:00:00+03:00"
    assert about["message"] == TICKET
    for fact in about["facts"]:
        assert fact["value"] == TICKET[fact["start"] : fact["end"]]
    assert answer["requests"][0]["id"] == f"{LOGIN}#sms-registration"
    assert answer["requests"][0]["title"] == "Не приходит SMS-код при регистрации"
    assert answer["asks"][0]["requests"][0] == answer["requests"][0]["id"]
    similarities = [each["similarity"] for each in answer["requests"]]
    assert similarities == sorted(similarities, reverse=True)
    assert all(-1 <= each <= 1 for each in similarities)
    assert "20481" in answer["reply"]["text"]
    assert answer["reply"]["text"].startswith("Здравствуйте, Ирина!")
    texts = [part["text"] for part in answer["reply"]["parts"]]
    assert "\n\n".join(texts) == answer["reply"]["text"]
    assert all("#" in part["source"] for part in answer["reply"]["parts"])
    # Received on a Friday an hour before the end of the day: the second hour is Monday's.
    assert answer["promises"] == [
        {
            "text": "Мы проверим отправку и напишем Вам в течение 2 рабочих часов.",
            "due": "2026-11-23T10:00:00+03:00",
            "source": f"{LOGIN}#sms-registration",
        }
    ]
    origins = {slot["origin"] for slot in answer["reply"]["slots"]}
    assert origins <= {None, "ticket", "crm", "settings", "page", "figures"}


def test_answer_when_nothing_fits(command: Command) -> None:
    code, out, _ = command("answer", "--json", "-", stdin="реклама натяжных потолков".encode())
    answer = json.loads(out)
    assert code == 0
    assert breaches(answer, CONTRACT) == []
    assert answer["abstained"] is True
    assert answer["requests"] == []


def test_answer_is_the_same_every_time(command: Command, ticket: str) -> None:
    arguments = ("answer", "--json", f"--received={RECEIVED}", ticket)
    assert command(*arguments) == command(*arguments)


def test_answer_for_a_terminal(command: Command, ticket: str) -> None:
    code, out, err = command("answer", f"--received={RECEIVED}", ticket)
    assert (code, err) == (0, "")
    assert "Срок: " in out
    assert "МСК" in out
    assert "--- Черновик ответа ---\n\nЗдравствуйте!" in out
    assert "[ ] " in out
    assert f"\n{LOGIN}#sms-registration\n" in out


def test_answer_reads_windows_1251_and_a_byte_order_mark(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "ticket.txt"
    for data in (TICKET.encode("cp1251"), b"\xef\xbb\xbf" + TICKET.encode()):
        file.write_bytes(data)
        code, out, _ = command("answer", "--json", str(file))
        assert code == 0
        assert json.loads(out)["ticket"]["message"] == TICKET


def test_answer_from_standard_input(command: Command) -> None:
    code, out, _ = command("answer", "--json", "-", stdin=TICKET.encode())
    assert code == 0
    assert json.loads(out)["ticket"]["message"] == TICKET


def test_answer_to_a_mail_file(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "письмо.EML"
    file.write_bytes(
        b"From: a@example.org\r\nSubject: =?utf-8?B?0JrQvtC0?=\r\n"
        b"Content-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + TICKET.encode("koi8-r")
    )
    code, out, _ = command("answer", "--json", str(file))
    answer = json.loads(out)
    assert code == 0
    assert TICKET in answer["ticket"]["message"]
    assert answer["ticket"]["channel"] == "email"
    answer = json.loads(command("answer", "--json", "--channel=form", str(file))[1])
    assert answer["ticket"]["channel"] == "form"


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_empty_ticket(text: str, command: Command) -> None:
    code, out, err = command("answer", "--json", "-", stdin=text.encode())
    assert (code, out) == (1, "")
    assert err == "Обращение пустое: вставьте текст клиента.\n"


def test_ticket_of_a_megabyte(command: Command) -> None:
    code, out, err = command("answer", "-", stdin=("слово " * 170_000).encode())
    assert (code, out) == (1, "")
    assert "Текст слишком длинный: 1020000 знаков" in err


def test_ticket_of_six_megabytes(command: Command) -> None:
    code, _, err = command("answer", "-", stdin=b"x" * 6_000_000)
    assert (code, err) == (1, "Файл больше 5 МБ. Оставьте нужную часть.\n")


# --- many tickets ---


def lines_of(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_line_in_a_line_out(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "tickets.jsonl"
    tickets = [
        {
            "id": "a",
            "text": TICKET,
            "received": RECEIVED,
            "channel": "form",
            "ticket_id": 20481,
            "client": "Ирина",
        },
        {"id": 2, "text": "забыл пароль от приложения", "received": "2026-11-21T08:00:00Z"},
        {"text": "забыл пароль"},
    ]
    file.write_text("\n\n".join(json.dumps(each) for each in tickets) + "\n", encoding="utf-8")
    code, out, err = command("answer", "--jsonl", str(file))
    answers = lines_of(out)
    assert (code, err) == (0, "")
    assert [each["id"] for each in answers] == ["a", 2, None]
    assert [breach for each in answers for breach in breaches(each, CONTRACT)] == []
    about = answers[0]["ticket"]
    assert (about["id"], about["client"], about["channel"]) == ("20481", "Ирина", "form")
    assert answers[1]["ticket"]["received"] == "2026-11-21T11:00:00+03:00"


BAD_LINES = {
    "not json": ("{", "строка — не JSON"),
    "not an object": ("[1]", "нужен объект JSON с полем text"),
    "no text": ('{"id": 7}', "нужен объект JSON с полем text"),
    "text of another type": ('{"id": 7, "text": 5}', "нужен объект JSON с полем text"),
    "empty text": ('{"id": 7, "text": " "}', "Обращение пустое"),
    "no moment": ('{"id": 7, "text": "код", "received": "вчера"}', "«вчера» — не время"),
    "far moment": ('{"id": 7, "text": "код", "received": "9999-12-31"}', "не тот год"),
    "first moment": ('{"text": "код", "received": "0001-01-01T00:00+14:00"}', "не тот год"),
    "too deep": ("[" * 100_000, "строка — не JSON"),
}


def test_bad_lines_have_an_error_in_their_place(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "tickets.jsonl"
    good = json.dumps({"id": "good", "text": TICKET})
    written = [good, *(line for line, _ in BAD_LINES.values()), good]
    file.write_text("\n".join(written), encoding="utf-8")
    code, out, _ = command("answer", "--jsonl", str(file))
    answers = lines_of(out)
    assert code == 1
    assert len(answers) == len(written)
    assert (answers[0]["id"], answers[-1]["id"]) == ("good", "good")
    for number, (answer, (line, said)) in enumerate(
        zip(answers[1:-1], BAD_LINES.values(), strict=True), start=2
    ):
        assert (answer["version"], answer["line"]) == (1, number)
        assert said in answer["error"]
        assert answer["id"] == (7 if '"id": 7' in line else None)


def test_half_a_letter_does_not_stop_the_batch(command: Command, tmp_path: Path) -> None:
    # A lone surrogate, as broken clients send emoji: it has no UTF-8.
    file = tmp_path / "tickets.jsonl"
    text = '{"id": 1, "text": "не приходит код \\ud83d"}\n{"id": 2, "text": "забыл пароль"}\n'
    file.write_text(text, encoding="utf-8")
    code, out, _ = command("answer", "--jsonl", str(file))
    assert code == 0
    assert [each["id"] for each in lines_of(out)] == [1, 2]


def test_lines_from_standard_input(command: Command) -> None:
    data = json.dumps({"id": "a", "text": TICKET}).encode()
    code, out, _ = command("answer", "--jsonl", "-", stdin=data)
    assert (code, [each["id"] for each in lines_of(out)]) == (0, ["a"])


# --- wrong usage ---


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "не хватает: КОМАНДА"),
        (["ответь"], "КОМАНДА: «ответь» нет среди:"),
        (["answer"], "нужно одно из: FILE --jsonl"),
        (["answer", "a", "--jsonl", "b"], "--jsonl: нельзя вместе с FILE"),
        (["answer", "a", "b"], "лишнее: b"),
        (["answer", "--received", "вчера", "a"], "--received: «вчера» — не время"),
        (["answer", "--received", "2026-11-20T17.30", "a"], "«2026-11-20T17.30» — не время"),
        (["answer", "--received"], "--received: нужно значение"),
        (["answer", "--json=да", "a"], "--json: лишнее значение «да»"),
        (["lint"], "не хватает: FILE"),
        (["deadline", "--level", "standard"], "не хватает: --received"),
        (
            ["deadline", "--received", RECEIVED, "--level", "срочно"],
            "--level: «срочно» нет среди: 'emergency', 'standard', 'consultation'",
        ),
        (["inspect", "--jsn"], "лишнее: --jsn"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str, command: Command) -> None:
    code, out, err = command(*arguments)
    assert (code, out) == (2, "")
    first = err.splitlines()[0]
    assert first.startswith("Команда набрана неверно: ")
    assert said in first
    assert "Вызов: python -m assistant" in err
    assert "usage" not in err


@pytest.mark.parametrize("name", ["answer", "lint", "deadline", "build", "inspect", "evaluate"])
def test_help_is_russian(name: str, command: Command) -> None:
    code, out, err = command(name, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Вызов: python -m assistant {name}")
    assert "показать эту справку" in out
    assert "usage" not in out
    assert "options" not in out


@pytest.mark.parametrize("arguments", [["answer"], ["lint"], ["answer", "--jsonl"], ["evaluate"]])
def test_missing_file_and_folder(arguments: list[str], command: Command, tmp_path: Path) -> None:
    missing = str(tmp_path / "нет.txt")
    assert command(*arguments, missing) == (2, "", f"Файла нет: {missing}\n")
    assert command(*arguments, str(tmp_path)) == (
        2,
        "",
        f"Это папка, а нужен файл: {tmp_path}\n",
    )


def test_bad_setting_is_wrong_usage(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_SITE_PORT", "восемь")
    code, _, err = command("deadline", "--received", RECEIVED, "--level", "standard")
    assert (code, err) == (2, "ASSISTANT_SITE_PORT: «восемь» — не целое число\n")


def test_stale_index_names_the_mending_command(
    command: Command, ticket: str, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (docs / LOGIN).unlink()
    monkeypatch.setenv("ASSISTANT_DOCS", str(docs))
    code, out, err = command("answer", ticket)
    assert (code, out) == (1, "")
    assert "Индекс устарел" in err
    assert "python build_index.py" in err


def test_missing_docs_folder(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ASSISTANT_DOCS", str(tmp_path / "нет"))
    code, _, err = command("inspect")
    assert code == 1
    assert err == f"{tmp_path / 'нет'}: папки с документами нет; укажите папку docs\n"


def test_interrupted(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("assistant.commands.tickets.load_figures", interrupt)
    code, _, err = command("deadline", "--received", RECEIVED, "--level", "standard")
    assert (code, err) == (130, "Прервано.\n")


# --- lint, deadline, inspect, build ---


def test_lint(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "ответ.txt"
    file.write_text("Здравствуйте!\n\n№ 1. Пришлите пароль.\n\nС уважением", encoding="utf-8")
    assert command("lint", str(file)) == (
        1,
        "3: ошибка: Пароль и код из SMS не спрашиваем никогда: только сброс по правилам\n",
        "",
    )
    code, out, _ = command("lint", "--json", str(file))
    assert code == 1
    assert json.loads(out) == [
        {
            "severity": "error",
            "code": "secret-request",
            "message": "Пароль и код из SMS не спрашиваем никогда: только сброс по правилам",
            "start": 20,
            "end": 35,
        }
    ]


def test_lint_warnings_are_no_errors(command: Command) -> None:
    code, out, _ = command("lint", "-", stdin="Здравствуйте! Проверим обращение № 1.".encode())
    assert (code, out) == (0, "1: внимание: Нет подписи\n")


def test_lint_of_a_good_reply_in_windows_1251(command: Command) -> None:
    data = "Здравствуйте! Проверим обращение № 1. С уважением".encode("cp1251")
    assert command("lint", "-", stdin=data) == (0, "Замечаний нет.\n", "")
    assert command("lint", "--json", "-", stdin=data) == (0, "[]\n", "")


def test_lint_of_a_megabyte(command: Command) -> None:
    code, out, _ = command("lint", "--json", "-", stdin=("пришлите [ID] " * 60_000).encode())
    assert code == 1
    assert sum(each["code"] == "empty-slot" for each in json.loads(out)) == 60_000


@pytest.mark.parametrize(
    ("level", "due"),
    [
        ("emergency", "23.11.2026 12:00"),
        ("standard", "25.11.2026 14:00"),
        ("consultation", "30.11.2026 11:00"),
    ],
)
def test_deadline(level: str, due: str, command: Command) -> None:
    code, out, err = command("deadline", "--received", RECEIVED, "--level", level)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == f"{due} МСК"
    assert " раб. ч: пт 20.11 17:00 → " in out.splitlines()[1]


def test_deadline_with_a_pause_and_both_ends_of_the_range(command: Command) -> None:
    asked = ("deadline", "--received", "2026-11-23 10:00", "--level", "standard")
    _, out, _ = command(*asked)
    assert "По верхней границе вилки: 30.11.2026 10:00 МСК" in out
    code, out, _ = command(*asked, "--pause", "2026-11-24 12:00", "2026-11-25 11:00")
    assert (code, out.splitlines()[0]) == (0, "26.11.2026 15:00 МСК")


def test_deadline_json(command: Command) -> None:
    arguments = ("deadline", "--json", "--received", "2026-12-30T13:30Z", "--level", "emergency")
    code, out, _ = command(*arguments)
    assert code == 0
    assert json.loads(out) == {
        "received": "2026-12-30T16:30:00+03:00",
        "start": "2026-12-30T16:30:00+03:00",
        "resolve_by": "2027-01-11T11:30:00+03:00",
        "trail": "4 раб. ч: ср 30.12 16:30 → пн 11.01 11:30, нерабочие 31.12–10.01",
        "warnings": [
            "календарь 2027 года не подтверждён: сверьте срок с производственным календарём"
        ],
    }


def test_deadline_warns(command: Command) -> None:
    arguments = ("deadline", "--received", "2026-12-30 16:30", "--level", "emergency")
    assert "\nВнимание: календарь 2027 года не подтверждён" in command(*arguments)[1]


COUNTS = (
    "steps faq examples cases requests checklist templates slots phrases_avoid phrases_use tables"
    " links dead_links"
).split()


def test_inspect(command: Command) -> None:
    code, out, err = command("inspect", "--json")
    described = json.loads(out)
    assert (code, err) == (0, "")
    assert len(described) == 7
    for each in described:
        assert set(each) >= {"path", "title", "metadata", *COUNTS}
        assert all(type(each[key]) is int for key in COUNTS)
    login = next(each for each in described if each["path"] == LOGIN)
    assert login["title"] == "Регистрация и вход"
    assert login["metadata"]["Версия"] == "1.0"
    assert {key: login[key] for key in COUNTS if login[key]} == {
        "requests": 2,
        "templates": 2,
        "slots": 8,
        "tables": 1,
    }


@pytest.mark.parametrize(
    "name", [LOGIN, f"{{docs}}/{LOGIN}", LOGIN.replace("й", "и\u0306")], ids=["name", "path", "NFD"]
)
def test_inspect_one_document(name: str, command: Command, small_docs: Path) -> None:
    code, out, _ = command("inspect", name.format(docs=small_docs))
    assert code == 0
    assert out.startswith(f"{LOGIN}: Регистрация и вход\n  ")
    assert "типичных запросов: 2" in out
    assert out.count("\n") == 2


def test_inspect_of_no_such_document(command: Command) -> None:
    code, out, err = command("inspect", "нет.md")
    assert (code, out, err) == (1, "", "нет.md: такого документа нет; проверьте имя файла\n")


@pytest.mark.parametrize("arguments", [["inspect"], ["inspect", "--json"]])
def test_inspect_tells_of_pages_that_do_not_read(
    arguments: list[str], command: Command, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DOCS", str(docs))
    text = "---\nrender_macros: true\n---\n# Т\n\n{{ нет. }}\n"
    (docs / "Сломана.md").write_text(text, encoding="utf-8")
    code, out, err = command(*arguments)
    assert code == 1
    assert LOGIN in out
    assert err.startswith("Сломана.md:")
    code, _, err = command(*arguments, LOGIN)
    assert (code, err) == (0, "")


def test_build_says_what_it_did(
    command: Command, docs: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DOCS", str(docs))
    monkeypatch.setenv("ASSISTANT_INDEX", str(index))
    assert command("build")[:2] == (0, "Индекс свежий: документы не менялись.\n")
    (docs / "Новая.md").write_text("# Новая\n\n## Кратко\n\nТекст.\n", encoding="utf-8")
    code, out, _ = command("build")
    assert code == 0
    assert out.startswith("Индекс построен: отрывков — ")
    assert out.endswith("кодировщик прежний, ранжирование прежнее.\n")
    phrases = "".join(f"- «совсем новая фраза номер {number}»\n" for number in range(100))
    page = docs / LOGIN
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("- «не приходит", f"{phrases}- «не приходит", 1), encoding="utf-8")
    for done in ("Индекс построен: ", "Индекс свежий: "):
        said = command("build")[1].splitlines()
        assert said[0].startswith(done)
        assert re.fullmatch(
            r"Кодировщик пора обучить заново: новых и изменённых отрывков — \d\d,\d % "
            r"\(предел 10 %\)\. Обучить: python build_index\.py --train",
            said[1],
        )


# --- as processes ---


def test_process_answers_in_utf8_and_leaves_with_its_code(
    small_docs: Path, small_index: Path
) -> None:
    places = {"ASSISTANT_DOCS": str(small_docs), "ASSISTANT_INDEX": str(small_index)}
    code, out, err = spawn(["answer", "--json", "-"], TICKET.encode(), **places)
    assert (code, err) == (0, "")
    assert json.loads(out)["ticket"]["message"] == TICKET
    assert spawn(["answer", "-"], b"", **places)[0] == 1


def test_process_with_a_narrow_terminal_and_a_reader_that_leaves(small_docs: Path) -> None:
    # A console of Windows that knows no emoji prints a question mark instead of a traceback.
    text = "Здравствуйте! Пришлите [🙂]. № 1. С уважением"
    arguments = [sys.executable, "-m", "assistant", "lint", "-"]
    environment = {**os.environ, "ASSISTANT_DOCS": str(small_docs), "PYTHONIOENCODING": "cp1251"}
    done = subprocess.run(
        arguments,
        input=text.encode(),
        capture_output=True,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode("cp1251") == "1: ошибка: Не заполнено: ?\n"
    environment["PYTHONIOENCODING"] = "utf-8"
    piped = f"{sys.executable} -m assistant inspect --json | head -c 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", piped],
        capture_output=True,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"[", b"")


def test_build_script_is_the_build_command() -> None:
    done = subprocess.run(
        [sys.executable, "build_index.py", "--нет"],
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("Команда набрана неверно: лишнее: --нет.")


def test_commands_import_nothing_heavy_to_answer(small_docs: Path, small_index: Path) -> None:
    script = (
        "import sys; from assistant.__main__ import main; main(['answer', '-']);"
        "heavy = {'torch', 'sentence_transformers', 'streamlit', 'mkdocs', 'sklearn'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=TICKET.encode(),
        capture_output=True,
        cwd=ROOT,
        env={
            **os.environ,
            "ASSISTANT_DOCS": str(small_docs),
            "ASSISTANT_INDEX": str(small_index),
        },
        check=True,
    )
    assert done.stderr == b"[]\n"


def test_unknown_complaint_is_passed_on() -> None:
    from assistant.commands.usage import in_russian

    assert in_russian("something new") == "Команда набрана неверно: something new."
    assert run(["--help"]) == 0
