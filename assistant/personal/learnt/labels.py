"""Labels of the tagger: groups of kinds, since some kinds have too few examples to learn from."""

from __future__ import annotations

from assistant.personal.span import Kind

NONE = "none"
OTHER = "other"
_GROUPS = {
    Kind.NAME: "name",
    Kind.ADDRESS: "address",
    Kind.PHONE: "phone",
    Kind.PLATE: "plate",
    Kind.EMAIL: "contact",
    Kind.HANDLE: "contact",
    Kind.BIRTH: "birth",
}
# The first label is that of what is not personal.
LABELS = (NONE, "name", "address", "phone", "plate", "contact", "birth", OTHER)
# What a span of a label is called; «other» has many kinds, most are numbers of documents.
KINDS = {
    "name": Kind.NAME,
    "address": Kind.ADDRESS,
    "phone": Kind.PHONE,
    "plate": Kind.PLATE,
    "contact": Kind.EMAIL,
    "birth": Kind.BIRTH,
    OTHER: Kind.DOCUMENT,
}
# How likely a token has to be personal, 0…1; set on batches of letters that were left out of the teaching.
THRESHOLDS = {
    NONE: 2.0,
    "name": 0.4,
    "address": 0.4,
    "phone": 0.6,
    "plate": 0.4,
    "contact": 0.9,
    "birth": 0.8,
    OTHER: 0.9,
}


def label_of(kind: Kind | None) -> str:
    """The label of a marked kind; what may be masked or not is not personal."""
    return NONE if kind is None else _GROUPS.get(kind, OTHER)
