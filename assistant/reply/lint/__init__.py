"""Check the text of a reply before it is sent; every finding has its place in the text.

What a rule looks for is in the modules beside; phrases and words stand in ``tone.yml``.
"""

from assistant.reply.lint.finding import Finding
from assistant.reply.lint.linting import lint
from assistant.reply.lint.phrases import forbidden_phrases
from assistant.reply.lint.situation import Situation

__all__ = ["Finding", "Situation", "forbidden_phrases", "lint"]
