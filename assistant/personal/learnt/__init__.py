"""A tagger that has learnt from marked letters what is personal: it adds to what the rules find.

A linear-chain CRF over words, numbers and marks. ``letters.jsonl`` is what it learnt from, ``weights.txt`` what
it learnt; ``python -m assistant.personal.learnt`` teaches it anew. Without sound weights the rules mask alone,
and ``trouble`` says so. Why, and what it is worth: ``docs/_dev/personal-data.md``.
"""

from assistant.personal.learnt.tagger import find, trouble

__all__ = ["find", "trouble"]
