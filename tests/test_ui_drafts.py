"""Working drafts on disk: nothing lost, nobody overwritten, nobody else reads them."""

from __future__ import annotations

import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ui.drafts import FILE_NAME, KEY_NAME, Drafts, DraftsError
from assistant.ui.working_draft import WorkingDraft
from assistant.ui.workspace import FORKED, Workspace

OWNER = "0123456789abcdef"


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "state")


@given(
    st.builds(
        WorkingDraft,
        id=st.just("a"),
        owner=st.just("b"),
        text=st.text(st.characters(exclude_categories=["Cs"])),
        reply=st.none() | st.text(),
        ticks=st.dictionaries(st.text(max_size=5), st.booleans()),
        edition=st.integers(0, 9),
    )
)
def test_draft_survives_its_json(draft: WorkingDraft) -> None:
    assert WorkingDraft.from_json("a", "b", draft.to_json()) == draft


def test_unknown_fields_of_a_later_version_are_left_out() -> None:
    assert WorkingDraft.from_json("a", "b", '{"text": "т", "novelty": 1}').text == "т"


def test_draft_comes_back_byte_for_byte(drafts: Drafts) -> None:
    text = "смс \r\n\t не '; DROP TABLE draft; -- приходит 👍\u0000"
    draft = WorkingDraft("a", OWNER, text=text, reply="", ticks={"x": True})
    assert drafts.save(draft, 0) == 1
    stored = drafts.load("a")
    assert stored is not None
    assert (stored.draft, stored.revision, stored.finished) == (draft, 1, False)


def test_a_row_changes_only_for_who_read_it_last(drafts: Drafts) -> None:
    draft = WorkingDraft("a", OWNER, text="раз")
    assert drafts.save(draft, 0) == 1
    assert drafts.save(draft.changed(text="два"), 1) == 2
    assert drafts.save(draft.changed(text="три"), 1) is None
    assert drafts.save(draft.changed(text="три"), 0) is None
    stored = drafts.load("a")
    assert stored is not None
    assert stored.draft.text == "два"


def test_list_holds_the_owners_own_newest_first(drafts: Drafts) -> None:
    for identifier, owner in (("a", OWNER), ("b", "other"), ("c", OWNER)):
        drafts.save(WorkingDraft(identifier, owner, text=identifier), 0)
    drafts.finish("a")
    assert [each.draft.id for each in drafts.of_owner(OWNER)] == ["c"]
    assert [each.draft.id for each in drafts.of_owner(OWNER, finished=True)] == ["a"]
    drafts.delete("c")
    assert drafts.of_owner(OWNER) == ()


def test_file_and_folder_are_for_their_owner_alone(drafts: Drafts, tmp_path: Path) -> None:
    drafts.save(WorkingDraft("a", OWNER, text="тайна"), 0)
    folder = tmp_path / "state"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()}
    assert modes[FILE_NAME] == 0o600
    assert set(modes.values()) == {0o600}


def test_erased_text_is_gone_from_the_file(drafts: Drafts, tmp_path: Path) -> None:
    drafts.save(WorkingDraft("a", OWNER, text="неповторимое слово"), 0)
    drafts.delete("a")
    files = list((tmp_path / "state").iterdir())
    found = [each for each in files if "неповторимое".encode() in each.read_bytes()]
    assert not [each.name for each in found if each.name == FILE_NAME]


def test_what_customers_wrote_lies_sealed(drafts: Drafts, tmp_path: Path) -> None:
    drafts.save(WorkingDraft("a", OWNER, text="неповторимое слово", client="Ёлкина"), 0)
    for file in (tmp_path / "state").iterdir():
        kept = file.read_bytes()
        assert "неповторимое".encode() not in kept
        assert "Ёлкина".encode() not in kept


