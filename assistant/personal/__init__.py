"""Personal data of a text, masked before anything is stored or indexed.

``mask`` puts readable tokens in the place of phones, names, documents and the like; ``restore`` puts
the values back and is for the agent's own session. Nothing here promises anonymity: how often a
value slips through is measured, see ``docs/_dev/personal-data.md``.
"""

from assistant.personal.masking import Masked, mask, restore

__all__ = ["Masked", "mask", "restore"]
