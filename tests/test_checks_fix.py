"""``--fix``: what is mended, and that not a byte beside it changes."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest

from assistant.authoring import saving
from assistant.authoring.mending import mend
from assistant.authoring.page_file import PageFile
from assistant.authoring.saving import save
from assistant.checks.finding import WARNING, Edit, Finding
from assistant.errors import AssistantError
from tests.test_checks_pages import FIXTURES, findings_of

PAGE = "Отдел.md"
# Three slips on three lines, one of them twice; the head has a table as the department writes it.
TEXT = """# Отдел

## Метаданные документа

| Параметр | Значение |
|---|---|
| **Версия** | 1.0 |
| **Дата последнего обновления** | 10.11.2026 |
| **Ответственный за актуальность** | Отдел |
| **Статус** | актуальн |

Смотрите [приём](Приём.md) и [вход](<Вход.md#sms-code>), «ёлки»…

## Скрипты и шаблоны

### Ответ

**Текст ответа:**

```text
Здравствуйте, [Имя клента]! [Имя клента], здравствуйте!

С уважением,
[Имя специалиста]
```
"""
MENDED = (
    TEXT.replace("10.11.2026", "2026-11-10")
    .replace("актуальн ", "Актуально ")
    .replace("(Приём.md)", "(Регламенты/Приём.md)")
    .replace("<Вход.md#", "<База запросов/Вход.md#")
    .replace("[Имя клента]", "[Имя клиента]")
)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURES / "base", tmp_path / "docs"))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("ending", ["", "\n"], ids=["no newline at the end", "newline at the end"])
def test_encoding_and_newlines_of_the_file_stay(
    docs: Path, encoding: str, newline: str, ending: str
) -> None:
    def data(text: str) -> bytes:
        return (text.rstrip("\n") + ending).replace("\n", newline).encode(encoding)

    (docs / PAGE).write_bytes(data(TEXT))
    mended = mend(findings_of(docs), docs)
    assert (docs / PAGE).read_bytes() == data(MENDED)
    assert sorted(each.code for each in mended) == [
        "date", "dead-link", "dead-link", "slot", "slot", "state"
    ]  # fmt: skip
    assert [each for each in findings_of(docs) if each.edit] == []


def test_mixed_newlines_trailing_spaces_and_odd_bytes_stay(docs: Path) -> None:
    # 0x98 is no character of Windows-1251; it must come out as it went in.
    start = "# Отдел  \r\n\r\nДо ".encode("cp1251") + b"\x98"
    line = " [приём](Приём.md)\t \n"
    (docs / PAGE).write_bytes(start + line.encode("cp1251") + b"\r\x98\r\n")
    mend(findings_of(docs), docs)
    expected = start + " [приём](Регламенты/Приём.md)\t \n".encode("cp1251") + b"\r\x98\r\n"
    assert (docs / PAGE).read_bytes() == expected


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf_16_is_written_back_as_utf_8_with_a_mark(encoding: str, docs: Path) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    (docs / PAGE).write_bytes((mark + TEXT.replace("\n", "\r\n")).encode(encoding))
    mend(findings_of(docs), docs)
    assert (docs / PAGE).read_bytes() == MENDED.replace("\n", "\r\n").encode("utf-8-sig")


def test_what_the_encoding_has_no_letter_for_is_left_and_still_told(docs: Path) -> None:
    # ѣ is not in Windows-1251, so the path cannot be written into such a page.
    (docs / "ѣ").mkdir()
    (docs / "ѣ" / "Цены.md").write_text("# Цены\n", encoding="utf-8")
    data = "# Отдел\n\n[цены](Цены.md)\n".encode("cp1251")
    (docs / PAGE).write_bytes(data)
    found = findings_of(docs)
    assert [each.remedy for each in found] == ["верный путь: ѣ/Цены.md"]
    assert mend(found, docs) == ()
    assert (docs / PAGE).read_bytes() == data


def test_only_the_link_in_question_changes(docs: Path) -> None:
    line = "`[а](Вход.md)` ![а](Вход.md) [а](Вход.md) [а](База запросов/Вход.md#Password) Вход.md"
    (docs / PAGE).write_text(f"# Отдел\n\n{line}\n", encoding="utf-8")
    mend(findings_of(docs), docs)
    assert (docs / PAGE).read_text(encoding="utf-8") == (
        "# Отдел\n\n`[а](Вход.md)` ![а](Вход.md) [а](База запросов/Вход.md) "
        "[а](База запросов/Вход.md#password) Вход.md\n"
    )


def test_anchors_that_begin_alike_are_told_apart(docs: Path) -> None:
    (docs / PAGE).write_text(
        "# Отдел\n\n## Шаг 1\n\n## Шаг 12\n\n[а](#Шаг-1) [б](#Шаг-12) [в](#шаг-1)\n", "utf-8"
    )
    mend(findings_of(docs), docs)
    assert "[а](#шаг-1) [б](#шаг-12) [в](#шаг-1)" in (docs / PAGE).read_text(encoding="utf-8")


def test_mending_twice_changes_nothing_more(docs: Path) -> None:
    (docs / PAGE).write_text(TEXT, encoding="utf-8")
    mend(findings_of(docs), docs)
    once = {file: file.read_bytes() for file in docs.rglob("*.*") if file.is_file()}
    assert mend(findings_of(docs), docs) == ()
    assert {file: file.read_bytes() for file in docs.rglob("*.*") if file.is_file()} == once


def test_a_path_by_percents_is_mended_as_typed(docs: Path) -> None:
    (docs / PAGE).write_text("# Отдел\n\n[вход](./%D0%92%D1%85%D0%BE%D0%B4.md)\n", "utf-8")
    mend(findings_of(docs), docs)
    assert (docs / PAGE).read_text(encoding="utf-8") == (
        "# Отдел\n\n[вход](База запросов/Вход.md)\n"
    )


def test_names_in_decomposed_letters_from_the_inside_out(docs: Path) -> None:
    folder = docs / unicodedata.normalize("NFD", "Новый край")
    folder.mkdir()
    (folder / unicodedata.normalize("NFD", "Йод.md")).write_text("# Йод\n", encoding="utf-8")
    assert len(mend(findings_of(docs), docs)) == 2
    assert (docs / "Новый край" / "Йод.md").read_text(encoding="utf-8") == "# Йод\n"
    assert sorted(each.name for each in docs.iterdir() if each.name.startswith("Н")) == [
        "Новый край"
    ]


def test_a_name_that_is_taken_meanwhile_is_left(docs: Path) -> None:
    old = unicodedata.normalize("NFD", "Йод.md")
    (docs / old).write_text("# старый\n", encoding="utf-8")
    found = findings_of(docs)
    (docs / "Йод.md").write_text("# новый\n", encoding="utf-8")
    assert mend(found, docs) == ()
    assert (docs / old).read_text(encoding="utf-8") == "# старый\n"
    assert (docs / "Йод.md").read_text(encoding="utf-8") == "# новый\n"


def test_a_page_that_changed_meanwhile_is_left(docs: Path) -> None:
    (docs / PAGE).write_text("# Отдел\n\n[вход](Вход.md)\n", encoding="utf-8")
    found = findings_of(docs)
    (docs / PAGE).write_text("# Отдел\n\nтут [вход](Вход.md)\n", encoding="utf-8")
    assert mend(found, docs) == ()
    assert (docs / PAGE).read_text(encoding="utf-8") == "# Отдел\n\nтут [вход](Вход.md)\n"


def test_an_edit_past_the_end_does_not_fit() -> None:
    page = PageFile.from_bytes(b"a\n")
    assert page.edited([Edit("a", 2, 0, "a", "b")]) == (page, ())


def test_permissions_stay_and_nothing_is_left_beside(docs: Path) -> None:
    file = docs / PAGE
    file.write_text("# Отдел\n\n[вход](Вход.md)\n", encoding="utf-8")
    file.chmod(0o640)
    mend(findings_of(docs), docs)
    assert file.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in docs.iterdir() if each.name.startswith(".")] == []


def test_a_failed_write_leaves_the_old_file_whole(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = docs / PAGE
    file.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving.os, "fsync", full)
    with pytest.raises(AssistantError, match=r"файл не записан .*, прежний цел"):
        save(file, b"new")
    assert file.read_bytes() == b"old"
    assert [each.name for each in docs.iterdir() if each.name.startswith(".")] == []


def test_findings_without_an_edit_are_no_business_of_it(docs: Path) -> None:
    finding = Finding("overdue", WARNING, "index.md", 1, "а", "б")
    assert mend([finding], docs) == ()
