"""What a change does to the answers, and the report of it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.authoring.impact_report import as_markdown, as_text
from assistant.authoring.revision import export_docs
from assistant.commands import checking
from assistant.commands.parser import run
from assistant.errors import AssistantError
from assistant.evaluation import Labelled
from assistant.impact import BETTER, WORSE, Change, Impact, Move, measure
from assistant.settings import Settings

LOGIN = "База типичных запросов/Регистрация и вход.md"
EXPECTED = {
    "entries": ["sms-registration"],
    "scope": "in",
    "sla": "standard",
    "kind": "problem",
    "repeat": False,
    "previous_id": None,
    "urgent": False,
    "facts_present": {},
    "facts_missing": [],
}
SMS = Labelled("T-1", "не приходит смс с кодом при регистрации", EXPECTED)
LOCKED = Labelled(
    "T-2", "не могу войти, пишет неверный пароль", {**EXPECTED, "entries": ["login-failed"]}
)


@pytest.fixture
def settings(docs: Path, index: Path) -> Settings:
    return Settings(docs=docs, index=index)


@pytest.fixture
def before(small_docs: Path) -> Path:
    return small_docs


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def changes(impact: Impact) -> dict[str, list[Change]]:
    return {move.ticket: list(move.changes) for move in impact.moves}


def test_the_same_documents_move_nothing(settings: Settings, before: Path) -> None:
    assert measure([SMS, LOCKED], before, settings) == Impact(2, ())


def test_a_reply_moves_the_drafts_it_is_in(settings: Settings, before: Path) -> None:
    old, new = "Запросите код через пять минут.", "Запросите код через десять минут."
    edit(settings.docs / LOGIN, old, new)
    found = changes(measure([SMS, LOCKED], before, settings))
    assert list(found) == ["T-1"]
    (change,) = found["T-1"]
    assert change.what == "черновик"
    assert (change.before.replace(old, new), change.verdict) == (change.after, "")


def test_a_figure_moves_the_deadlines(settings: Settings, before: Path) -> None:
    edit(settings.docs / "_data" / "sla.yml", "resolve_hours: 24", "resolve_hours: 9")
    found = changes(measure([SMS], before, settings))
    # From Friday 10:00: 24 working hours end on Wednesday 10:00 + 6, 9 on Monday 10:00.
    assert found == {"T-1": [Change("срок", "24.11.2026 16:00", "23.11.2026 10:00", "")]}


def test_a_record_that_is_lost_is_worse_and_its_return_is_better(
    settings: Settings, before: Path, tmp_path: Path
) -> None:
    without = tmp_path / "without"
    shutil.copytree(settings.docs, without)
    text = (without / LOGIN).read_text(encoding="utf-8")
    start, end = text.index("### 1."), text.index("### 2.")
    (without / LOGIN).write_text(text[:start] + text[end:], encoding="utf-8")
    lost = changes(measure([SMS], before, replace(settings, docs=without)))["T-1"][0]
    assert (lost.what, lost.before, lost.verdict) == (
        "запись",
        "Не приходит SMS-код при регистрации",
        WORSE,
    )
    found = changes(measure([SMS], without, settings))["T-1"][0]
    assert (found.after, found.verdict) == ("Не приходит SMS-код при регистрации", BETTER)


def test_the_index_of_the_editor_stays_as_it_is(settings: Settings, before: Path) -> None:
    edit(settings.docs / LOGIN, "Запросите", "Закажите")
    files = {file: file.read_bytes() for file in settings.index.rglob("*") if file.is_file()}
    measure([SMS], before, settings)
    assert {
        each: each.read_bytes() for each in settings.index.rglob("*") if each.is_file()
    } == files


def test_broken_documents_of_before_are_told_apart(settings: Settings, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(settings.docs, broken)
    (broken / "_data" / "sla.yml").write_text("a: [\n", encoding="utf-8")
    with pytest.raises(AssistantError, match=r"Прежние документы не читаются. _data/sla\.yml:2"):
        measure([SMS], broken, settings)


# The report.

DRAFT = Change(
    "черновик",
    "Здравствуйте!\n\nЖдите | час.\n\nПока",
    "Здравствуйте!\n\nЖдите `день`.\n\nПока",
    "",
)
MOVES = Impact(
    300,
    (
        Move("G-1", "не *входит*", (Change("запись", "А", "Б | В", WORSE), DRAFT)),
        Move("G-2", "т" * 100, (DRAFT,)),
    ),
)


def test_report_for_a_person() -> None:
    assert as_text(MOVES).split("\n") == [
        "Изменились ответы: 2 из 300.",
        "Что: запись — 1 (хуже 1), черновик — 2.",
        "",
        "G-1  «не *входит*»",
        "  запись: А → Б | В — хуже",
        "  черновик:",
        "    - Ждите | час.",
        "    + Ждите `день`.",
        "",
        f"G-2  «{'т' * 90}…»",
        "  черновик: изменился так же, как у G-1",
    ]


def test_report_for_a_merge_request() -> None:
    assert as_markdown(MOVES).split("\n") == [
        "### Изменились ответы: 2 из 300",
        "",
        "Запись — 1 (хуже 1), черновик — 2.",
        "",
        "| Обращение | Что | Было | Стало | |",
        "|---|---|---|---|---|",
        r"| G-1 | запись | А | Б \| В | хуже |",
        "",
        "<details>",
        "<summary>Черновик: G-1, G-2</summary>",
        "",
        "```diff",
        "- Ждите | час.",
        "+ Ждите `день`.",
        "```",
        "",
        "</details>",
        "",
    ]


def test_reports_of_nothing() -> None:
    assert as_text(Impact(300, ())) == "Ответы не изменились (обращений: 300)."
    assert as_markdown(Impact(300, ())) == "Ответы ассистента не изменились (обращений: 300).\n"


def test_a_fence_in_a_draft_does_not_end_the_one_around_it() -> None:
    draft = Change("черновик", "а", "```\nб", "")
    text = as_markdown(Impact(1, (Move("G-1", "т", (draft,)),)))
    assert "````diff\n- а\n+ ```\n+ б\n````" in text


# Documents of a revision.

Git = Callable[..., None]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    person = ["-c", "user.name=a", "-c", "user.email=a@example.com"]

    def call(folder: Path, *arguments: str) -> None:
        subprocess.run(["git", *person, *arguments], cwd=folder, check=True, capture_output=True)

    return call


@pytest.mark.parametrize("place", ["docs", "проект/моя база", "."])
def test_documents_are_those_of_the_revision(tmp_path: Path, git: Git, place: str) -> None:
    top = tmp_path / "top"
    docs = top / place
    docs.mkdir(parents=True)
    git(top, "init", "-q")
    (docs / "Приём гостей.md").write_text("# Было\n", encoding="utf-8")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "а")
    git(top, "tag", "раз")
    (docs / "Приём гостей.md").write_text("# Стало\n", encoding="utf-8")
    git(top, "commit", "-qam", "б")
    for revision, text in (("HEAD", "# Стало\n"), ("раз", "# Было\n")):
        (tmp_path / revision).mkdir()
        exported = export_docs(revision, docs, tmp_path / revision)
        assert (exported / "Приём гостей.md").read_text(encoding="utf-8") == text


def test_outside_git(tmp_path: Path, git: Git) -> None:
    (tmp_path / "docs").mkdir()
    with pytest.raises(AssistantError, match=r"docs не под управлением git: прежних документов"):
        export_docs("HEAD", tmp_path / "docs", tmp_path)


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AssistantError, match="Команды git нет"):
        export_docs("HEAD", tmp_path / "docs", tmp_path)


def test_before_the_first_commit(tmp_path: Path, git: Git) -> None:
    (tmp_path / "docs").mkdir()
    git(tmp_path, "init", "-q")
    with pytest.raises(AssistantError, match="В git ещё нет ни одной версии"):
        export_docs("HEAD", tmp_path / "docs", tmp_path)


@pytest.mark.parametrize("revision", ["нет-такой", "--output=x", "", "HEAD:docs"])
def test_a_revision_there_is_not(tmp_path: Path, git: Git, revision: str) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "а.md").write_text("а", encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "а")
    with pytest.raises(AssistantError, match=f"Версии «{revision}» в git нет"):
        export_docs(revision, docs, tmp_path / "out")
    assert not (tmp_path / "x").exists()


def test_a_revision_without_the_folder(tmp_path: Path, git: Git) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-qm", "а", "--allow-empty")
    (tmp_path / "docs").mkdir()
    with pytest.raises(AssistantError, match="В версии «HEAD» нет папки docs"):
        export_docs("HEAD", tmp_path / "docs", tmp_path / "out")


# The command.


@pytest.fixture
def project(
    tmp_path: Path, docs: Path, index: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> Path:
    golden = tmp_path / "golden"
    golden.mkdir()
    lines = [
        {"id": each.id, "text": each.text, "expected": each.expected} for each in (SMS, LOCKED)
    ]
    (golden / "a.jsonl").write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
    )
    monkeypatch.setattr(checking, "_GOLDEN", golden)
    monkeypatch.setenv("ASSISTANT_DOCS", str(docs))
    monkeypatch.setenv("ASSISTANT_INDEX", str(index))
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "docs")
    git(tmp_path, "commit", "-qm", "а")
    return docs


def test_command(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project / LOGIN, "Запросите код через пять минут.", "Запросите код завтра.")
    assert run(["check", "--impact"]) == 0
    told = capsys.readouterr()
    assert told.out.split("\n")[:2] == ["Изменились ответы: 1 из 2.", "Что: черновик — 1."]
    assert told.err.startswith("Заняло ")
    assert run(["check", "--impact", "--markdown"]) == 0
    assert capsys.readouterr().out.startswith("### Изменились ответы: 1 из 2\n")
    assert run(["check", "--impact", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(each["ticket"], each["changes"][0]["what"]) for each in found["moves"]] == [
        ("T-1", "черновик")
    ]


def test_command_outside_git(
    tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.setenv("ASSISTANT_DOCS", str(tmp_path / "docs"))
    assert run(["check", "--impact"]) == 1
    assert "не под управлением git" in capsys.readouterr().err
