"""What a single line of a page looks like, taken by itself: its kind and the figures that later steps weigh."""

from __future__ import annotations

import re
from typing import NamedTuple

from lapwing.pages import days
from lapwing.pages.bylines import is_unnamed, names_before_date
from lapwing.pages.credits import after, cut_credit, is_lone_credit, label_rest, only_names
from lapwing.pages.lines import CLOSERS, Unit
from lapwing.pages.phrases import Phrases, key

ENDS = ".…。．؟۔।॥։!?！？‽"
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
RULE = re.compile(r"[-=_*~#•·.—–+\s]{3,}")
BULLET = re.compile(r"(?:[-•*▪◦‣·–—●■►»]|\(?\d{1,2}[.)])\s+")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|@\w+|#\w+")
AGO = re.compile(
    r"(?:\d+|an?|one)\s*(?:s|m|h|d|sec\w*|min\w*|hrs?|hours?|days?|weeks?|months?|years?)(?:\s+(?:ago|read|listen|old))?|"
    r"(?:vor|hace|il y a|há)\s+\d+\s+\w+|(?:today|yesterday|just now)",
    re.IGNORECASE,
)
HOURS = re.compile(
    r"\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:\(?(?:[A-Z]{2,5}|Uhr|UTC|GMT)(?:[+-]\d{1,2})?(?::\d{2})?\)?)?", re.IGNORECASE
)
SEEN = re.compile(
    r"\b(?:file (?:photo|picture|image)|pictured|seen here|in this (?:file|photo|picture|image|handout|undated)"
    r"|\((?:L|R|C|left|right|center|centre)\)"
    r"|(?:,|\() ?(?:left|right|second left|second right|second from left|center|centre),?\)?"
    r"|archivfoto|archivbild|foto de archivo|foto d'archivio)",
    re.IGNORECASE,
)

