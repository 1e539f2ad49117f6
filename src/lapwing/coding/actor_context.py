"""What an article says about who is who: names found in it, countries it is about, persons by family name, chains."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lapwing.coding.syntax import Tree, tree
from lapwing.knowledge.actors import Actor, Actors
from lapwing.knowledge.names import fold, key, surnames
from lapwing.types import Mention, Reading

LONGEST = 8  # tokens of the longest name looked up
ARTICLE, NEAR, SAME_PARAGRAPH = 0.5, 4.0, 1.0  # weights of a naming anywhere, in or shortly before the sentence, in its paragraph
LOCATED = 1.5  # weight of a country named as a place; one named otherwise counts 1, a person's 0.5
SHORT = 5  # capitals of an abbreviation that many bodies of the world may share
_LOCAL = frozenset({"PTY", "LAB", "BUS", "NGO", "SOC", "OPP", "JRN"})  # sectors of bodies known by a short form at home only
_STARTS = frozenset({"al", "el", "bin", "ibn", "de", "von", "van", "anti-balaka", "gilets"})
_NO_COUNTRY = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
_LOCATIVE = frozenset("in inside near across around into within outside at".split())
_PREFIXES = ("pro", "anti", "non", "ex", "post", "pre", "neo")
_ARTICLES = frozenset({"The", "THE", "A", "An"})
TITLES = frozenset(
    (
        "mr mrs ms miss dr sir lord lady dame prof professor gen lt col maj brig sgt capt adm cmdr rev sen rep gov pres hon sheikh sheik "
        "ayatollah imam mullah hajj haji sayyid saint judge justice secretary attorney general field marshal maj-gen st king queen prince "
        "princess pope cardinal crown vice deputy prime foreign defence defense interior former ex then acting interim"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the tables found in the text, tokens [first, last); ``code`` the ISO3 of a country word."""

    sentence: int
    first: int
    last: int
    kind: str  # person group organization | name adjective people seat (words for a country)
    actor: Actor | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """A person named in full somewhere in the article."""

    name: str
    actor: Actor | None
    sentence: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Town:
    """A place name of the article, by its characters, with its country (ISO3)."""

    start: int
    end: int
    country: str


@dataclass(frozen=True, slots=True)
class Context:
    """An article prepared for resolving its mentions."""

    reading: Reading
    actors: Actors
    as_of: str | None
    trees: tuple[Tree, ...]
    names: tuple[tuple[Name, ...], ...]  # per sentence, in order
    persons: dict[str, tuple[Known, ...]] = field(repr=False)  # folded family name -> persons, in order
    evidence: tuple[tuple[str, int, float], ...] = field(repr=False)  # ISO3, sentence, weight of each naming of a country
    chains: dict[tuple[int, int], tuple[int, ...]] = field(repr=False)  # (sentence, mention) -> chains
    folded: str = field(repr=False, default="")
    towns: tuple[Town, ...] = field(repr=False, default=())

    def rescan(self, sentence: int, first: int, last: int) -> tuple[Name, ...]:
        """Names of a token range that begins inside a longer name."""
        return _Finder(self.reading, self.actors, self.as_of, self.folded).sentence(sentence, first, last)

    def town(self, start: int, end: int) -> str | None:
        """The country (ISO3) of a town or region whose name is exactly these characters."""
        return next((t.country for t in self.towns if t.start == start and t.end == end), None)

    def text(self, sentence: int, first: int, last: int) -> str:
        """The raw words of a token range."""
        tokens = self.reading.sentences[sentence].tokens
        return self.reading.article.text[tokens[first].start : tokens[last - 1].end]

    def focus(self, sentence: int, located: bool = False) -> str | None:
        """The country (ISO3) a sentence is about where it names none: the article's, those named close by counting more.

        ``located``: only by where things happen ("in Syria", a town), as far as the article tells that at all.
        """
        scores: dict[str, float] = {}
        here = self.reading.sentences[sentence]
        for code, where, share in self.evidence:
            if located and share < LOCATED:
                continue
            back = sentence - where
            there = self.reading.sentences[where]
            near = NEAR * 0.5**back if 0 <= back <= 4 else 0.0
            near += SAME_PARAGRAPH if there.zone == here.zone and there.paragraph == here.paragraph else 0.0
            scores[code] = scores.get(code, 0.0) + share * (self.lead(where) * ARTICLE + near)
        if not scores and located:
            return self.focus(sentence)
        return max(scores, key=lambda c: scores[c]) if scores else None

    @property
    def known_countries(self) -> frozenset[str]:
        """Countries that the article names, or that several of its towns lie in; one town alone may be misread."""
        towns = [t.country for t in self.towns]
        named = {n.code or (n.actor.country if n.actor else None) for row in self.names for n in row}
        return frozenset({c for c in towns if towns.count(c) > 1} | {c for c in named if c})

    @property
    def weights(self) -> dict[str, float]:
        """ISO3 -> how much the article is about it."""
        found: dict[str, float] = {}
        for code, where, share in self.evidence:
            found[code] = found.get(code, 0.0) + share * self.lead(where)
        return found

    def lead(self, sentence: int) -> float:
        """How much a sentence says about what the article is about: title and first paragraph twice."""
        row = self.reading.sentences[sentence]
        return 2.0 if row.zone == "title" or (row.zone == "body" and row.paragraph == 0) else 1.0

    def mention_at(self, sentence: int, first: int, last: int) -> int | None:
        """The mention of the chains that a token range stands for: the same range, else the same head."""
        mentions = self.reading.sentences[sentence].mentions
        same = [i for i, m in enumerate(mentions) if (m.first, m.last) == (first, last)]
        inside = [i for i, m in enumerate(mentions) if first <= m.first and m.last <= last and self._heads(sentence, m, first, last)]
        around = [i for i, m in enumerate(mentions) if m.first <= first and last <= m.last and first <= m.head < last]
        for found in (same, inside, around):
            chained = [i for i in found if (sentence, i) in self.chains]
            if chained or found:
                return max(chained or found, key=lambda i: mentions[i].last - mentions[i].first)
        return None

    def _heads(self, sentence: int, mention: Mention, first: int, last: int) -> bool:
        head = self.reading.sentences[sentence].tokens[mention.head].head
        return not first <= head < last


