"""``python -m assistant new``: what it asks, what it writes, and that a slip writes nothing."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from assistant.authoring import asking, skeleton
from assistant.authoring.naming import slug_of
from assistant.authoring.placing import place_request, place_template
from assistant.authoring.registering import register
from assistant.checks.pages import Pages
from assistant.checks.unfilled import HINTS
from assistant.commands import authoring
from assistant.commands.parser import run
from assistant.errors import AssistantError, PageError
from assistant.knowledge.base import Knowledge
from tests.test_checks_pages import FIXTURES, findings_of

LOGIN = "База запросов/Вход.md"
INTAKE = "Регламенты/Приём.md"
PHRASES = [
    "ключ не открывает дверь",
    "дверь ключом не открыть",
    "ключ потерял",
    "ключ сломан",
    "нет ключа",
]
Files = dict[str, bytes]
Type = Callable[..., int]


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(FIXTURES / "base", tmp_path / "docs"))
    monkeypatch.setenv("ASSISTANT_DOCS", str(folder))
    return folder


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Type:
    """Run ``new`` with lines typed at it."""

    def call(what: str, *lines: str) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return run(["new", what])

    return call


def files_of(docs: Path) -> Files:
    return {
        file.relative_to(docs).as_posix(): file.read_bytes()
        for file in docs.rglob("*")
        if file.is_file()
    }


def pages_of(docs: Path) -> Pages:
    return Pages.from_knowledge(Knowledge.from_folder(docs), docs)


def changed(docs: Path, before: Files) -> set[str]:
    after = files_of(docs)
    return {path for path in after.keys() | before.keys() if after.get(path) != before.get(path)}


REQUEST = ("1", "Ключ не открывает дверь", "", "1", *PHRASES, "")


def test_request_is_written_after_the_last_one(
    docs: Path, answer: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(docs)
    assert answer("request", *REQUEST) == 0
    assert changed(docs, before) == {LOGIN}
    text = (docs / LOGIN).read_text(encoding="utf-8")
    assert text.startswith(before[LOGIN].decode())
    line = (
        text.split("\n").index("### 3. Ключ не открывает дверь { #kliuch-ne-otkryvaet-dver }") + 1
    )
    assert f"Запрос добавлен: {LOGIN}:{line}\n" in capsys.readouterr().out
    request = Knowledge.from_folder(docs).requests[f"{LOGIN}#kliuch-ne-otkryvaet-dver"]
    assert request.number == 3
    assert list(request.phrases) == PHRASES
    assert request.required == ("object",)
    assert request.priority == "стандартный."
    assert request.reply is not None
    assert request.reply.body.endswith(
        "[Имя специалиста]\nСлужба технической поддержки PASS24.online"
    )


def test_check_says_of_a_new_request_only_what_is_unfilled(docs: Path, answer: Type) -> None:
    assert answer("request", *REQUEST) == 0
    found = findings_of(docs)
    assert {(each.code, each.severity) for each in found} == {("unfilled", "warning")}
    assert len(found) == 4


def test_request_among_others_is_parted_as_they_are(docs: Path) -> None:
    file = docs / LOGIN
    tail = "\n---\n\n## История изменений\n\n| Версия | Дата |\n|---|---|\n| 1.0 | 2026-11-01 |\n"
    file.write_text(file.read_text(encoding="utf-8") + tail, encoding="utf-8")
    text = skeleton.request_text(3, "Ключ", "key", PHRASES, "стандартный", "Отдел")
    placed = place_request(pages_of(docs), LOGIN, "key", len(PHRASES), text)
    whole = placed.data.decode()
    assert f"\n**Приоритет:** консультация.\n\n---\n\n{text}{tail}" in whole
    assert whole.split("\n")[placed.line - 1] == "### 3. Ключ { #key }"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251"])
def test_page_of_the_department_keeps_its_encoding(
    docs: Path, answer: Type, encoding: str, newline: str
) -> None:
    page = (FIXTURES / "requests.md").read_text(encoding="utf-8").rstrip("\n")
    data = page.replace("\n", newline).encode(encoding)
    (docs / "База запросов" / "Как есть.md").write_bytes(data)
    assert answer("request", "2", "Ключ", "key", "2", "нет ключа", "") == 0
    after = (docs / "База запросов" / "Как есть.md").read_bytes()
    assert after.startswith(data)
    added = after[len(data) :].decode(encoding.removesuffix("-sig"))
    assert added.startswith(f"{newline}{newline}### 9. Ключ {{ #key }}{newline}")
    assert added.count("\n") == added.count(newline)
    # Such a page expands no macros, so the signature is written out.
    assert "{{" not in added
    assert "Служба технической поддержки PASS24.online" in added


def test_letter_the_page_cannot_hold(
    docs: Path, answer: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (FIXTURES / "requests.md").read_text(encoding="utf-8")
    (docs / "База запросов" / "Как есть.md").write_bytes(text.encode("cp1251"))
    before = files_of(docs)
    assert answer("request", "2", "Ключ", "key", "1", "где ключ 🔑", "") == 1
    assert files_of(docs) == before
    assert "в кодировке Windows-1251, а в ней нет знака «🔑»" in capsys.readouterr().err


def test_page_with_a_loop_gets_the_request_in_the_right_place(docs: Path) -> None:
    file = docs / LOGIN
    loop = "{% for n in [1, 2, 3, 4, 5, 6] -%}\n- пункт {{ n }}\n{% endfor %}\n"
    text = file.read_text(encoding="utf-8").replace("## Типичные", f"{loop}\n## Типичные")
    file.write_text(f"{text}\n## История изменений\n\nНет.\n", encoding="utf-8")
    new = skeleton.request_text(3, "Ключ", "key", PHRASES, "стандартный", "Отдел")
    placed = place_request(pages_of(docs), LOGIN, "key", len(PHRASES), new)
    assert placed.data.decode().endswith(f"\n{new}\n## История изменений\n\nНет.\n")


def test_quotes_marks_and_doubles_of_phrases(docs: Path, answer: Type) -> None:
    lines = ("«нет ключа»", "- нет ключа", "«Код» не приходит", "")
    assert answer("request", "1", "Ключ", "key", "1", *lines) == 0
    request = Knowledge.from_folder(docs).requests[f"{LOGIN}#key"]
    assert request.phrases == ("нет ключа", "«Код» не приходит")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((), "Ввод закончился раньше вопросов. Ничего не записано."),
        (("1",), "Ввод закончился раньше вопросов."),
        (("1", "Ключ", "key", "1"), "Ввод закончился раньше вопросов."),
        (("1", "Ключ", "key", "1", "нет ключа"), "Ввод закончился раньше вопросов."),
        (("7",), "«7» — не номер из списка. Ничего не записано."),
        (("0",), "«0» — не номер из списка."),
        (("²",), "«²» — не номер из списка."),
        (("Нет такой.md",), "«Нет такой.md» — не номер из списка."),
        (("1", ""), "Нужен ответ. Ничего не записано."),
        (("1", "!!!"), "В названии нет ни одной буквы."),
        (("1", "Забыт  ПАРОЛЬ"), "«Забыт  ПАРОЛЬ» уже есть."),
        (("1", "Ключ {{ x }}"), "Фигурных скобок быть не может"),
        (("1", "Ключ\x1b[2J"), "В ответе есть непечатаемые знаки."),
        (("1", "к" * 401), "Ответ длиннее 400 знаков."),
        (("1", "Ключ", "ключ"), "Якорь «ключ» не из строчных латинских букв, цифр и дефисов."),
        (("1", "Ключ", "Key"), "Якорь «Key» не из строчных латинских букв"),
        (("1", "Ключ", "key-"), "Якорь «key-» не из строчных латинских букв"),
        (("1", "Ключ", "sms-code"), "Якорь «sms-code» уже занят."),
        (("1", "Ключ", "key", "3"), "«3» — не номер из списка."),
        (("1", "Ключ", "key", "1", ""), "Нужна хотя бы одна строка."),
        (("1", "Ключ", "key", "1", "нет {ключа}"), "Фигурных скобок быть не может"),
    ],
)
def test_end_of_input_or_a_wrong_answer_leaves_everything(
    docs: Path, answer: Type, capsys: pytest.CaptureFixture[str], lines: tuple[str, ...], told: str
) -> None:
    before = files_of(docs)
    assert answer("request", *lines) == 1
    assert told in capsys.readouterr().err
    assert files_of(docs) == before


def test_at_a_terminal_a_wrong_answer_is_asked_again(
    docs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    lines = ("9", "1", "", "Ключ", "sms-code", "key", "1", "", "нет {ключа}", "нет ключа", "")
    monkeypatch.setattr("sys.stdin", Terminal("".join(f"{line}\n" for line in lines)))
    assert run(["new", "request"]) == 0
    told = capsys.readouterr().out
    for complaint in (
        "«9» — не номер из списка.",
        "Нужен ответ.",
        "Якорь «sms-code» уже занят.",
        "Нужна хотя бы одна строка.",
        "Фигурных скобок быть не может",
    ):
        assert complaint in told
    assert Knowledge.from_folder(docs).requests[f"{LOGIN}#key"].phrases == ("нет ключа",)


def test_nothing_to_choose_from(
    docs: Path, answer: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    (docs / LOGIN).unlink()
    assert answer("request", "1") == 1
    assert "Выбирать не из чего. Ничего не записано." in capsys.readouterr().err


# Regulations.

REGULATION = ("Работа с отпусками", "Описывает, кто кого замещает.", "")


def test_regulation_is_a_page_with_an_address(
    docs: Path, answer: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(docs)
    assert answer("regulation", *REGULATION) == 0
    path = "Регламенты/Работа с отпусками.md"
    assert changed(docs, before) == {path, "_data/addresses.yml"}
    assert (docs / "_data" / "addresses.yml").read_text(encoding="utf-8") == (
        "pages:\n"
        "  index.md: index\n"
        "  Регламенты/Приём.md: regulations/intake\n"
        "  Регламенты/Работа с отпусками.md: regulations/rabota-s-otpuskami\n"
        "  База запросов/Вход.md: requests/login\n"
        "redirects: {}\n"
    )
    document = Knowledge.from_folder(docs).documents[path]
    assert document.title == "Работа с отпусками"
    assert document.metadata.state == "Черновик"
    assert (len(document.steps), len(document.templates), len(document.checklist)) == (1, 1, 1)
    assert "Адрес на сайте: regulations/rabota-s-otpuskami.html" in capsys.readouterr().out


def test_check_says_of_a_new_regulation_only_what_is_unfilled(
    docs: Path, answer: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Day(date):
        @classmethod
        def today(cls) -> date:
            return date(2026, 11, 20)

    monkeypatch.setattr(authoring, "date", Day)
    assert answer("regulation", *REGULATION) == 0
    assert {(each.code, each.severity) for each in findings_of(docs)} == {("unfilled", "warning")}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("Приём  Обращений",), "«Приём  Обращений» уже есть."),
        (("приём",), "«приём» уже есть."),
        (("А/Б",), "В названии не может быть знаков"),
        (("Что делать?",), "В названии не может быть знаков"),
        (("..",), "В названии нет ни одной буквы."),
        ((".скрытый",), "«.скрытый» не годится для имени файла."),
        (("Отпуска.",), "«Отпуска.» не годится для имени файла."),
        (("COM1",), "«COM1» не годится для имени файла."),
        (("О" * 111,), "Название длиннее 110 знаков."),
        (("Отпуска", "Зачем", "regulations/intake"), "Адрес «regulations/intake» уже занят."),
        (("Отпуска", "Зачем", "../x"), "Адрес «../x» не из строчных латинских букв"),
        (("Отпуска", "Зачем", "/x"), "Адрес «/x» не из строчных латинских букв"),
        (("Отпуска", "Зачем"), "Ввод закончился раньше вопросов."),
    ],
)
def test_regulation_of_a_wrong_answer_is_not_written(
    docs: Path, answer: Type, capsys: pytest.CaptureFixture[str], lines: tuple[str, ...], told: str
) -> None:
    before = files_of(docs)
    assert answer("regulation", *lines) == 1
    assert told in capsys.readouterr().err
    assert files_of(docs) == before


def test_regulation_goes_when_its_address_cannot_be_written(
    docs: Path, answer: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(docs)
    save = authoring.save

    def fail_on_the_list(file: Path, data: bytes) -> None:
        if file.name == "addresses.yml":
            raise AssistantError("диск кончился")
        save(file, data)

    monkeypatch.setattr(authoring, "save", fail_on_the_list)
    assert answer("regulation", *REGULATION) == 1
    assert files_of(docs) == before


def test_documents_without_a_list_of_addresses_need_none(docs: Path, answer: Type) -> None:
    (docs / "_data" / "addresses.yml").unlink()
    assert answer("regulation", *REGULATION) == 0
    assert (docs / "Регламенты" / "Работа с отпусками.md").is_file()


@pytest.mark.parametrize("name", ["Приём: гости", "C# и «ёлки»", "- тире", "'кавычки'", "да"])
def test_any_name_is_listed_so_that_it_reads(docs: Path, name: str) -> None:
    path = f"Регламенты/{name}.md"
    placed = register(pages_of(docs), path, "regulations/x")
    assert placed is not None
    assert yaml.safe_load(placed.data)["pages"][path] == "regulations/x"


def test_list_keeps_its_comments_and_newlines(docs: Path) -> None:
    file = docs / "_data" / "addresses.yml"
    data = "# Адреса\r\npages:\r\n  'Регламенты/Приём.md': a  # важно\r\n# конец\r\n".encode()
    file.write_bytes(data)
    placed = register(pages_of(docs), "Регламенты/Б.md", "b")
    assert placed is not None
    assert placed.data.decode() == (
        "# Адреса\r\npages:\r\n  'Регламенты/Приём.md': a  # важно\r\n"
        "  Регламенты/Б.md: b\r\n# конец\r\n"
    )


def test_list_written_in_another_way_is_left(docs: Path) -> None:
    file = docs / "_data" / "addresses.yml"
    file.write_text("pages: {Регламенты/Приём.md: a}\n", encoding="utf-8")
    with pytest.raises(PageError, match="допишите адрес сами"):
        register(pages_of(docs), "Регламенты/Б.md", "b")


# Templates.


def test_template_is_written_after_the_last_one(
    docs: Path, answer: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(docs)
    assert answer("template", "1", "Перенос срока", "срок сдвигается") == 0
    assert changed(docs, before) == {INTAKE}
    text = (docs / INTAKE).read_text(encoding="utf-8")
    assert (
        "- «Это не наша проблема»\n\n### Перенос срока\n\n**Когда использовать:** срок сдвигается\n"
        in text
    )
    assert text.endswith(
        "{{ contacts.department }}\n```\n\n## Контрольный чек-лист\n\n- [ ] Номер присвоен\n"
    )
    line = text.split("\n").index("### Перенос срока") + 1
    assert f"Шаблон добавлен: {INTAKE}:{line}\n" in capsys.readouterr().out
    assert {(each.code, each.severity) for each in findings_of(docs)} == {("unfilled", "warning")}


def test_template_on_a_page_that_is_called_templates(docs: Path) -> None:
    text = (
        "# Шаблоны ответов\n\n## Скрипты и шаблоны\n\n### Спасибо\n\n**Текст ответа:**\n\n```\nПока\n```\n\n"
        "### Что не говорить клиенту\n\n- «Нет»\n\n## Обратная связь\n\nПишите.\n"
    )
    (docs / "Шаблоны.md").write_text(text, encoding="utf-8")
    new = skeleton.template_text("Ждём", "ждём", "Отдел")
    placed = place_template(pages_of(docs), "Шаблоны.md", "Ждём", new)
    whole = placed.data.decode()
    assert re.findall(r"^##+ .+$", whole, re.MULTILINE) == [
        "## Скрипты и шаблоны",
        "### Спасибо",
        "### Ждём",
        "### Что не говорить клиенту",
        "## Обратная связь",
    ]
    assert whole.split("\n")[placed.line - 1] == "### Ждём"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("1", "Уведомление о РЕГИСТРАЦИИ"), "уже есть"),
        (("1", "Перенос"), "Ввод закончился раньше вопросов."),
        (("1", "Перенос *срока*", "когда"), "на этой странице новое не будет понято"),
    ],
)
def test_template_of_a_wrong_answer_is_not_written(
    docs: Path, answer: Type, capsys: pytest.CaptureFixture[str], lines: tuple[str, ...], told: str
) -> None:
    before = files_of(docs)
    assert answer("template", *lines) == 1
    assert told in capsys.readouterr().err
    assert files_of(docs) == before


def test_page_that_is_not_there_or_has_no_place(docs: Path) -> None:
    pages = pages_of(docs)
    with pytest.raises(PageError, match="такой страницы нет"):
        place_template(pages, "Нет.md", "А", "### А\n")
    with pytest.raises(PageError, match="нет раздела «Скрипты и шаблоны»"):
        place_template(pages, "index.md", "А", "### А\n")
    with pytest.raises(PageError, match="на странице нет типичных запросов"):
        place_request(pages, "index.md", "a", 1, "### 1. А\n")


# Skeletons.


def test_every_hint_of_a_skeleton_is_known_to_the_checks() -> None:
    texts = (
        skeleton.request_text(1, "А", "a", ["б"], "стандартный", "Отдел"),
        skeleton.regulation_text("А", "Б.", date(2026, 11, 20)),
        skeleton.template_text("А", "б", "Отдел"),
    )
    lines = [line for text in texts for line in text.split("\n") if "впишите" in line.lower()]
    assert [line for line in lines if not any(hint in line for hint in HINTS)] == []
    assert [hint for hint in HINTS if not any(hint in line for line in lines)] == []


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2026, 12, 31)])
def test_review_of_a_new_regulation_is_in_half_a_year(day: date) -> None:
    text = skeleton.regulation_text("А", "Б.", day)
    review = re.search(r"\*\*Дата пересмотра\*\* \| (\S+) \|", text)
    assert review is not None
    assert (date.fromisoformat(review[1]) - day).days == 182


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Ключ", "kliuch"),
        (
            "Не приходит SMS-код при регистрации в приложении",
            "ne-prikhodit-sms-kod-pri-registratsii-v",
        ),
        ("А" * 50, "a" * 40),
    ],
)
def test_slug_is_cut_at_a_word(title: str, slug: str) -> None:
    assert slug_of(title) == slug
    assert len(slug) <= 40


def test_default_is_taken_for_an_empty_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert asking.ask("Якорь", "key") == "key"
