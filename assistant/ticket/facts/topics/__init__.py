"""Wordings that give a fact only in a ticket that is about it.

«Час уже», «и с кнопки ноль», «когда гость заехал» are facts once the governing request is known to
need a time, an opening by hand, a kind of event; in another ticket the same words would tell of
something else. So these patterns are wide, and only those of the needed keys are run.
"""
