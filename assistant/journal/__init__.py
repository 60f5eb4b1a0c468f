"""The journal: answers that were given, what agents corrected, promises made, and past tickets."""
