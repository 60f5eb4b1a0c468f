"""Encoders: the embedded one is what sentence-transformers computes, and any model of its can be taken.

The model for the second is made by ``tiny_models``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexProblem
from assistant.library import Library
from assistant.retrieval.build import build_index
from assistant.retrieval.encoder import StaticEncoder, Vectors
from assistant.retrieval.hub import HubEncoder, open_encoder
from assistant.retrieval.index import ENCODER, Index
from assistant.retrieval.manifest import FILE_NAME, Manifest
from assistant.settings import ROOT, Settings
from tests.conftest import TINY
from tests.tiny_models import save_encoder

TEXTS = [
    "не приходит смс с кодом",
    "Шлагбаум НЕ открылся, ёлки!",
    "",
    "🙂🙂",
    "ß unbekannte Wörter",
    "код " * 600,
    " \n\t",
]
HALF_A_LETTER = "код \ud83d"
QUERY, PASSAGE = "query: ", "passage: "


def encode_by_the_library(folder: Path, texts: list[str]) -> Vectors:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    return np.asarray(model.encode(texts, normalize_embeddings=True, show_progress_bar=False))


def test_numpy_gives_the_vectors_of_sentence_transformers(small_index: Path) -> None:
    ours = StaticEncoder.from_folder(small_index / ENCODER)
    theirs = encode_by_the_library(small_index / ENCODER, TEXTS)
    assert ours.encode_queries(TEXTS).shape == theirs.shape == (len(TEXTS), TINY.dimension)
    assert np.abs(ours.encode_queries(TEXTS) - theirs).max() < 1e-6
    assert np.array_equal(ours.encode_queries(TEXTS), ours.encode_passages(TEXTS))


def test_vectors_are_unit_or_zero(small_index: Path) -> None:
    lengths = np.linalg.norm(
        StaticEncoder.from_folder(small_index / ENCODER).encode_queries(TEXTS), axis=1
    )
    assert lengths == pytest.approx([1, 1, 0, 1, 1, 1, 0], abs=1e-6)


def test_a_text_has_the_same_vector_alone_and_among_others(small_index: Path) -> None:
    encoder = StaticEncoder.from_folder(small_index / ENCODER)
    together = encoder.encode_queries(TEXTS)
    for row, text in enumerate(TEXTS):
        assert np.array_equal(encoder.encode_queries([text])[0], together[row])
    assert encoder.encode_queries([]).shape == (0, TINY.dimension)


def test_half_a_letter_is_read_as_a_question_mark(small_index: Path) -> None:
    encoder = StaticEncoder.from_folder(small_index / ENCODER)
    assert np.array_equal(
        encoder.encode_queries([HALF_A_LETTER]), encoder.encode_queries(["код ?"])
    )


def test_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(IndexProblem, match=r"нет модели поиска.*python build_index.py"):
        StaticEncoder.from_folder(tmp_path)


ANSWER = """
import sys
from pathlib import Path
from assistant.retrieval.index import Index
from assistant.retrieval.search import Searcher
found = Searcher(Index.from_folder(Path(sys.argv[1]), Path(sys.argv[2]))).find("не приходит код")
heavy = {"torch", "sentence_transformers", "transformers", "sklearn", "streamlit", "mkdocs"}
print(found.requests[0].item_id, sorted(heavy & set(sys.modules)))
"""


def test_searching_imports_no_torch(small_index: Path, small_docs: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", ANSWER, str(small_index), str(small_docs)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said == "База типичных запросов/Регистрация и вход.md#sms-registration []\n"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model folder made here: safetensors, no network."""
    return save_encoder(tmp_path_factory.mktemp("bert") / "модель")


@pytest.fixture
def broken(model: Path, tmp_path: Path) -> Path:
    """A copy of the model to break."""
    return Path(shutil.copytree(model, tmp_path / "модель"))


def test_prompts_stand_before_the_text(model: Path) -> None:
    plain = HubEncoder.from_name(str(model))
    prompted = HubEncoder.from_name(str(model), query_prompt=QUERY, passage_prompt=PASSAGE)
    query, passage = prompted.encode_queries(["пропуск"]), prompted.encode_passages(["пропуск"])
    assert np.allclose(query, plain.encode_queries([f"{QUERY}пропуск"]), atol=1e-6)
    assert np.allclose(passage, plain.encode_passages([f"{PASSAGE}пропуск"]), atol=1e-6)
    assert np.abs(query - passage).max() > 1e-3
    half = plain.encode_queries([HALF_A_LETTER, "код ?"])
    assert np.allclose(half[0], half[1], atol=1e-6)
    assert prompted.dimension == 32
    assert np.linalg.norm(query, axis=1) == pytest.approx([1.0])
    assert query.dtype == np.float32


