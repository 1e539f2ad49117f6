"""In which contexts an event stands: keywords of its sentence, its paragraph and its article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from lapwing.coding.syntax import Tree
from lapwing.knowledge.codebook import Codebook

MOST = 4  # contexts an event may have
LEAST = 3.0  # score a context needs: a keyword in the sentence counts 2, in the paragraph 1.5, in the article 0.5 (each keyword once)


def of_article(trees: tuple[Tree, ...], codebook: Codebook) -> tuple[tuple[str, ...], ...]:
    """Contexts for events of each sentence, strongest first."""
    hits = [_keywords(tree, codebook.keywords) for tree in trees]
    article = _united(hits)
    paragraphs: dict[tuple[str, int], list[dict[str, set[str]]]] = {}
    for tree, found in zip(trees, hits, strict=True):
        paragraphs.setdefault((tree.sentence.zone, tree.sentence.paragraph), []).append(found)
    united = {key: _united(found) for key, found in paragraphs.items()}
    return tuple(
        _best(found, united[tree.sentence.zone, tree.sentence.paragraph], article) for tree, found in zip(trees, hits, strict=True)
    )


def _keywords(tree: Tree, index: Mapping[str, tuple[tuple[str, str], ...]]) -> dict[str, set[str]]:
    """Keywords of each context in the sentence; ``index``: context and keyword by the keyword's first word."""
    found: dict[str, set[str]] = {}
    for words in ((t.lemma.casefold() for t in tree.tokens), (t.text.casefold() for t in tree.tokens)):
        line = " " + " ".join(words).replace(" - ", "-") + " "
        for first in set(line.split()) & index.keys():
            for context, keyword in index[first]:
                if f" {keyword} " in line:
                    found.setdefault(context, set()).add(keyword)
    return found


def _united(found: list[dict[str, set[str]]]) -> dict[str, set[str]]:
    united: dict[str, set[str]] = {}
    for hits in found:
        for name, words in hits.items():
            united.setdefault(name, set()).update(words)
    return united


def _best(sentence: dict[str, set[str]], paragraph: dict[str, set[str]], article: dict[str, set[str]]) -> tuple[str, ...]:
    scores: Counter[str] = Counter()
    for found, weight in ((sentence, 2.0), (paragraph, 1.5), (article, 0.5)):
        for name, words in found.items():
            scores[name] += weight * len(words)  # type: ignore[assignment]
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(name for name, score in ranked if score >= LEAST)[:MOST]