def test_drafts_that_lay_open_are_sealed(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    draft = WorkingDraft("a", OWNER, text="неповторимое слово")
    with closing(sqlite3.connect(state / FILE_NAME)) as connection, connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(
            "CREATE TABLE draft (id TEXT PRIMARY KEY, owner TEXT NOT NULL, revision INTEGER NOT NULL,"
            " changed TEXT NOT NULL, finished TEXT, contents TEXT NOT NULL) STRICT"
        )
        connection.execute(
            "INSERT INTO draft VALUES (?, ?, 3, '2026-11-20T10:00:00+00:00', NULL, ?)",
            (draft.id, draft.owner, draft.to_json()),
        )
        connection.execute("PRAGMA user_version = 1")
    stored = Drafts(state).load("a")
    assert stored is not None
    assert (stored.draft, stored.revision) == (draft, 3)
    for file in state.iterdir():
        assert "неповторимое".encode() not in file.read_bytes()
    again = Drafts(state).load("a")
    assert again == stored


def test_draft_whose_key_is_gone_is_none(drafts: Drafts, tmp_path: Path) -> None:
    drafts.save(WorkingDraft("a", OWNER, text="раз"), 0)
    (tmp_path / "state" / KEY_NAME).unlink()
    others = Drafts(tmp_path / "state")
    assert others.load("a") is None
    assert others.of_owner(OWNER) == ()
    assert others.erase_client("Ирина") == 0
    work = Workspace(others, OWNER, "a")
    work.update(text="два")
    assert [each.draft.text for each in others.of_owner(OWNER)] == ["два"]


def test_broken_key_is_told_in_russian(drafts: Drafts, tmp_path: Path) -> None:
    drafts.save(WorkingDraft("a", OWNER, text="раз"), 0)
    (tmp_path / "state" / KEY_NAME).write_text("не ключ", encoding="utf-8")
    with pytest.raises(DraftsError, match="Черновики не сохраняются"):
        Drafts(tmp_path / "state").save(WorkingDraft("b", OWNER, text="два"), 0)


def test_many_threads_lose_nothing(drafts: Drafts) -> None:
    def work(name: str) -> None:
        revision: int | None = 0
        for at in range(10):
            assert revision is not None
            revision = drafts.save(WorkingDraft(name, OWNER, text=f"{name} {at}"), revision)

    threads = [threading.Thread(target=work, args=(f"d{each}",)) for each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.draft.text for each in drafts.of_owner(OWNER)) == [
        f"d{each} 9" for each in range(8)
    ]


def test_broken_file_is_told_in_russian(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database" * 100)
    with pytest.raises(DraftsError, match="Черновики не сохраняются"):
        Drafts(tmp_path).load("a")


def test_blank_desk_leaves_no_trace(drafts: Drafts) -> None:
    work = Workspace(drafts, OWNER)
    work.update(text="  ", channel="email")
    assert drafts.of_owner(OWNER) == ()


def test_reopened_workspace_finds_everything(drafts: Drafts) -> None:
    work = Workspace(drafts, OWNER)
    work.update(text="не приходит", reply="Здравствуйте", ticks={"x": True})
    again = Workspace(drafts, OWNER, work.draft.id)
    assert again.draft == work.draft


def test_another_tab_is_not_overwritten(drafts: Drafts) -> None:
    one = Workspace(drafts, OWNER)
    one.update(text="не приходит")
    other = Workspace(drafts, OWNER, one.draft.id)
    one.update(reply="первая")
    other.update(reply="вторая")
    assert other.moved
    assert other.notice == FORKED
    assert other.draft.id != one.draft.id
    kept = {each.draft.id: each.draft.reply for each in drafts.of_owner(OWNER)}
    assert kept == {one.draft.id: "первая", other.draft.id: "вторая"}


def test_late_keystrokes_of_the_page_just_left_are_no_conflict(drafts: Drafts) -> None:
    left = Workspace(drafts, OWNER)
    left.update(text="не приходит", reply="начало")
    reloaded = Workspace(drafts, OWNER, left.draft.id)
    left.update(reply="начало и конец")
    reloaded.update(reply="начало и конец")
    assert not reloaded.moved
    reloaded.update(number="5")
    stored = drafts.load(left.draft.id)
    assert stored is not None
    assert (stored.draft.reply, stored.draft.number) == ("начало и конец", "5")


def test_draft_erased_elsewhere_is_written_again(drafts: Drafts) -> None:
    work = Workspace(drafts, OWNER)
    work.update(text="раз")
    drafts.delete(work.draft.id)
    work.update(text="два")
    stored = drafts.load(work.draft.id)
    assert stored is not None
    assert stored.draft.text == "два"


def test_what_could_not_be_saved_is_saved_at_the_next_turn(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.write_text("файл на месте папки", encoding="utf-8")
    work = Workspace(Drafts(state), OWNER)
    work.update(text="не приходит")
    assert "Черновики не сохраняются" in work.trouble
    state.unlink()
    work.update()
    assert work.trouble == ""
    assert [each.draft.text for each in Drafts(state).of_owner(OWNER)] == ["не приходит"]


@pytest.mark.parametrize("identifier", ["", "../etc", "a' OR 1=1", "ABCDEF0123456789", "x" * 16])
def test_strange_identifiers_open_a_blank_draft(drafts: Drafts, identifier: str) -> None:
    assert Workspace(drafts, OWNER, identifier).draft.id != identifier


def test_titles_tell_drafts_apart() -> None:
    draft = WorkingDraft("a", number="7", client="Ирина", text="не\n приходит " + "смс " * 50)
    assert draft.title.startswith("№ 7 · Ирина · не приходит смс")
    assert draft.title.endswith("…")
    assert WorkingDraft("a").title == "Без текста"
