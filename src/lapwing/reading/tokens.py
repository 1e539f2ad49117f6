"""Words as Universal Dependencies counts them, each with its code points.

The conventions are those of UD English (EWT, GUM): clitics are words of their own (do|n't, Turkey|'s), hyphenated words
come apart (pro-Iranian stays, US|-|led), except after the affixes that the treebanks keep (``AFFIXES``). Numbers, dates,
addresses and abbreviations stay whole.
"""

from __future__ import annotations

import re

AFFIXES = frozenset(
    "e non mid pre anti re post co over pro multi ex sub semi cross counter inter pan mini neo socio un de ultra super trans bi tri "
    "vice micro macro pseudo quasi hyper infra intra extra arch psycho electro geo bio eco".split()
) - {"vice", "eco"}
"""Prefixes that stay joined to the word after the hyphen (counted in the training parts of EWT and GUM)."""

ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col lt sgt maj capt cpl brig adm rep sen gov rev hon st no nos vs etc inc corp co ltd bros jr sr "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun "
    "a.m p.m am pm approx dept est fig vol pp ed eds al cf ave blvd rd mt ft gen sheikh messrs mme mlle supt insp det atty "
    "ala ariz ark calif colo conn fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev "
    "okla ore pa tenn tex va vt wash wis wyo".split()
)

_WORD = re.compile(
    r"""
    (?:https?://|www\.)[^\s<>"“”]+[^\s<>"“”.,;:!?)\]'’]            # addresses
  | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                    # mail
  | [@\#]\w+                                                        # handles
  | (?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?                           # U.S. a.m. J.P
  | \d+(?:[.,:]\d+)+(?:st|nd|rd|th|s)?                              # 1,300 5:30 2.5
  | \d{1,4}/\d{1,2}(?:/\d{2,4})?                                    # 9/11 04/30/2001
  | \d+(?:st|nd|rd|th|s|km|bn|m|k|pm|am|kg|mm|cm|h)?(?![^\W\d_])    # numbers with a unit
  | \.{2,} | -{2,} | ={2,} | \*{2,} | _{2,} | ~{2,} | [!?]{2,} | <{2,} | >{2,} | …  # runs
  | [:;]-?[)(DPp](?!\w)                                             # emoticons
  | \(?\d{3}\)?-\d{3}-\d{4} | \+?\d+(?:-\d+){2,}                     # telephone numbers
  | (?:Ph\.D|M\.A|B\.A)\.
  | [^\W\d_]+(?:[&][^\W\d_]+)+                                      # R&D
  | \w+(?:\.\w+)*                                                   # words, file.names
  | [’'`](?:s|S|ll|re|ve|m|d)\b
  | \S
    """,
    re.VERBOSE,
)
CLITICS = frozenset({"s", "ll", "re", "ve", "m", "d"})
_CLITIC = re.compile(r"(?i)(n['’`]t|['’`](?:s|ll|re|ve|m|d))$")
_SPECIAL = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}


def tokenize(text: str, start: int = 0) -> list[tuple[int, int]]:
    """Ranges of the words of ``text``, shifted by ``start``."""
    found: list[tuple[int, int]] = []
    pieces = [m.span() for m in _WORD.finditer(text)]
    i = 0
    while i < len(pieces):
        a, b = pieces[i]
        i, a, b = _joined(text, pieces, i, a, b)
        found.extend((start + x, start + y) for x, y in _parts(text, a, b))
    return found


def _joined(text: str, pieces: list[tuple[int, int]], i: int, a: int, b: int) -> tuple[int, int, int]:
    """Join what the treebanks keep as one word: affix-word, don't (before the clitic is cut), Mr., U.S."""
    i += 1
    word = text[a:b]
    if word.isalpha() and i < len(pieces) and pieces[i][0] == b:
        following = text[pieces[i][0] : pieces[i][1]]
        if (
            following in "-‑"
            and word.lower() in AFFIXES
            and i + 1 < len(pieces)
            and pieces[i + 1][0] == pieces[i][1]
            and text[pieces[i + 1][0]].isalpha()
        ):
            b = pieces[i + 1][1]
            i += 2
        elif following in ("'", "’", "`") and i + 1 < len(pieces) and pieces[i + 1][0] == pieces[i][1]:
            tail = text[pieces[i + 1][0] : pieces[i + 1][1]]
            if tail.isalpha() and tail.lower() not in CLITICS and (tail != "t" or word[-1:] in "nN"):
                b = pieces[i + 1][1]
                i += 2
        elif following == "." and (word.lower() in ABBREVIATIONS or (len(word) == 1 and word.isupper())) and pieces[i][1] < len(text):
            b = pieces[i][1]
            i += 1
    return i, a, b


def _parts(text: str, a: int, b: int) -> list[tuple[int, int]]:
    word = text[a:b]
    cut = _SPECIAL.get(word.lower())
    if cut:
        return [(a, a + cut), (a + cut, b)]
    m = _CLITIC.search(word)
    if m and m.start() > 0:
        return [(a, a + m.start()), (a + m.start(), b)]
    return [(a, b)]
