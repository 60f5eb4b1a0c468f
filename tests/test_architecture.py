"""The architecture as facts: who may import whom, who owns what is heavy, how long a module may be."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "assistant"

# Rooms in the order of import: a module may import what stands on an earlier line, and its own line.
ORDER = (
    ("russian",),
    ("knowledge",),
    ("personal",),
    ("ticket",),
    ("retrieval",),
    ("triage",),
    ("reply",),
    ("checks",),
    ("answer", "composition", "library", "judgement", "desk", "evaluation", "impact"),
    ("journal",),
    ("gaps",),
    ("authoring",),
    ("website",),
    ("access",),
    ("deployment",),
    ("commands", "ui", "__main__", "build_index"),
)
# Small values that every room may need.
ANYWHERE = {"errors", "settings"}
# Rooms that see less than their place in the order would let them.
ONLY = {
    "website": {"russian", "knowledge", "errors"},
    "access": {"settings", "errors"},
    "deployment": {"access", "settings", "errors"},
    "settings": {"errors"},
    "errors": set[str](),
}
OWNERS = {
    "faiss": {"retrieval/store.py"},
    "torch": {"retrieval/training.py", "retrieval/reranker.py"},
    "sentence_transformers": {
        "retrieval/training.py",
        "retrieval/hub.py",
        "retrieval/reranker.py",
    },
    "transformers": {"retrieval/hub_model.py"},
    "huggingface_hub": {"retrieval/hub_model.py"},
    "streamlit": {"ui/"},
    "mkdocs": {"website/"},
    "bm25s": {"retrieval/lexical.py"},
    # Measures peers beside the product; nothing that answers imports it.
    "sklearn": {"evaluation/baselines.py"},
    "scipy": {"gaps/themes.py"},
    "Stemmer": {"russian/words.py"},
    "pymorphy3": {"russian/morphology.py"},
    # Teaches; what it taught is a file that numpy reads.
    "pycrfsuite": {"personal/learnt/training.py"},
    "holidays": {"triage/calendar.py"},
    "sqlalchemy": {"journal/"},
    "alembic": {"journal/"},
    "cryptography": {"journal/keys.py", "deployment/certificate.py"},
    "phonenumbers": {"ticket/facts/phones.py"},
    "markdown_it": {"knowledge/blocks.py", "knowledge/commonmark.py", "website/"},
}
# What an answer must never wait for.
HEAVY = (
    *("torch", "sentence_transformers", "sklearn", "scipy", "bm25s", "streamlit", "mkdocs"),
    *("sqlalchemy", "markdown_it", "jinja2"),
)
MAX_LINES = 300

FILES = (*sorted(PACKAGE.rglob("*.py")), ROOT / "build_index.py")


def module_of(file: Path) -> str:
    """Dotted name of a file; a package is named without its ``__init__``."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(file): file for file in FILES}


