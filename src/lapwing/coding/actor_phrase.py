"""A noun phrase taken apart for the question "who is this": head, modifiers, owner, country."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lapwing.coding.actor_context import Context, Name, bound
from lapwing.coding.syntax import head_of

BELONGS = frozenset({"of", "in", "from", "within", "across", "inside", "for", "at"})  # prepositions after which the owner stands
FORMER = frozenset({"former", "ex", "late", "deposed", "ousted", "toppled", "onetime", "erstwhile", "then", "then-", "ex-"})
_TRIM = frozenset({"PUNCT", "DET", "ADP", "CCONJ", "SCONJ", "SYM"})
_PARTS = frozenset(
    (
        "number majority handful thousand hundred dozen score million lot couple pair ten level rest bulk half third "
        "quarter minority part most"
    ).split()
)  # heads behind which, after "of", stands what is meant
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", ""})


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: tokens [first, last) trimmed of articles and punctuation."""

    sentence: int
    first: int
    last: int
    head: int
    names: tuple[Name, ...]
    words: tuple[str, ...]  # lemmas before the head that are neither names nor articles or numbers
    lemma: str  # of the head, lower case
    plural: bool
    former: bool
    code: str | None  # ISO3 that the phrase itself names
    owner: Name | None  # group, organisation or person to whom the head belongs
    pronoun: int | None  # token of a possessive pronoun before the head

    @property
    def lemmas(self) -> tuple[str, ...]:
        """Modifiers and head."""
        return (*self.words, self.lemma)


def trim(ctx: Context, sentence: int, first: int, last: int) -> tuple[int, int]:
    """Cut articles, prepositions, quotes and a possessive ending from the edges of a token range."""
    tokens = ctx.reading.sentences[sentence].tokens
    while first < last - 1 and (tokens[first].upos in _TRIM or tokens[first].text.lower() in ("the", "a", "an")):
        if tokens[first].upos in ("DET", "ADP") and tokens[first].text[:1].isupper() and _names_start(ctx, sentence, first):
            break
        first += 1
    while last - 1 > first and (tokens[last - 1].upos == "PUNCT" or tokens[last - 1].text in ("'s", "’s", "'", "’")):
        if tokens[last - 1].text == ")" and any(t.text == "(" for t in tokens[first:last]):
            break
        last -= 1
    return first, last


def _names_start(ctx: Context, sentence: int, token: int) -> bool:
    return any(n.first == token for n in ctx.names[sentence])


def analyse(ctx: Context, sentence: int, first: int, last: int) -> Phrase:
    """Take the token range apart."""
    first, last = trim(ctx, sentence, first, last)
    tokens = ctx.reading.sentences[sentence].tokens
    head = _head(ctx, sentence, first, last)
    head = _noun_behind(ctx, sentence, head, last)
    if (tokens[head].lemma.lower() in _PARTS or tokens[head].upos == "NUM") and (of := _of(ctx, sentence, head, last)) is not None:
        return replace(analyse(ctx, sentence, of, last), first=first)
    inside = ctx.names[sentence]
    if any(n.first < first < n.last for n in inside):
        inside = ctx.rescan(sentence, first, last)
    names = tuple(_clipped(n, last) for n in inside if first <= n.first < last)
    taken = {i for n in names for i in range(n.first, n.last)}
    words, pronoun, former = [], None, False
    for i in range(first, head):
        token = tokens[i]
        if i in taken:
            continue
        if token.upos in ("PRON", "DET") and (token.deprel == "nmod:poss" or "Poss=Yes" in token.feats):
            pronoun = i
        former = former or token.text.lower().strip("-") in FORMER
        if token.upos in ("NOUN", "ADJ", "PROPN", "VERB", "X", "") and token.text.lower() not in ("'s", "’s", "the", "a", "an"):
            words.append(ctx.actors.word(token.lemma, token.text))
    lemma = ctx.actors.word(tokens[head].lemma, tokens[head].text)
    plural = "Number=Plur" in tokens[head].feats
    former = former or lemma.startswith(("ex-", "then-", "former"))
    code = _code(ctx, sentence, names, head, first, last)
    return Phrase(sentence, first, last, head, names, tuple(words), lemma, plural, former, code, _owner(ctx, names, head), pronoun)


