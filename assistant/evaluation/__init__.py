"""Quality, measured: labelled tickets, leave-one-phrase-out, and peers on the same tickets.

``labelled`` and ``outcome`` hold a ticket and what the product made of it, ``ratio`` a figure with its
interval, ``quality`` all figures; ``ranking`` figures of a mere search, which ``leave_out`` and
``baselines`` fill.
"""

from assistant.evaluation.labelled import Labelled
from assistant.evaluation.outcome import Outcome, answer_labelled
from assistant.evaluation.quality import Quality, evaluate

__all__ = ["Labelled", "Outcome", "Quality", "answer_labelled", "evaluate"]