def test_revision_tells_the_folder_and_the_prompts(model: Path, broken: Path) -> None:
    first = HubEncoder.from_name(str(model)).revision
    assert HubEncoder.from_name(str(model)).revision == first
    # The same files elsewhere are the same model; another prompt or another file is not.
    assert HubEncoder.from_name(str(broken)).revision == first
    assert HubEncoder.from_name(str(model), query_prompt=QUERY).revision != first
    assert HubEncoder.from_name(str(model), passage_prompt=QUERY).revision != first
    pooling = broken / "1_Pooling" / "config.json"
    data = json.loads(pooling.read_text(encoding="utf-8"))
    pooling.write_text(json.dumps({**data, "pooling_mode": "cls"}), encoding="utf-8")
    assert HubEncoder.from_name(str(broken)).revision != first


def hub(model: Path, docs: Path, index: Path, query_prompt: str = QUERY) -> Settings:
    return Settings(
        docs=docs,
        index=index,
        encoder=str(model),
        query_prompt=query_prompt,
        passage_prompt=PASSAGE,
    )


def build(settings: Settings) -> bool:
    encoder = open_encoder(settings)
    name = settings.encoder
    return build_index(
        settings.docs, settings.index, encoder=encoder, encoder_name=name, recipe=TINY
    ).changed