def _noun_behind(ctx: Context, sentence: int, head: int, last: int) -> int:
    """A head that is a country's adjective gives way to the noun right behind it ("Spanish | officers")."""
    tokens = ctx.reading.sentences[sentence].tokens
    adjective = any(n.kind == "adjective" and n.first <= head < n.last for n in ctx.names[sentence])
    while adjective and head + 1 < last and tokens[head + 1].upos in ("NOUN", "PROPN", "ADJ"):
        head += 1
    return head


def _of(ctx: Context, sentence: int, head: int, last: int) -> int | None:
    """The token behind "of" that follows a part word, also over others of its kind ("tens of thousands of people")."""
    tokens = ctx.reading.sentences[sentence].tokens
    for i in range(head + 1, min(last - 1, head + 3)):
        if tokens[i].text.lower() == "of":
            return i + 1
    return None


def _clipped(name: Name, last: int) -> Name:
    """A name that runs on behind the range ("the US-led coalition | against Isis") ends with it."""
    return name if name.last <= last else Name(name.sentence, name.first, last, name.kind, name.actor, name.code)


def _head(ctx: Context, sentence: int, first: int, last: int) -> int:
    tree = ctx.trees[sentence]
    head = head_of(tree, first, last)
    if tree.tokens[head].upos in _NOUNS and (tree.tokens[head].head >= 0 or tree.tokens[head].deprel == "root"):
        return head
    stop = next((i for i in range(first + 1, last) if tree.tokens[i].upos in ("ADP", "SCONJ") or tree.tokens[i].text in ",;:("), last)
    found = [i for i in range(first, stop) if tree.tokens[i].upos in ("NOUN", "PROPN", "PRON", "NUM")]
    return found[-1] if found else max(first, stop - 1)


def _code(ctx: Context, sentence: int, names: tuple[Name, ...], head: int, first: int, last: int) -> str | None:
    countries = [n for n in names if n.code is not None and not bound(ctx.reading, n)]
    for name in countries:
        if name.first <= head:
            return name.code
    for name in countries:
        if name.kind in ("name", "seat") and _after(ctx, sentence, head, name.first) in BELONGS:
            return name.code
    tokens = ctx.reading.sentences[sentence].tokens
    start, end = tokens[first].start, tokens[last - 1].end
    inside = [t for t in ctx.towns if start <= t.start and t.end <= end and (t.start, t.end) != (start, end)]
    known = ctx.known_countries if inside else frozenset()
    return next((t.country for t in inside if t.country in known), None)


def _after(ctx: Context, sentence: int, head: int, token: int) -> str:
    """The preposition that governs a name behind the head, '' where none stands between."""
    tokens = ctx.reading.sentences[sentence].tokens
    for i in range(token - 1, head, -1):
        if tokens[i].upos == "ADP":
            return tokens[i].text.lower()
    return ""


def _owner(ctx: Context, names: tuple[Name, ...], head: int) -> Name | None:
    """The group, organisation or person before the head, or behind it after "of"."""
    found = [n for n in names if n.code is None and n.last <= head]
    if found:
        return found[-1]
    for name in names:
        if name.code is None and name.first > head and _after(ctx, name.sentence, head, name.first) in BELONGS:
            return name
    return None


def direct(ctx: Context, phrase: Phrase, first: int, last: int, collective: bool) -> bool:
    """Whether a name at [first, last) is what the phrase refers to, not its owner or complement.

    ``collective``: the head is a body or a crowd, which a person's name behind it cannot stand beside as apposition.
    """
    tokens = ctx.reading.sentences[phrase.sentence].tokens
    if first <= phrase.head < last:
        return True
    if first < phrase.head:
        return False
    if tokens[first].head == phrase.head and tokens[first].deprel.startswith(("flat", "appos")):
        return True
    between = tokens[phrase.head + 1 : first]
    if any(t.upos in ("VERB", "AUX") for t in between):
        return False
    if not any(t.upos == "ADP" for t in between):
        return not collective or any(t.text in (",", "(") for t in between)
    if collective:
        return False
    before = tokens[first - 1]
    ends_org = any(n.last == first and n.kind in ("organization", "group") for n in phrase.names)
    return before.text == "," or ends_org
