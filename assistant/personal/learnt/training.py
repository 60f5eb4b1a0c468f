"""Teach the tagger from marked letters (the only file that imports pycrfsuite, a development package).

The same letters, dictionary and library give the same weights: nothing is drawn at random but copies with a
seed, and weights are rounded to thousandths.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.personal.learnt.copies import copied
from assistant.personal.learnt.labels import LABELS, NONE, label_of
from assistant.personal.learnt.model import Model
from assistant.personal.learnt.tokens import Token, features_of, tokens_of
from assistant.personal.marked import Document, read_documents
from assistant.russian.normal import normalise

LETTERS = Path(__file__).with_name("letters.jsonl")
_COPIES, _SEED = 2, 7
# Cross-validated by batches of letters; L1 and L2 of CRFsuite's L-BFGS.
_PARAMETERS = {"c1": 0.05, "c2": 0.05, "max_iterations": 60, "feature.possible_transitions": True}


def digest_of(letters: Path) -> str:
    """SHA-256 of the letters as they lie, ends of lines apart."""
    return hashlib.sha256(letters.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def teach(letters: Path, weights: Path) -> None:
    """Teach a model from a file of letters and put it in the place of the weights there are."""
    text = taught(read_documents(letters), digest_of(letters)).to_text()
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=weights.parent, delete=False
    ) as aside:
        aside.write(text)
    written = Path(aside.name)
    written.chmod(0o644)
    written.replace(weights)


def taught(documents: Sequence[Document], letters: str = "", copies: int = _COPIES) -> Model:
    """A model taught from marked letters; ``letters`` is their digest."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for document in (*documents, *copied(documents, copies, _SEED)):
        tokens = tokens_of(normalise(document.text))
        if tokens:
            told = [[each for part in parts for each in part] for parts in features_of(tokens)]
            trainer.append(told, list(labels_of(document, tokens)))
    trainer.set_params(_PARAMETERS)
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder, "weights"))
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        tagger.open(file)
        info = tagger.info()
        tagger.close()
    return Model.from_weights(LABELS, letters, info.transitions, info.state_features)


def labels_of(document: Document, tokens: Iterable[Token]) -> Iterable[str]:
    """The label of each token of a letter."""
    for token in tokens:
        kinds = (
            label_of(each.kind)
            for each in document.labels
            if token.start < each.end and token.end > each.start
        )
        yield next((each for each in kinds if each != NONE), NONE)