CUES = frozenset(
    (
        "file",
        "pictured",
        "seen",
        "this",
        "left",
        "right",
        "center",
        "centre",
        "l",
        "r",
        "c",
        "archivfoto",
        "archivbild",
        "archivo",
        "archivio",
    )
)
CLOCK_WORDS = frozenset(
    "utc gmt est edt cst cdt pst pdt cet cest ist bst eat wib uhr ago last first updated published posted modified at on "
    "year years month months day days hour hours minute minutes min mins read "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
DIGIT = re.compile(r"\d")
LINKED = re.compile(r"[@#]|https?:|www\.")
CRUMBS = re.compile(r"\s*[>›»|/•·→]\s*")
LABEL_END = re.compile(r"[:|»›]")
DOCUMENT = re.compile(r"(?:document\s+)?\d+\s+of\s+\d+(?:\s+documents?)?", re.IGNORECASE)


SIGN_OFF = re.compile(
    r"[a-zäöü]{2,3}(?:/[a-zäöü]{2,3})+(?: \([\w ,/-]{2,40}\))?|\((?:END|ENDS|MORE)\)|-+ ?(?:ends|end|30) ?-+", re.IGNORECASE
)
CALL = re.compile(  # a call to the reader, to be confirmed by MEDIUM
    r"(?:\* )?(?:(?:follow|find|chat with|connect with|subscribe|sign up|e-?mail|download|click|tune in|check out|don['’]t miss)\b"
    r"|(?:join|contact|reach|get|support|read|watch|listen|send|share|stay|like)"
    r" (?:us|our|on|in|to|more|me|your|this|up|here|breaking|live)\b"
    r"|(?-i:Contact|Follow|Reach) [A-Z@]|for (?:all )?(?:the |our |more )?(?:latest|breaking|more|news|updates)\b"
    r"|to (?:subscribe|receive|support us|comment|read the full)\b|you can (?:follow|find|reach|contact|also)\b"
    r"|if you (?:have|want|would|like|wish|are)\b)",
    re.IGNORECASE,
)
MEDIUM = re.compile(
    r"\b(?:facebook|instagram|telegram|whatsapp|youtube|linkedin|tiktok|google news|patreon|newsletters?|inbox|podcasts?"
    r"|our (?:app|channel|page|website|site|team|coverage|journalism))\b|\bon (?:twitter|x)\b|\S@\S+\.\w|\s@\w{3,}",
    re.IGNORECASE,
)
EMBED = re.compile(r"\bpic\.twitter\.com/\w+|^[—–-] ?[^()]{2,60} \(@\w+\)|^A post shared by\b|^View this post on\b")


class Mark(NamedTuple):
    """One unit seen alone.

    ``kind`` is one of: prose, sentence (short, with full stop), long (many words, no full stop), line (anything else in
    words), item (list entry), byline, date, caption, credit, rule (separator), related, end, furniture.
    """

    unit: Unit
    kind: str
    key: str
    words: int
    stop: bool  # ends as a sentence does
    capital: float  # share of longer words that start with a capital
    why: str = ""  # for furniture: the reason
    cue: bool = False  # says that it describes a photo


def count_words(text: str) -> int:
    """Words of a text; in scripts without blanks two characters count as one."""
    blanks = text.count(" ") + 1
    if text.isascii() or len(text) < blanks * 8:
        return blanks
    return max(blanks, len(CJK.findall(text)) // 2)


def has_stop(text: str) -> bool:
    """Whether the text ends like a sentence, closing quotes and brackets aside."""
    bare = text.rstrip(CLOSERS)
    return bool(bare) and bare[-1] in ENDS


def capital_share(text: str) -> float:
    """Share of the words of four letters and more that start with a capital; 0 without such words."""
    longer = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return sum(1 for word in longer if word[0].isupper()) / len(longer) if longer else 0.0


def is_date(text: str, phrases: Phrases) -> bool:
    """Whether a line is a date line: a day, perhaps a weekday, an hour and a word such as "Published", and little else.

    Names before it ("Jane Doe Published ...") and an agency's ("Reuters · Posted: ...") don't count.
    """
    if len(text) > 140:
        return False
    source, bar, dated = text.partition(" · ")
    if bar and is_lone_credit(source, phrases):
        text = dated
    text = text[names_before_date(text, phrases) :]
    found, written = days.numeric(text)
    if not (found or written or days.written(text)):
        return False
    rest = days.CLOCK.sub(" ", days.NUMERIC.sub(" ", days.ISO.sub(" ", text)))
    words = [w for w in key(rest).split() if w not in days.months() and w not in days.ORDINALS and len(w) > 2 and w not in CLOCK_WORDS]
    label = phrases.opening("published", key(text)) or phrases.opening("updated", key(text))
    return len(words) <= (8 if label else 3)


def is_byline(text: str, words: str, phrases: Phrases) -> bool:
    """Whether a line names its writer: "By Jane Doe and Omar Haddad", "Von Anna Schmidt | 3. Juni 2021"."""
    if is_unnamed(text, phrases):
        return True
    if len(text) <= 140 and DIGIT.search(text) and names_before_date(text, phrases) and is_date(text, phrases):
        return True
    label = phrases.opening("byline", words)
    if not label or label == words:
        return False
    rest = text[after(text, label) :].lstrip(" :|-–—")
    rest = re.split(r"\s[|•·–—-]\s|\s*[|•·]\s*|\d|,? ?\b(?:Published|Updated|Posted)\b", rest, maxsplit=1)[0]
    return bool(rest.strip()) and only_names(rest) and not has_stop(rest.replace(".", ""))


def glance(unit: Unit, phrases: Phrases) -> Mark:
    """Look at one unit in a page of very many: whole-line phrases and shape only, no dates, bylines and credits."""
    text = unit.text
    words, stop = text.count(" ") + 1, text[-1] in ENDS
    name = key(text) if words <= 8 else text
    kind, why = _phrase(name, words, phrases) if words <= 8 else ("", "")
    if not kind:
        kind, why = _shape(text, words, stop, 0.0) if len(name) > 1 else ("furniture", "widget")
    return Mark(unit, kind, name, words, stop, 0.0, why)


def mark(unit: Unit, phrases: Phrases) -> Mark:
    """Look at one unit by itself."""
    text = unit.text
    words = count_words(text)
    stop = has_stop(text)
    if words > 60:
        capital = capital_share(text[:600])
        nav = not stop and capital > 0.7 and not any(c in ENDS for c in text[:-1])
        return Mark(unit, "furniture" if nav else "prose", "", words, stop, capital, "navigation" if nav else "")
    if not text[0].isalpha() and (RULE.fullmatch(text) or DOCUMENT.fullmatch(text)):
        return Mark(unit, "rule", "", words, False, 0.0, "separator")
    name = key(text)
    said = set(name.split(" "))
    capital = capital_share(text) if not stop or words <= 16 else 0.0
    kind, why = _known(text, name, words, stop, phrases)
    if (not kind or kind == "date") and words <= 60 and text[0] not in '“"' and EMBED.search(text):
        kind, why = "furniture", "embedded post"
    if not kind and (phrases.inside(name, said) or (words <= 45 and CALL.match(text) and MEDIUM.search(text))):
        kind, why = "furniture", "page furniture"
    if not kind:
        kind, why = _shape(text, words, stop, capital)
    cue = words <= 45 and not said.isdisjoint(CUES) and SEEN.search(text) is not None
    return Mark(unit, kind, name, words, stop, capital, why, cue)


def _known(text: str, name: str, words: int, stop: bool, phrases: Phrases) -> tuple[str, str]:
    """Kinds that words or patterns give away; ("", "") otherwise."""
    digits = words <= 22 and DIGIT.search(text) is not None
    if len(name) < 2:
        return ("date", "") if len(text) > 5 and digits and is_date(text, phrases) else ("furniture", "widget")
    exact = _exact(text, name, words, phrases)
    if exact[0]:
        return exact
    if is_byline(text, name, phrases):
        return "byline", ""
    if digits and is_date(text, phrases):
        return "date", ""
    labelled = _labelled(text, name, words, stop, phrases)
    if labelled[0]:
        return labelled
    cut, found = cut_credit(text, phrases)
    if found:
        return ("caption" if cut else "credit"), ""
    if words <= 14 and not stop and is_lone_credit(text, phrases):
        return "credit", ""
    return "", ""


def _phrase(name: str, words: int, phrases: Phrases) -> tuple[str, str]:
    """Lines that are known word for word."""
    if phrases.has("end", name):
        return "end", "page tail"
    if phrases.has("related", name):
        return "related", "related stories"
    if phrases.has("line", name):
        return "furniture", "widget"
    if words <= 4 and phrases.has("section", name):
        return "furniture", "navigation"
    return "", ""


def _exact(text: str, name: str, words: int, phrases: Phrases) -> tuple[str, str]:
    """Lines that are known word for word, or that hold nothing but navigation, addresses or hours."""
    if words > 20:
        return "", ""
    kind, why = _phrase(name, words, phrases)
    if kind:
        return kind, why
    if words <= 6 and (AGO.fullmatch(text) or HOURS.fullmatch(text)):
        return "furniture", "widget"
    if SIGN_OFF.fullmatch(text):
        return "furniture", "sign-off"
    if LINKED.search(text) and all(ADDRESS.fullmatch(word) for word in text.split()):
        return "furniture", "widget"
    if words >= 4 and sum(is_navigation(word, phrases) for word in name.split()) >= 0.6 * words:
        return "furniture", "navigation"
    pieces = [piece for piece in CRUMBS.split(text) if piece]
    if len(pieces) > 1 and all(len(piece.split()) <= 4 and is_navigation(key(piece), phrases) for piece in pieces[:-1] or pieces):
        return "furniture", "navigation"
    return "", ""


def is_navigation(name: str, phrases: Phrases) -> bool:
    """Whether a piece of a line is a word of navigation."""
    return phrases.has("line", name) or phrases.has("section", name) or phrases.has("end", name)


def _labelled(text: str, name: str, words: int, stop: bool, phrases: Phrases) -> tuple[str, str]:
    head = LABEL_END.split(text, maxsplit=1)
    if len(head) == 2 and phrases.has("related", key(head[0])):
        return "furniture", "related stories"
    if phrases.opening("caption", name) or is_labelled_caption(text, head, phrases):
        return "caption", ""
    label = phrases.opening("credit", name)
    if (
        label
        and words <= 14
        and (re.match(r"\s*[:©/|–-]", text[after(text, label) :]) or " " in label)
        and only_names(label_rest(text, label))
    ):
        return "credit", ""
    if phrases.opening("start", name) or (not stop and words <= 12 and phrases.opening("label", name)):
        return "furniture", "page furniture"
    if text[0] == "©" or text[:3].casefold() == "(c)":
        return ("credit", "") if words <= 8 and not DIGIT.search(text) and is_lone_credit(text, phrases) else ("furniture", "copyright")
    return "", ""


def is_labelled_caption(text: str, head: list[str], phrases: Phrases) -> bool:
    """Whether a line is a caption behind a label that may also stand before a credit: "Picture: Barrels at the port ..."."""
    if len(head) != 2 or ":" not in text[:20] or not phrases.has("credit", key(head[0])):
        return False
    gallery = key(head[0]).endswith("s")  # "Photos: ..." is a link
    return not gallery and head[1].count(" ") >= 4 and not only_names(head[1])


def _shape(text: str, words: int, stop: bool, capital: float) -> tuple[str, str]:
    if not stop and not text[0].isalpha() and BULLET.match(text):
        return "item", ""
    if stop:
        return ("prose" if words >= 7 else "sentence"), ""
    if words >= 20 and capital > 0.8 and "," not in text:
        return "furniture", "navigation"
    if words >= 15 or (text[-1] in ":;" and words >= 5):
        return "long", ""
    return "line", ""
