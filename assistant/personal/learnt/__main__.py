"""``python -m assistant.personal.learnt``: teach the tagger from the letters beside it."""

from assistant.personal.learnt.tagger import WEIGHTS
from assistant.personal.learnt.training import LETTERS, teach

if __name__ == "__main__":
    teach(LETTERS, WEIGHTS)