def context(
    reading: Reading, actors: Actors, as_of: str | None = None, towns: tuple[Town, ...] = (), trees: tuple[Tree, ...] | None = None
) -> Context:
    """Read an article once for the resolver.

    ``as_of``: ISO day of the offices, the article's date where not given; ``towns``: what its place names mean, where that is known;
    ``trees``: its sentences, where they are indexed already.
    """
    published = reading.article.published
    if as_of is None and published is not None:
        as_of = published.latest or published.value
    text = reading.article.text
    spans = [text[s.start : s.end] for s in reading.sentences]
    folded = f" {fold(' '.join(spans))} "
    trees = trees if trees is not None else tuple(tree(s) for s in reading.sentences)
    names = _Finder(reading, actors, as_of, folded).all()
    chains: dict[tuple[int, int], tuple[int, ...]] = {}
    for number, chain in enumerate(reading.chains):
        for ref in chain:
            chains[(ref.sentence, ref.mention)] = (*chains.get((ref.sentence, ref.mention), ()), number)
    made = Context(reading, actors, as_of, trees, names, {}, _evidence(reading, names, towns), chains, folded, towns)
    return replace(made, persons=_persons(made))


def located(ctx: Context, towns: tuple[Town, ...]) -> Context:
    """The context with what the article's place names mean, as further ground for the country of its parties."""
    return replace(ctx, towns=towns, evidence=_evidence(ctx.reading, ctx.names, towns))


def _evidence(reading: Reading, names: tuple[tuple[Name, ...], ...], towns: tuple[Town, ...]) -> tuple[tuple[str, int, float], ...]:
    return tuple((code, n, share) for n, row in enumerate(names) for code, share in _countries(reading, row, n, towns))


def _countries(reading: Reading, names: tuple[Name, ...], number: int, towns: tuple[Town, ...]) -> list[tuple[str, float]]:
    """The countries that a sentence names, with weights: where things happen ("in Syria", a town) more than whose they are."""
    sentence = reading.sentences[number]
    found = []
    for name in names:
        code = name.code or (name.actor.country if name.actor else None)
        if not code or code in _NO_COUNTRY or (name.code and bound(reading, name)):
            continue
        located = name.kind == "name" and name.first > 0 and sentence.tokens[name.first - 1].text.lower() in _LOCATIVE
        found.append((code, LOCATED if located else 0.5 if name.kind == "person" else 1.0))
    found.extend((t.country, LOCATED) for t in towns if sentence.start <= t.start < sentence.end)
    return found


