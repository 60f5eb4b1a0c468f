"""The archive of past tickets: what is found, what is kept, what is refused."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import threading
import xml.etree.ElementTree as ET
from collections.abc import Sequence

import numpy as np
import pytest

from assistant.errors import IndexProblem, TicketError
from assistant.retrieval import archive as archive_module
from assistant.retrieval.archive import PastTickets, Similar
from assistant.retrieval.encoder import Vectors
from assistant.retrieval.gauge import Gauge
from assistant.retrieval.store import CodedStore, VectorStore
from assistant.retrieval.swap import NEXT
from assistant.settings import ROOT
from tests.bench_scale import report
from tests.bench_scale.plot import Line, Panel, svg
from tests.bench_scale.texts import Tickets

BORDER = 700
FILES = {"manifest.json", "tickets.tsv", "vectors.faiss"}
GAUGE_FILES = {f"gauge/{name}.npy" for name in ("queries", "own", "similarities", "rows")}


class Axes:
    """An encoder one can compute: a known word is an axis, a text the unit sum of its words."""

    words = ("шлагбаум", "пропуск", "пароль", "камера")
    dimension = 4
    revision = "axes"

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        rows = [[float(text.split().count(word)) for word in self.words] for text in texts]
        vectors = np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)

    encode_passages = encode_queries


class Random:
    """An encoder of many directions: each word has one of its own, drawn by its hash."""

    def __init__(self, dimension: int = 32) -> None:
        self.dimension = dimension
        self.revision = f"random-{dimension}"
        self._seen: dict[str, Vectors] = {}

    def _word(self, word: str) -> Vectors:
        if word not in self._seen:
            seed = int(hashlib.sha256(word.encode()).hexdigest()[:8], 16)
            drawn = np.random.default_rng(seed).standard_normal(self.dimension)
            self._seen[word] = drawn.astype(np.float32)
        return self._seen[word]

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        vectors = np.stack([sum(map(self._word, text.split())) for text in texts])
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    encode_passages = encode_queries


def made(*tickets: tuple[str, str]) -> PastTickets:
    past = PastTickets.empty(Axes())
    past.add(tickets)
    return past


def ids(found: Sequence[Similar]) -> list[str]:
    return [each.ticket_id for each in found]


def many(count: int, start: int = 0) -> list[tuple[str, str]]:
    chance = np.random.default_rng(start + 1)
    words = chance.integers(0, 60, size=(count, 4))
    return [(str(start + at), " ".join(f"w{word}" for word in row)) for at, row in enumerate(words)]


@pytest.fixture
def low_border(monkeypatch):
    monkeypatch.setattr(archive_module, "EXACT_ROWS", BORDER)


@pytest.fixture
def coded(low_border):
    past = PastTickets.empty(Random())
    past.add(many(BORDER))
    past.add(many(200, start=BORDER))
    return past


def test_the_nearest_come_first_with_their_cosine():
    past = made(("1", "пароль"), ("2", "шлагбаум"), ("3", "шлагбаум пропуск"), ("4", "камера"))
    found = past.find("шлагбаум", count=3)
    assert ids(found)[:2] == ["2", "3"]
    assert [each.similarity for each in found] == pytest.approx([1.0, 0.5**0.5, 0.0], abs=1e-6)


def test_a_ticket_is_not_similar_to_itself():
    past = made(("1", "пароль"), ("2", "пароль камера"))
    assert ids(past.find("пароль", count=1, leaving_out="1")) == ["2"]


@pytest.mark.parametrize("text", ["", "   ", "неведомое слово"])
def test_a_text_without_known_words_is_like_nothing(text):
    assert made(("1", "пароль")).find(text) == ()


def test_an_empty_archive_finds_nothing():
    assert PastTickets.empty(Axes()).find("пароль") == ()


def test_the_same_text_is_not_taken_twice():
    past = made(("1", "пароль"))
    assert past.add([("1", "пароль"), ("2", "пароль")]) == 1
    assert len(past) == 2
    assert sorted(ids(past.find("пароль"))) == ["1", "2"]


def test_an_edited_ticket_is_found_by_its_new_text_only():
    past = made(("1", "пароль"), ("2", "камера"))
    assert past.add([("1", "шлагбаум")]) == 1
    assert len(past) == 2
    assert past.find("шлагбаум", count=1) == (Similar("1", pytest.approx(1.0)),)
    assert [each for each in past.find("пароль") if each.similarity > 0.5] == []


def test_an_edit_is_not_lost_when_another_ticket_takes_the_old_text():
    past = made(("1", "пароль"))
    assert past.add([("1", "камера"), ("2", "пароль")]) == 2
    assert ids(past.find("пароль", count=1)) == ["2"]
    assert ids(past.find("камера", count=1)) == ["1"]


def test_of_two_texts_in_a_batch_the_last_stands():
    past = made(("1", "пароль"), ("1", "камера"))
    assert len(past) == 1
    assert past.find("камера")[0].similarity == pytest.approx(1.0)


def test_removed_tickets_are_passed_over_however_many_lie_nearer():
    past = made(*((str(number), "пароль") for number in range(100)), ("far", "пароль камера"))
    assert past.remove([*map(str, range(100)), "unknown"]) == 100
    assert ids(past.find("пароль", count=3)) == ["far"]
    assert len(past) == 1


@pytest.mark.parametrize("ticket_id", ["", "1\t2", "1\n", "\r"])
def test_an_id_that_would_break_the_file_is_refused(ticket_id):
    past = made(("1", "пароль"))
    with pytest.raises(TicketError, match="не годится"):
        past.add([("2", "камера"), (ticket_id, "камера")])
    assert len(past) == 1


def test_a_small_archive_comes_back_as_it_was(tmp_path):
    past = made(("1", "пароль"), ("Б-2", "камера"), ("3", "шлагбаум"))
    past.remove(["3"])
    past.save(tmp_path / "past")
    again = PastTickets.from_folder(tmp_path / "past", Axes())
    assert again.find("камера") == past.find("камера")
    assert again.add([("1", "пароль"), ("Б-2", "пароль")]) == 1
    digest = hashlib.sha256("пароль".encode()).hexdigest()[:32]
    lines = (tmp_path / "past" / "tickets.tsv").read_text("utf-8").split("\n")
    assert (lines[0], lines[2]) == (f"1\t{digest}", "\t" + "0" * 32)
    manifest = json.loads((tmp_path / "past" / "manifest.json").read_text("utf-8"))
    assert manifest["files"].keys() == FILES - {"manifest.json"}
    told = {name: value for name, value in manifest.items() if name != "files"}
    assert told == {
        "format": 1,
        "kind": "exact",
        "encoder_revision": "axes",
        "dimension": 4,
        "rows": 3,
        "tickets": 2,
        "depth": 0,
        "recall": 1.0,
        "queries": 0,
    }


def test_no_text_of_a_ticket_is_written(tmp_path):
    made(("1", "пароль камера")).save(tmp_path)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert not any("пароль".encode() in file.read_bytes() for file in files)


def test_an_empty_archive_is_saved_too(tmp_path):
    PastTickets.empty(Axes()).save(tmp_path)
    again = PastTickets.from_folder(tmp_path, Axes())
    assert again.add([("1", "пароль")]) == 1


def test_search_is_exact_up_to_the_border_and_by_codes_beyond(low_border):
    past = PastTickets.empty(Random())
    past.add(many(BORDER))
    assert past.is_exact
    assert past.recall() == 1.0
    past.add([("one more", "w1 w2")])
    assert not past.is_exact
    assert len(past) == BORDER + 1
    assert ids(past.find("w1 w2", count=1)) == ["one more"]


def test_codes_find_the_true_neighbours_of_held_out_texts(coded):
    tickets = [*many(BORDER), *many(200, start=BORDER)]
    encoder = Random()
    every = encoder.encode_passages([text for _, text in tickets])
    shares = []
    for _, text in many(50, start=5_000):
        similarities = every @ encoder.encode_queries([text])[0]
        tenth = np.sort(similarities)[-10]
        rows = [int(each.ticket_id) for each in coded.find(text)]
        shares.append(np.mean(similarities[rows] >= tenth - 0.01))
        assert len(set(rows)) == 10
    assert np.mean(shares) >= 0.99
    assert 0.9 <= coded.recall() <= 1.0


def test_the_similarity_of_codes_is_near_the_cosine(coded):
    text = many(BORDER)[3][1]
    found = next(each for each in coded.find(text) if each.ticket_id == "3")
    assert found.similarity == pytest.approx(1.0, abs=0.02)


def test_the_gauge_follows_batches_edits_and_removals(coded):
    coded.add([("3", "w1 w2 w3"), ("new", "w4 w5 w6")])
    coded.remove(["700"])
    gauge = coded._gauge
    texts = {**dict(many(BORDER)), **dict(many(200, start=BORDER)), "new": "w4 w5 w6"}
    rows = {ticket_id: at for at, ticket_id in enumerate([*map(str, range(900))])}
    rows |= {"3": 900, "new": 901}
    texts["3"] = "w1 w2 w3"
    del texts["700"]
    vectors = np.full((902, 32), np.nan, dtype=np.float32)
    kept = [*texts]
    vectors[[rows[each] for each in kept]] = Random().encode_passages(
        [texts[each] for each in kept]
    )
    for query, own, truth in zip(gauge.queries, gauge.own, gauge.rows, strict=True):
        similarities = vectors @ query
        similarities[own] = np.nan
        wanted = int((truth >= 0).sum())
        assert 8 <= wanted <= 10
        expected = np.sort(similarities[~np.isnan(similarities)])[::-1][:wanted]
        assert np.sort(similarities[truth[truth >= 0]])[::-1] == pytest.approx(expected, abs=1e-5)


def test_recall_counts_what_a_search_leaves_out():
    angles = np.arange(12) / 10
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    every = np.arange(12)
    gauge = Gauge.from_vectors(vectors, every)
    assert gauge.recall(lambda query: np.argsort(-(vectors @ query[0]))) == 1.0
    assert gauge.recall(lambda query: every[:0]) == 0.0
    half = Gauge(vectors[:1], every[:1], np.zeros((1, 10), np.float32), every[None, 1:11])
    assert half.recall(lambda query: every[:6]) == 0.5
    half.remove(np.array([9, 10]))
    assert half.recall(lambda query: every[:6]) == 5 / 8


def test_a_large_archive_comes_back_and_grows_without_a_rebuild(coded, tmp_path):
    coded.remove(["5"])
    coded.save(tmp_path)
    files = {
        each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("*") if each.is_file()
    }
    assert {name for name in files if not name.startswith(".")} == FILES | GAUGE_FILES
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert (manifest["kind"], manifest["rows"], manifest["tickets"]) == ("coded", 900, 899)
    assert manifest["queries"] == 256
    assert manifest["recall"] == round(coded.recall(), 4)
    again = PastTickets.from_folder(tmp_path, Random())
    assert not again.is_exact
    assert again.find("w7 w8 w9") == coded.find("w7 w8 w9")
    assert again.add([("later", "w7 w8 w9"), ("6", many(BORDER)[6][1])]) == 1
    assert ids(again.find("w7 w8 w9", count=1)) == ["later"]
    again.save(tmp_path)
    assert len(PastTickets.from_folder(tmp_path, Random())) == 900


def test_no_more_codes_are_compared_twice_than_the_recall_needs(coded, monkeypatch, tmp_path):
    reached = {500: 0.96, 1_000: 0.98, 2_000: 0.99}
    monkeypatch.setattr(PastTickets, "recall", lambda self: reached[self._store.depth])
    coded.save(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert (manifest["depth"], manifest["recall"]) == (1_000, 0.98)
    assert PastTickets.from_folder(tmp_path, Random())._store.depth == 1_000


@pytest.mark.parametrize("dimension", [4, 16, 20, 33])
def test_codes_take_vectors_of_any_length(dimension):
    encoder = Random(dimension)
    vectors = encoder.encode_passages([text for _, text in many(BORDER)])
    store = CodedStore.from_vectors(vectors)
    assert store.dimension % 16 == 0
    similarities, rows = store.search(vectors[7:8], 3)
    assert similarities[0] == pytest.approx(1.0, abs=0.02)
    assert vectors[rows[0]] @ vectors[7] == pytest.approx(1.0, abs=0.02)
    assert len(store.search(vectors[:1], 10_000)[1]) <= BORDER


@pytest.mark.parametrize("name", sorted(FILES | GAUGE_FILES))
@pytest.mark.parametrize("harm", ["flip", "cut", "gone"])
def test_a_damaged_file_is_refused(coded, tmp_path, name, harm):
    coded.save(tmp_path)
    file = tmp_path / name
    data = bytearray(file.read_bytes())
    if harm == "gone":
        file.unlink()
    elif harm == "cut":
        file.write_bytes(data[: len(data) // 2])
    else:
        # The manifest is text: a letter of a field's name.
        at = data.find(b"depth") if name == "manifest.json" else len(data) - 9
        data[at] ^= 1
        file.write_bytes(data)
    with pytest.raises(IndexProblem, match="Соберите архив"):
        PastTickets.from_folder(tmp_path, Random())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("format", 2),
        ("kind", "pickle"),
        ("rows", 3),
        ("tickets", 1),
        ("dimension", 8),
        ("depth", "many"),
        ("files", []),
        ("more", 1),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(tmp_path, field, value):
    made(("1", "пароль"), ("2", "камера")).save(tmp_path)
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), field: value}), "utf-8")
    with pytest.raises(IndexProblem, match="Соберите архив"):
        PastTickets.from_folder(tmp_path, Axes())


def test_a_pickle_is_refused_even_with_the_right_hash(coded, tmp_path):
    coded.save(tmp_path)
    np.save(tmp_path / "gauge" / "rows.npy", np.array([{}], dtype=object), allow_pickle=True)
    file = tmp_path / "manifest.json"
    manifest = json.loads(file.read_text("utf-8"))
    data = (tmp_path / "gauge" / "rows.npy").read_bytes()
    manifest["files"]["gauge/rows.npy"] = hashlib.sha256(data).hexdigest()
    file.write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(IndexProblem, match="не читается"):
        PastTickets.from_folder(tmp_path, Random())


def test_an_archive_of_another_encoder_is_refused(tmp_path):
    made(("1", "пароль")).save(tmp_path)
    with pytest.raises(IndexProblem, match="другой моделью"):
        PastTickets.from_folder(tmp_path, Random(4))


def test_a_folder_without_an_archive_is_named(tmp_path):
    with pytest.raises(IndexProblem, match=str(tmp_path)):
        PastTickets.from_folder(tmp_path, Axes())


def test_what_another_process_saved_is_not_dropped(tmp_path):
    made(("1", "пароль")).save(tmp_path)
    here, there = (PastTickets.from_folder(tmp_path, Axes()) for _ in range(2))
    there.add([("2", "камера")])
    there.save(tmp_path)
    here.add([("3", "шлагбаум")])
    with pytest.raises(IndexProblem, match="другим процессом"):
        here.save(tmp_path)
    assert len(PastTickets.from_folder(tmp_path, Axes())) == 2
    there.add([("4", "камера")])
    there.save(tmp_path)
    here.save(tmp_path, is_rebuilt=True)
    assert ids(PastTickets.from_folder(tmp_path, Axes()).find("шлагбаум", 1)) == ["3"]


def test_a_failed_save_leaves_the_archive_of_before(tmp_path, monkeypatch):
    past = made(("1", "пароль"))
    past.save(tmp_path)
    past.add([("2", "камера")])

    def full(store, file):
        file.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(VectorStore, "save", full)
        with pytest.raises(IndexProblem, match="кончилось место"):
            past.save(tmp_path)
    assert len(PastTickets.from_folder(tmp_path, Axes())) == 1
    assert not list(tmp_path.glob(".building-*"))
    past.save(tmp_path)
    assert len(PastTickets.from_folder(tmp_path, Axes())) == 2


def test_a_replacement_cut_short_is_finished_by_the_reader(tmp_path):
    made(("1", "пароль")).save(tmp_path / "past")
    made(("1", "пароль"), ("2", "камера")).save(tmp_path / "other")
    shutil.copytree(
        tmp_path / "other", tmp_path / "past" / NEXT, ignore=shutil.ignore_patterns(".*")
    )
    assert len(PastTickets.from_folder(tmp_path / "past", Axes())) == 2
    assert not (tmp_path / "past" / NEXT).exists()


def test_finding_goes_on_while_batches_are_added(low_border, tmp_path):
    past = PastTickets.empty(Random())
    past.add([("first", "w1 w2 w3 w4")])
    wrong: list[object] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            found = past.find("w1 w2 w3 w4", count=1)
            if not found or found[0].similarity < 0.97:
                wrong.append(found)

    reader = threading.Thread(target=look)
    reader.start()
    for start in range(0, 900, 100):
        past.add(many(100, start=start))
    past.save(tmp_path)
    done.set()
    reader.join()
    assert wrong == []
    assert len(past) == 901


def test_generated_tickets_are_always_the_same():
    tickets = Tickets.from_docs(ROOT / "docs")
    batches = [*tickets.batches(5, 2)]
    assert [len(batch) for batch in batches] == [2, 2, 1]
    assert batches[2] == [("1000004", tickets.text(4))]
    assert tickets.text(4) == Tickets.from_docs(ROOT / "docs").text(4)
    assert tickets.text(4) != Tickets.from_docs(ROOT / "docs", seed=25).text(4)


def test_a_plot_names_its_axes_and_lines():
    lines = [Line("p95 & more", [(10, 0.5), (1_000, 20)])]
    drawn = svg([Panel("Search", "tickets", "ms", lines, target=10)], "what it shows")
    root = ET.fromstring(drawn)  # noqa: S314  written here
    words = {each.text for each in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Search", "tickets", "ms", "p95 & more", "target 10", "0.1", "1\u202f000"} <= words
    assert "prefers-color-scheme: dark" in drawn


def test_tables_are_put_between_the_marks_only(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", "utf-8")
    report.put("new", page)
    assert page.read_text("utf-8") == f"before\n{report.BEGIN}\n\nnew\n\n{report.END}\nafter\n"
    (tmp_path / "bare.md").write_text("nothing", "utf-8")
    with pytest.raises(ValueError, match="to write between"):
        report.put("new", tmp_path / "bare.md")
