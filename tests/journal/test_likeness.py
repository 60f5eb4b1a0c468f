"""Past tickets by likeness: in step with the journal, nothing personal in the vectors, in the answer."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import desk
from assistant.commands.parser import run
from assistant.journal import answers, past
from assistant.journal.erasing import erase_client
from assistant.journal.journal import Journal
from assistant.journal.likeness import neighbours, refresh
from assistant.library import Library
from assistant.retrieval.archive import Similar
from assistant.retrieval.matter import MatterEncoder
from assistant.settings import Settings
from assistant.ticket.ticket import Ticket
from assistant.ui.past_keeper import PastKeeper
from tests.journal import cases

SMS = "Не приходит смс с кодом при регистрации"
BARRIER = "Шлагбаум не открывается по пропуску гостя"


def fill(journal: Journal) -> None:
    past.take(
        journal,
        [
            cases.past("1", text=f"{SMS}, телефон +7 900 000-00-01"),
            cases.past("2", text=BARRIER, client="Олег"),
        ],
    )
    answers.record(journal, cases.answer(ticket_id="3", text=f"{SMS}. Ирина", client="Ирина"))
    answers.record(journal, cases.answer(id="b" * 16, ticket_id="", text="Без номера"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "likeness"


def test_tickets_of_crm_and_desk_are_found(
    journal: Journal, folder: Path, library: Library
) -> None:
    fill(journal)
    archive = refresh(journal, folder, MatterEncoder.of(library.searcher.index))
    assert archive.ids == {"1", "2", "3"}
    best = archive.find(f"{SMS} телефон")
    assert {each.ticket_id for each in best[:2]} == {"1", "3"}
    assert best[0].similarity > 0.9
    assert "900" not in (folder / "tickets.tsv").read_text(encoding="utf-8")


def test_what_was_erased_leaves_the_vectors_too(
    journal: Journal, folder: Path, library: Library
) -> None:
    encoder = MatterEncoder.of(library.searcher.index)
    fill(journal)
    refresh(journal, folder, encoder)
    erase_client(journal, "Олег")
    archive = refresh(journal, folder, encoder)
    assert archive.ids == {"1", "3"}
    assert len((folder / "tickets.tsv").read_text(encoding="utf-8").splitlines()) == 2
    past.take(journal, [cases.past("4", text=BARRIER)])
    assert refresh(journal, folder, encoder).ids == {"1", "3", "4"}


def test_a_damaged_archive_is_made_anew(journal: Journal, folder: Path, library: Library) -> None:
    encoder = MatterEncoder.of(library.searcher.index)
    fill(journal)
    refresh(journal, folder, encoder)
    (folder / "tickets.tsv").write_bytes(b"?")
    assert refresh(journal, folder, encoder).ids == {"1", "2", "3"}


def test_neighbours_say_whose_they_are(journal: Journal) -> None:
    fill(journal)
    found = (Similar("3", 0.9), Similar("стёрт", 0.8), Similar("1", 0.7), Similar("2", 0.2))
    told = neighbours(journal, found, "ирина")
    assert [(each.number, each.similarity, each.is_same_client) for each in told] == [
        ("3", 0.9, True),
        ("1", 0.7, False),
        ("2", 0.2, False),
    ]
    assert "⟦телефон-1⟧" in told[1].text
    assert told[1].resolution == cases.PAST.resolution
    assert not any(each.is_same_client for each in neighbours(journal, found, ""))


def test_an_answer_names_tickets_like_it(journal: Journal, folder: Path, library: Library) -> None:
    fill(journal)
    archive = refresh(journal, folder, MatterEncoder.of(library.searcher.index))
    ticket = Ticket.from_text(SMS, cases.NOON, number="3")
    found = desk.answer(ticket, library, past=archive)
    assert found.to_json()["repeat"]["similar"] == [
        {"id": "1", "similarity": pytest.approx(found.repeat.similar[0].similarity, abs=1e-4)}
    ]
    without = desk.answer(ticket, library)
    assert without.repeat.similar == ()
    assert replace(found, repeat=without.repeat) == without


def test_the_keeper_gives_the_archive_when_it_is_ready(
    journal: Journal, folder: Path, library: Library
) -> None:
    fill(journal)
    keeper = PastKeeper(folder, lambda: journal)
    keeper.past(library.searcher.index)
    keeper.wait(30)
    archive = keeper.past(library.searcher.index)
    assert archive is not None
    assert archive.ids == {"1", "2", "3"}


def test_commands_keep_it_in_step(
    settings: Settings,
    small_docs: Path,
    small_index: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    values = {
        "STATE": settings.state,
        "JOURNAL_URL": settings.journal_url,
        "DOCS": small_docs,
        "INDEX": small_index,
    }
    for name, value in values.items():
        monkeypatch.setenv(f"ASSISTANT_{name}", str(value))
    file = tmp_path / "x.jsonl"
    line = {"id": "77", "client": "Ирина", "text": SMS, "created": "2026-11-20"}
    file.write_text(json.dumps(line), encoding="utf-8")
    ticket = tmp_path / "обращение.txt"
    ticket.write_text(SMS, encoding="utf-8")

    def similar() -> list[str]:
        capsys.readouterr()
        assert run(["answer", "--json", str(ticket)]) == 0
        found = json.loads(capsys.readouterr().out)["repeat"]["similar"]
        return [each["id"] for each in found]

    assert similar() == []
    assert run(["journal", "import", str(file)]) == 0
    assert similar() == ["77"]
    (settings.likeness / "tickets.tsv").write_bytes(b"?")
    assert similar() == []
    assert run(["answer", str(ticket)]) == 0
    assert "journal refresh" in capsys.readouterr().err
    assert run(["journal", "refresh"]) == 0
    assert similar() == ["77"]
    assert run(["journal", "erase", "--client", "Ирина"]) == 0
    assert similar() == []
    with closing(Journal.from_settings(settings)) as journal:
        assert list(past.every(journal)) == []