@pytest.fixture(scope="module")
def hub_index(model: Path, small_docs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the small docs by that model; read only."""
    folder = tmp_path_factory.mktemp("hub") / "index"
    assert build(hub(model, small_docs, folder))
    return folder


def test_index_of_a_hub_model(model: Path, small_docs: Path, hub_index: Path) -> None:
    settings = hub(model, small_docs, hub_index)
    assert not build(settings)
    manifest = Manifest.from_file(hub_index / FILE_NAME)
    assert (manifest.encoder, manifest.dimension) == (str(model), 32)
    assert not (hub_index / ENCODER).exists()
    searcher = Library.from_settings(settings).searcher
    found = searcher.find("не приходит смс с кодом при регистрации")
    assert found.requests[0].item_id.endswith("#sms-registration")
    opened = Index.from_folder(hub_index, small_docs, open_encoder(settings))
    rows = range(0, len(opened.passages), 50)
    encoded = opened.encoder.encode_passages([opened.passages[row].text for row in rows])
    assert np.allclose(opened.vectors.vectors()[rows], encoded, atol=1e-5)


def test_index_of_another_prompt_is_refused_and_built_anew(
    model: Path, small_docs: Path, hub_index: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(hub_index, tmp_path / "index"))
    other = hub(model, small_docs, folder, query_prompt="запрос: ")
    with pytest.raises(IndexProblem, match=r"другой моделью поиска.*python build_index.py"):
        Library.from_settings(other)
    assert build(other)
    Library.from_settings(other)


def test_index_of_a_hub_model_is_refused_to_the_embedded_one(
    small_docs: Path, hub_index: Path
) -> None:
    with pytest.raises(IndexProblem, match=r"а настроена встроенная.*python build_index.py"):
        Library.from_settings(Settings(docs=small_docs, index=hub_index))


def test_leftover_encoder_of_no_manifest_is_trained_anew(
    hub_index: Path, small_index: Path, docs: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(hub_index, tmp_path / "index"))
    shutil.copytree(small_index / ENCODER, folder / ENCODER)
    built = build_index(docs, folder, recipe=TINY)
    assert (built.changed, built.trained) == (True, True)
    Index.from_folder(folder, docs)


def remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def halve(name: str) -> Callable[[Path], None]:
    def cut(folder: Path) -> None:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[: len(data) // 2])

    return cut


def empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def pickled(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")


@pytest.mark.parametrize(
    "damage",
    [
        remove("model.safetensors"),
        halve("model.safetensors"),
        pickled,
        remove("tokenizer.json"),
        halve("tokenizer.json"),
        remove("config.json"),
        halve("config.json"),
        remove("modules.json"),
        halve("modules.json"),
        remove("1_Pooling/config.json"),
        empty,
        shutil.rmtree,
    ],
)
def test_model_that_is_not_whole(damage: Callable[[Path], None], broken: Path) -> None:
    damage(broken)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(IndexProblem) as problem:
            HubEncoder.from_name(str(broken))
    said = str(problem.value)
    assert str(broken) in said
    assert "Скачайте её целиком в папку" in said
    assert 'настройке encoder или верните encoder = "embedded".' in said


def only_pickled_weights_of_the_second_module(folder: Path) -> None:
    import torch

    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    kind = "sentence_transformers.sentence_transformer.modules.Dense"
    modules.append({"idx": 2, "name": "2", "path": "2_Dense", "type": kind})
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    (folder / "2_Dense").mkdir()
    shape = {"in_features": 32, "out_features": 16, "bias": False}
    activation = {"activation_function": "torch.nn.modules.linear.Identity"}
    config = json.dumps({**shape, **activation})
    (folder / "2_Dense" / "config.json").write_text(config, encoding="utf-8")
    weights = {"linear.weight": torch.ones(16, 32)}
    torch.save(weights, folder / "2_Dense" / "pytorch_model.bin")


def test_no_module_is_read_from_a_pickle(broken: Path) -> None:
    only_pickled_weights_of_the_second_module(broken)
    with pytest.raises(
        IndexProblem, match=r"веса только в небезопасном виде \(2_Dense/pytorch_model\.bin\)"
    ):
        HubEncoder.from_name(str(broken))


def test_weights_for_other_engines_do_not_matter(broken: Path) -> None:
    (broken / "openvino").mkdir()
    (broken / "openvino" / "openvino_model.bin").write_bytes(b"\0" * 64)
    (broken / "training_args.bin").write_bytes(b"\0" * 64)
    (broken / "pytorch_model.bin").write_bytes(b"\0" * 64)
    assert HubEncoder.from_name(str(broken)).dimension == 32


COMMIT = "0123456789abcdef0123456789abcdef01234567"
NAME = "who/some-model"


@pytest.fixture
def downloaded(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The model as the hub's client keeps what it has downloaded."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    folder = tmp_path / "models--who--some-model" / "snapshots" / COMMIT
    return Path(shutil.copytree(model, folder))


def test_model_by_name_is_the_one_that_was_downloaded(model: Path, downloaded: Path) -> None:
    by_name = HubEncoder.from_name(NAME, COMMIT)
    by_folder = HubEncoder.from_name(str(model))
    assert by_name.revision == by_folder.revision
    assert np.array_equal(by_name.encode_queries(TEXTS), by_folder.encode_queries(TEXTS))


def test_half_downloaded_model_by_name(downloaded: Path) -> None:
    (downloaded / "model.safetensors").unlink()
    with pytest.raises(IndexProblem, match=r"«who/some-model» не открывается: OSError\. Скачайте"):
        HubEncoder.from_name(NAME, COMMIT)


@pytest.mark.parametrize("revision", ["", "main", "0123456", COMMIT.upper(), f"{COMMIT} "])
def test_name_without_a_whole_commit_is_refused(revision: str, downloaded: Path) -> None:
    with pytest.raises(IndexProblem, match="encoder_revision — не полный номер коммита"):
        HubEncoder.from_name(NAME, revision)


@pytest.mark.parametrize("name", ["intfloat/multilingual-e5-small", "/нет/такой", "плохое имя"])
def test_model_that_was_not_downloaded(name: str, downloaded: Path) -> None:
    with pytest.raises(IndexProblem) as problem:
        HubEncoder.from_name(name, COMMIT)
    said = str(problem.value)
    assert said.startswith(f"Модель «{name}» не открывается: на этой машине её нет. Скачайте")
    assert "hf download ИМЯ --revision КОММИТ --local-dir ПАПКА" in said


NO_NETWORK = """
import socket
def refuse(*_, **__):
    raise SystemExit("the network was asked")
socket.socket.connect = socket.getaddrinfo = refuse
from assistant.errors import IndexProblem
from assistant.retrieval.hub import HubEncoder
try:
    HubEncoder.from_name("who/some-model", "0" * 40)
except IndexProblem:
    print("refused")
"""


def test_network_is_never_asked_though_nothing_forbids_it() -> None:
    allowed = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    command = [sys.executable, "-c", NO_NETWORK]
    said = subprocess.run(
        command, cwd=ROOT, env=allowed, capture_output=True, text=True, check=True
    )
    assert said.stdout == "refused\n"


def test_opening_prints_nothing(model: Path, capfd: pytest.CaptureFixture[str]) -> None:
    HubEncoder.from_name(str(model))
    assert capfd.readouterr() == ("", "")


def test_model_with_code_of_its_own_is_not_run(broken: Path, tmp_path: Path) -> None:
    (broken / "own.py").write_text(
        f"open({str(tmp_path / 'ran')!r}, 'w').close()\n"
        "from sentence_transformers.sentence_transformer.modules import Pooling as Own\n",
        encoding="utf-8",
    )
    modules = json.loads((broken / "modules.json").read_text(encoding="utf-8"))
    modules[1]["type"] = "own.Own"
    (broken / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    with pytest.raises(IndexProblem, match="не открывается"):
        HubEncoder.from_name(str(broken))
    assert not (tmp_path / "ran").exists()


def test_embedded_encoder_is_the_default() -> None:
    assert open_encoder(Settings()) is None
