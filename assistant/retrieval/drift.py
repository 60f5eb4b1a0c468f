"""How far the knowledge base has moved from what the embedded encoder was trained on.

Drift is the share of the passages there are now (client phrases, titles, sections …) whose text the encoder
has not seen: new ones and changed ones. Passages that went do not count: knowing them harms nobody.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

TRAINED_ON = "trained.json"
# Above it the encoder is due for training again.
MAX_DRIFT = 0.10


def save_trained_on(texts: Collection[str], encoder: Path) -> None:
    """Write down, in the folder of an encoder, what it was trained on."""
    text = json.dumps(sorted(set(texts)), ensure_ascii=False, indent=0)
    (encoder / TRAINED_ON).write_text(text + "\n", encoding="utf-8")


def drift_of(texts: Collection[str], encoder: Path) -> float:
    """Share of texts the encoder of a folder was not trained on, 0…1 in steps of 0.0001."""
    trained_on = set(json.loads((encoder / TRAINED_ON).read_text(encoding="utf-8")))
    now = set(texts)
    return round(len(now - trained_on) / len(now), 4)
