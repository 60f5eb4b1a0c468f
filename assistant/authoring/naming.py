"""Names of new things: anchors, addresses and file names that work everywhere and are not taken."""

from __future__ import annotations

from collections.abc import Callable, Set

from assistant.authoring.asking import WrongAnswer
from assistant.russian.normal import fold_key
from assistant.russian.translit import ascii_slug

MAX_SLUG = 40
# A letter may take two bytes; file systems stop at 255, and a temporary name is longer by a little.
_MAX_NAME = 110
_NOT_IN_NAMES = frozenset('/\\:*?"<>|#%')
# Windows keeps these names for devices, whatever follows the dot.
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)))
)


def slug_of(title: str) -> str:
    """A short Latin name for a title, cut at a word."""
    slug = ascii_slug(title)
    if len(slug) <= MAX_SLUG:
        return slug
    return slug[: MAX_SLUG + 1].rpartition("-")[0] or slug[:MAX_SLUG]


def free_slug(what: str, taken: Set[str]) -> Callable[[str], None]:
    """A check that an anchor or address is Latin and free; ``what`` names it in the message."""

    def check(answer: str) -> None:
        parts = answer.split("/")
        if any(part != ascii_slug(part) or not part for part in parts):
            raise WrongAnswer(f"{what} «{answer}» не из строчных латинских букв, цифр и дефисов.")
        if answer in taken:
            raise WrongAnswer(f"{what} «{answer}» уже занят.")

    return check


def free_title(taken: Set[str]) -> Callable[[str], None]:
    """A check that a title is not there yet, however typed; ``taken`` are folded."""

    def check(answer: str) -> None:
        if not fold_key(answer):
            raise WrongAnswer("В названии нет ни одной буквы.")
        if fold_key(answer) in taken:
            raise WrongAnswer(f"«{answer}» уже есть.")

    return check


def file_title(taken: Set[str]) -> Callable[[str], None]:
    """A check that a title is free and can be a file name on every system."""
    is_free = free_title(taken)

    def check(answer: str) -> None:
        is_free(answer)
        if _NOT_IN_NAMES & set(answer):
            raise WrongAnswer('В названии не может быть знаков / \\ : * ? " < > | # %.')
        if answer[0] in "._-~" or answer[-1] in ". " or answer.lower() in _DEVICES:
            raise WrongAnswer(f"«{answer}» не годится для имени файла.")
        if len(answer) > _MAX_NAME:
            raise WrongAnswer(f"Название длиннее {_MAX_NAME} знаков.")

    return check
