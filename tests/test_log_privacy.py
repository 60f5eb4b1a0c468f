"""No log has a customer's words: not ours, not Streamlit's, not SQLAlchemy's, not nginx's."""

from __future__ import annotations

import ast
import logging
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from assistant.journal.database import Database
from assistant.ui import trouble

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "assistant"
WORDS = "Иванова Мария +7 900 000-00-01"
# Who may write a log, and what it says there.
LOGGERS = {
    "ui/trouble.py": "kind and place of an error",
    "retrieval/hub_model.py": "silences others",
    "website/build.py": "pages",
    "website/files.py": "pages",
    "website/hooks.py": "pages",
    "website/live.py": "silences others",
    "website/publication.py": "pages",
    "website/rendering.py": "pages",
}


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        yield file.relative_to(PACKAGE).as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def _calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Calls by the last part of what is called: ``print``, ``exception``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func
            yield (name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")), node


def test_only_those_log_who_know_nothing_of_customers() -> None:
    imports = {
        path
        for path, tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import) and any(each.name == "logging" for each in node.names)
    }
    assert imports == set(LOGGERS)


def test_only_commands_print() -> None:
    printing = {path for path, tree in _modules() for name, _ in _calls(tree) if name == "print"}
    assert {path.partition("/")[0] for path in printing} == {"commands"}


def test_no_trace_is_written() -> None:
    traces = {"exception", "print_exc", "print_exception", "format_exc", "format_exception"}
    guilty = [
        f"{path}:{call.lineno}"
        for path, tree in _modules()
        for name, call in _calls(tree)
        if name in traces
    ]
    assert guilty == []


def test_no_engine_echoes() -> None:
    engines = [
        call for _, tree in _modules() for name, call in _calls(tree) if name == "create_engine"
    ]
    given = [{each.arg for each in call.keywords} for call in engines]
    assert len(given) == 2
    assert all("hide_parameters" in each and "echo" not in each for each in given)


def test_an_error_of_the_database_tells_no_values(tmp_path: Path) -> None:
    database = Database.from_file(tmp_path / "journal.sqlite3")
    with database.engine.connect() as connection, pytest.raises(StatementError) as told:
        connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": WORDS})
    assert WORDS not in str(told.value)
    assert "hidden" in str(told.value)


@pytest.fixture
def wordless() -> Iterator[None]:
    """Records without messages of errors, and as they were afterwards."""
    factory = logging.getLogRecordFactory()
    trouble.keep_words_out_of_logs.cache_clear()
    trouble.keep_words_out_of_logs()
    yield
    logging.setLogRecordFactory(factory)
    trouble.keep_words_out_of_logs.cache_clear()


@pytest.mark.usefixtures("wordless")
def test_what_nobody_caught_is_logged_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    try:
        int(WORDS)
    except ValueError:
        logging.getLogger("streamlit.anything").exception("Uncaught app execution")
    assert "Мария" not in caplog.text
    assert "Uncaught app execution: ValueError at" in caplog.text
    assert "test_log_privacy.py" in caplog.text


def test_the_server_keeps_words_out_before_it_serves() -> None:
    tree = ast.parse((PACKAGE / "ui" / "server.py").read_text(encoding="utf-8"))
    calls = [
        node.value.func.id
        for node in tree.body
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
    ]
    assert calls == ["keep_words_out_of_logs"]


def test_streamlit_shows_no_error() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["client"]["showErrorDetails"] == "none"
    assert "logger" not in config


@pytest.mark.parametrize("name", ["assistant.conf.jinja", "nginx.conf.jinja"])
def test_nginx_logs_no_parameters(name: str) -> None:
    lines = (PACKAGE / "deployment" / "templates" / name).read_text(encoding="utf-8")
    formats = " ".join(re.findall(r"log_format [^;]*;", lines))
    for variable in (
        "$request ",
        '$request"',
        "$request_uri",
        "$args",
        "$query_string",
        "$http_",
        "$cookie_",
    ):
        assert variable not in formats
    assert re.findall(r"error_log \S+ (\w+);", lines) == ["crit"]
    written = re.findall(r"access_log ([^;]*);", lines)
    assert set(written) <= {"off", "/var/log/nginx/assistant.log assistant"}