def bound(reading: Reading, name: Name) -> bool:
    """A country word bound into a compound that does not give the country: "US-backed", "pro-Iranian", "non-Syrian"."""
    text = reading.article.text
    tokens = reading.sentences[name.sentence].tokens
    start, end = tokens[name.first].start, tokens[name.last - 1].end
    if start > 1 and text[start - 1] in "-–" and text[: start - 1].lower().endswith(_PREFIXES):
        return True
    return end + 1 < len(text) and text[end] in "-–" and text[end + 1].islower()


@dataclass(frozen=True, slots=True)
class _Finder:
    """Longest-match look-up of the tables' names in the sentences."""

    reading: Reading
    actors: Actors
    as_of: str | None
    folded: str

    def all(self) -> tuple[tuple[Name, ...], ...]:
        """Names of all sentences; a name shared by several actors goes to the one whose country the article names most."""
        countries: dict[str, int] = {}
        rows = []
        for number in range(len(self.reading.sentences)):
            row = self.sentence(number)
            rows.append(row)
            for name in row:
                if name.code:
                    countries[name.code] = countries.get(name.code, 0) + 1
        return tuple(tuple(n for name in row if (n := self._settled(name, countries)) is not None) for row in rows)

    def _settled(self, name: Name, countries: dict[str, int]) -> Name | None:
        """The bearer of a shared name that fits the article; None for a short form whose country the article never names."""
        if name.actor is None:
            return name
        surface = self._surface(name.sentence, name.first, name.last)
        found = self.actors.lookup(surface, self.as_of)
        best = name.actor
        if len(found) > 1:
            near = self.actors.distance(found[0], self.as_of)[0]
            best = max(found, key=lambda a: (countries.get(a.country or "", 0), near - self.actors.distance(a, self.as_of)[0]))
        short = len(surface) <= SHORT and surface.isupper() and (len(surface) == 2 or bool(set(best.sectors) & _LOCAL))
        if short and best.country in self.actors.countries and best.country not in countries:
            return None
        return Name(name.sentence, name.first, name.last, best.kind, best, None)

    def _surface(self, sentence: int, first: int, last: int) -> str:
        tokens = self.reading.sentences[sentence].tokens
        return self.reading.article.text[tokens[first].start : tokens[last - 1].end]

    def sentence(self, number: int, first: int = 0, last: int | None = None) -> tuple[Name, ...]:
        """Names of one sentence (or of a part), left to right, longest first."""
        tokens = self.reading.sentences[number].tokens
        end = len(tokens) if last is None else last
        found = []
        i = first
        while i < end:
            name = self._at(number, i, end) if _may_start(tokens[i].text) and tokens[i].text not in _ARTICLES else None
            if name is not None:
                found.append(name)
            i = name.last if name is not None else i + 1
        return tuple(found)

    def _at(self, number: int, first: int, stop: int) -> Name | None:
        tokens = self.reading.sentences[number].tokens
        for last in range(min(first + LONGEST, stop), first, -1):
            end = tokens[last - 1]
            closes = end.text == ")" and any(t.text == "(" for t in tokens[first:last])
            if last - first > 1 and end.upos in ("PUNCT", "ADP", "DET", "PART") and not closes and not end.text[0].isalnum():
                continue
            surface = self._surface(number, first, last)
            if "\n" in surface or not self.actors.named(key(surface)):
                continue
            name = self._entity(number, first, last, surface) or self._country(number, first, last, surface)
            if name is not None:
                return name
        return None

    def _entity(self, number: int, first: int, last: int, surface: str) -> Name | None:
        ids = self.actors.by_name.get(key(surface))
        if not ids:
            return None
        actor = self.actors.entities[ids[0]]
        words = surface.split()
        lower = len(words) > 1 and words[0].lower() != "the" and all(w.islower() for w in words[1:])
        if lower and self.actors.country_of(words[0]) and surface not in actor.aliases:
            return None  # "Lebanese forces" are no party
        token = self.reading.sentences[number].tokens[first]
        if (
            actor.kind != "person"
            and last - first == 1
            and first == 0
            and token.upos not in ("PROPN", "")
            and surface != actor.name
            and not surface.isupper()
        ):
            return None
        if actor.kind != "person" and last - first == 1 and self._inside_person(number, first, last, actor.sectors[:1] == ("BUS",)):
            return None
        return Name(number, first, last, actor.kind, actor, None)

    def _country(self, number: int, first: int, last: int, surface: str) -> Name | None:
        found = self.actors.country_of(surface, self.folded)
        if found is None:
            return None
        if last - first == 1 and found[1] == "name" and self._inside_person(number, first, last):
            return None
        return Name(number, first, last, found[1], None, found[0])

    def _inside_person(self, number: int, first: int, last: int, alone: bool = False) -> bool:
        """A word that is part of a person's name here ("Chad Smith", "Michael Jordan"); ``alone``: or the whole of it (Mr "Ford")."""
        sentence = self.reading.sentences[number]
        for mention in sentence.mentions:
            if mention.label == "person" and mention.kind == "name" and mention.first <= first and last <= mention.last:
                flat = sentence.tokens[first].deprel.startswith("flat")
                flat = flat or (last < mention.last and sentence.tokens[last].deprel.startswith("flat"))
                if (flat and first >= mention.head) or (alone and (mention.first, mention.last) == (first, last)):
                    return True
        return False