@cache
def imports_of(module: str) -> tuple[tuple[str, int], ...]:
    """Every imported module with its line, those inside functions and conditions included."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    return tuple(pair for node in ast.walk(tree) for pair in _imported(node, module))


def _imported(node: ast.AST, module: str) -> Iterator[tuple[str, int]]:
    if isinstance(node, ast.Import):
        yield from ((alias.name, node.lineno) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        source = node.module or ""
        if node.level:
            is_package = MODULES[module].name == "__init__.py"
            base = module.split(".")[: len(module.split(".")) - node.level + is_package]
            source = ".".join((*base, *source.split("."))).rstrip(".")
        for alias in node.names:
            inner = f"{source}.{alias.name}"
            yield (inner if inner in MODULES else source), node.lineno
    elif isinstance(node, ast.Call) and _is_import_call(node.func) and node.args:
        name = node.args[0]
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            yield name.value, node.lineno


def _is_import_call(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in ("import_module", "__import__")


def room_of(module: str) -> str:
    """First name below the package: a folder or a module at its top."""
    parts = module.split(".")
    return parts[1] if parts[0] == "assistant" and len(parts) > 1 else parts[0]


def rank_of(room: str) -> int:
    return next(rank for rank, rooms in enumerate(ORDER) if room in rooms)


def own_imports() -> Iterator[tuple[str, str, int]]:
    """Each import inside the project: who, whom, on what line."""
    for module in MODULES:
        for name, line in imports_of(module):
            if name.split(".")[0] in ("assistant", "build_index") and name != "assistant":
                yield module, name, line


def test_every_room_has_its_place() -> None:
    placed = {room for rooms in ORDER for room in rooms} | ANYWHERE
    assert {room_of(module) for module in MODULES} - placed - {"assistant"} == set()


def test_imports_go_one_way() -> None:
    wrong = [
        f"{module}:{line} imports {name}"
        for module, name, line in own_imports()
        if room_of(name) not in ANYWHERE
        and room_of(module) not in (*ANYWHERE, *ONLY)
        and rank_of(room_of(name)) > rank_of(room_of(module))
    ]
    assert wrong == []


@pytest.mark.parametrize("room", ONLY)
def test_room_sees_only_what_it_needs(room: str) -> None:
    wrong = [
        f"{module}:{line} imports {name}"
        for module, name, line in own_imports()
        if room_of(module) == room and room_of(name) not in ONLY[room] | {room}
    ]
    assert wrong == []


def test_package_itself_imports_nothing() -> None:
    assert imports_of("assistant") == ()


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {
        module: {name for name, _ in imports_of(module) if name in MODULES} for module in MODULES
    }
    assert _cycle(graph) == []


def _cycle(graph: dict[str, set[str]]) -> list[str]:
    """Modules of a cycle, empty when there is none: whoever leads only to the done is done."""
    left = dict(graph)
    while done := [module for module, names in left.items() if not names & left.keys()]:
        for module in done:
            del left[module]
    return sorted(left)


def test_a_cycle_would_be_found() -> None:
    assert _cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == ["a", "b", "c"]
    assert _cycle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


@pytest.mark.parametrize("library", OWNERS)
def test_heavy_library_has_its_owner(library: str) -> None:
    importers = {
        MODULES[module].relative_to(PACKAGE).as_posix()
        for module in MODULES
        if module != "build_index" and _imports_library(module, library)
    }
    strangers = {
        file for file in importers if not any(file.startswith(owner) for owner in OWNERS[library])
    }
    assert strangers == set()
    assert not _imports_library("build_index", library)


def _imports_library(module: str, library: str) -> bool:
    return any(name.split(".")[0] == library for name, _ in imports_of(module))


def test_lazy_and_relative_imports_are_seen() -> None:
    tree = ast.parse(
        "def f():\n    import torch.nn\n    from ..russian import plural\n"
        "    importlib.import_module('faiss')\n    __import__('scipy')\n"
    )
    found = [
        pair for node in ast.walk(tree) for pair in _imported(node, "assistant.knowledge.macros")
    ]
    assert sorted(found) == [
        ("assistant.russian.plural", 3),
        ("faiss", 4),
        ("scipy", 5),
        ("torch.nn", 2),
    ]


def test_no_module_is_too_long() -> None:
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in FILES
    }
    assert {name: length for name, length in lengths.items() if length > MAX_LINES} == {}


def test_no_module_takes_the_name_of_a_standard_one() -> None:
    # `streamlit run assistant/ui/app.py` puts the folder of the script first on the path.
    names = {file.stem for file in FILES if file.parent.name == "ui"} - {"__init__"}
    assert names & sys.stdlib_module_names == set()


def test_answering_imports_nothing_heavy(small_docs: Path, small_index: Path) -> None:
    code = (
        "import sys\n"
        "from assistant.__main__ import main\n"
        "code = main(['answer', '-'])\n"
        f"print(code, [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={
            **os.environ,
            "ASSISTANT_DOCS": str(small_docs),
            "ASSISTANT_INDEX": str(small_index),
        },
        input="Не приходит смс с кодом",
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.splitlines()[-1] == "0 []"
