"""The calendar: a grammar of time phrases in news, pure text against a publication date (no model, no other room).

``read(phrase, published, tense, context)`` gives the moments of one phrase, ``find(text)`` the phrases of a text,
``guess(text, start)`` the tense of the clause around a place in a text.
"""

from lapwing.coding.calendar.find import Dated, Hit, dated_phrases, find
from lapwing.coding.calendar.grammar import NO_DATE, read
from lapwing.coding.calendar.moments import Moment, Tense
from lapwing.coding.calendar.periods import Period
from lapwing.coding.calendar.tense import guess

__all__ = ["NO_DATE", "Dated", "Hit", "Moment", "Period", "Tense", "dated_phrases", "find", "guess", "read"]
