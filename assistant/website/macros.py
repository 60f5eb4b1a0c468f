"""What a macro page of the site may use: figures and filters of ``knowledge.macros``, ``catalogue``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from assistant.errors import PageError
from assistant.knowledge.figures import load_figures
from assistant.knowledge.macros import FILTERS
from assistant.website.catalogue import Catalogue
from assistant.website.publication import Publication


def define_env(env: Any) -> None:
    """Entry point of mkdocs-macros.

    Raises:
        PluginError: a file of figures is broken, or has the name of a variable of mkdocs-macros.
    """
    try:
        figures = load_figures(Path(env.conf["docs_dir"]))
    except PageError as error:
        raise PluginError(str(error)) from error
    for name, value in figures.items():
        if name in env.variables:
            problem = f"_data/{name}.yml: имя «{name}» занято макросами сайта; переименуйте файл"
            raise PluginError(problem)
        env.variables[name] = value
    env.variables["catalogue"] = Catalogue(
        lambda: Publication.current().knowledge, lambda: env.page.file.src_uri
    )
    for name, convert in FILTERS.items():
        env.filter(convert, name)