def _may_start(text: str) -> bool:
    return text[:1].isupper() or text in _STARTS or any(c.isupper() for c in text) or text[:1].isdigit()


def person_tokens(ctx: Context, sentence: int, first: int, last: int) -> tuple[int, int] | None:
    """The tokens of a personal name inside a phrase, titles and organisations left out; None where there is none."""
    for name in ctx.names[sentence]:
        if name.kind == "person" and first <= name.first and name.last <= last:
            return name.first, name.last
    tokens = ctx.reading.sentences[sentence].tokens
    taken = {i for n in ctx.names[sentence] for i in range(n.first, n.last)}
    end = last
    while end > first and not _name_word(ctx, tokens[end - 1].text, tokens[end - 1].upos, end - 1 in taken):
        end -= 1
    start = end
    while start > first and (
        _name_word(ctx, tokens[start - 1].text, tokens[start - 1].upos, start - 1 in taken)
        or (tokens[start - 1].text.lower() in _STARTS | {"-", "da", "der", "den", "la"} and start - 1 > first)
    ):
        start -= 1
    while start < end and (tokens[start].text == "-" or fold(tokens[start].text) in TITLES):
        start += 1
    return (start, end) if start < end else None


def _name_word(ctx: Context, text: str, upos: str, taken: bool) -> bool:
    if taken or not text[:1].isupper() or upos not in ("PROPN", "X", ""):
        return False
    folded = fold(text)
    return folded not in TITLES and folded not in ctx.actors.office_words and ctx.actors.hint(text, "agent") is None


def _persons(ctx: Context) -> dict[str, tuple[Known, ...]]:
    """Persons that the article names in full, by family name."""
    found: dict[str, list[Known]] = {}
    for number, sentence in enumerate(ctx.reading.sentences):
        ranges = {(n.first, n.last) for n in ctx.names[number] if n.kind == "person" and n.last - n.first > 1}
        for mention in sentence.mentions:
            if mention.label == "person" and mention.kind == "name":
                inner = person_tokens(ctx, number, mention.first, mention.last)
                if inner is not None and inner[1] - inner[0] > 1:
                    ranges.add(inner)
        for first, last in sorted(ranges):
            name = ctx.text(number, first, last)
            actor = next((n.actor for n in ctx.names[number] if (n.first, n.last) == (first, last) and n.kind == "person"), None)
            if actor is None:
                actor = next(iter(ctx.actors.similar(name, ctx.as_of)), None)
            known = Known(name, actor, number, first, last)
            for surname in {fold(name), *surnames(fold(name), False), *surnames(fold(name), True), *_called(actor)}:
                found.setdefault(surname, []).append(known)
    return {s: tuple(k) for s, k in found.items()}


def _called(actor: Actor | None) -> tuple[str, ...]:
    return tuple(fold(a) for a in actor.aliases) if actor is not None else ()
