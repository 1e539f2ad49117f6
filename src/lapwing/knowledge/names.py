"""Folding of names to one key, used the same way when a table is built and when it is asked."""

from __future__ import annotations

import re
import unicodedata

_SPACE = str.maketrans(dict.fromkeys("-–‐/,()[]\u00a0", " "))
_DROP = str.maketrans(dict.fromkeys("'’‘ʿʾ`´.\"“”", None))
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a", "ħ": "h"}
)  # letters that do not come apart into letter and accent
# Spellings that transliteration from Arabic, Persian, Cyrillic and others leaves open, mapped to one letter each.
_VARIANTS = tuple(
    pair.split(">")
    for pair in "tch>c sch>s kh>k gh>g dh>d th>t ph>f ou>u oo>u ee>i ei>i ai>i ay>i aw>au yy>i iy>i q>k y>i w>v j>i e>i o>u".split()
)
_PARTICLES = frozenset("al el ul ad as ar an ash az at bin ibn ben abd abu de da van von".split())
_NOBILIARY = _PARTICLES | frozenset("der den la le della dos do du di san st".split())
_SIMPLE = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*").fullmatch
ACRONYM = 3  # capitals up to this length must match as written: IS, US, WHO


def fold(text: str) -> str:
    """The key of a name: no accents, quotes, dots or hyphens, lower case, single spaces, no leading article."""
    if _SIMPLE(text) is not None:  # most names: nothing to fold but the case
        plain = text.lower()
        return plain[4:] if plain.startswith("the ") else plain
    plain = text.translate(_SPACE).translate(_DROP)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.lower().translate(_LETTERS))
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = plain.lower().split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


def key(text: str) -> str:
    """The index key: folded, but a short acronym keeps its capitals behind "=" so that "IS" is never the verb."""
    bare = text.replace(".", "")
    if bare.startswith(("the ", "The ")):
        bare = bare[4:]
    if len(bare) <= ACRONYM and bare.isalpha() and bare.isupper():
        return "=" + bare
    return fold(text)


def loose(folded: str) -> str:
    """A folded name with the letters made equal that transliterations disagree on, particles left out ("al-Kadhimi", "Kadhimy")."""
    words = [w for w in folded.split() if w not in _PARTICLES]
    text = " ".join(words)
    for old, new in _VARIANTS:
        text = text.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", text)


def surnames(folded: str, family_first: bool) -> tuple[str, ...]:
    """Keys under which a person may be called by family name alone, longest first."""
    words = folded.split()
    if len(words) < 2:
        return ()
    if family_first and len(words[0]) > 1:
        return (words[0],)
    found = []
    if len(words) > 2:
        found.append(" ".join(words[-2:]))
    start = len(words) - 1
    while start > 1 and words[start - 1] in _NOBILIARY:
        start -= 1
    if start < len(words) - 1:
        found.append(" ".join(words[start:]))
    if len(words[-1]) > 1 and words[-1] not in {"jr", "sr", "ii", "iii"}:
        found.append(words[-1])
    return tuple(dict.fromkeys(found))
