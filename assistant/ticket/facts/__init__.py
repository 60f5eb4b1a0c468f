"""Facts of a ticket by the catalogue's keys: what the customer already said, word for word.

One module per noun of the catalogue's tables; each has ``find``, all are run by ``harvest``. What
counts only in a ticket about it is in ``topics``, run by ``expected``.
"""

from assistant.ticket.facts.expected import find_expected
from assistant.ticket.facts.harvest import find_facts

__all__ = ["find_expected", "find_facts"]
