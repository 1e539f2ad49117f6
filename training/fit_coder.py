#!/usr/bin/env python3
"""Fit the numbers that the coding room decides by, on authored documents.

    fit_coder.py weights    per lexicon entry: how often its words are an event of its type in the documents that training uses
                            (rewrites knowledge/files/lexicon/events.tsv; entries seen fewer than LEAST times keep their weight)
    fit_coder.py join       weights of reader and lexicon, threshold, calibration, on the documents that training leaves out
                            (rewrites knowledge/files/coding.json and prints a reliability table)

Both take --cache FOLDER for the readings (see scripts/score_gold.py).
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts"), str(ROOT)]

import score_gold  # noqa: E402

from lapwing.coding import assemble, events, knowledge, parameters, politics  # noqa: E402
from lapwing.coding.matching import matches  # noqa: E402
from lapwing.coding.syntax import tree  # noqa: E402
from lapwing.knowledge.lexicon import FOLDER as LEXICON  # noqa: E402
from lapwing.settings import MODEL_FILES  # noqa: E402
from lapwing.types import Reading  # noqa: E402
from training import authored  # noqa: E402

LEAST = 4  # matches from which an entry's own count is believed
NEGATIVES = ROOT / "tests/coding/negatives_more.txt"  # sentences of sport, markets, culture without an event; another set is the test
TIMES = 3  # their weight in the fit: the news has more of them than the authored corpus
GROUP = 8  # sentences of it in one article: sport stands among sport
AGAINST = ("offtopic", "alone", "silent", "around", "others")  # terms of politics.Evidence, none of which speaks for an event
FLAT = 0.8  # points of F1 within which the higher threshold is taken: fewer false events for nearly the same sum
FLAT_ALONE = 0.3  # the same for the lexicon alone
PRIOR = 4.0  # weight of the written figure, in matches


@dataclass(frozen=True)
class Truth:
    """What the annotator says of a document: trigger ranges with type; optional ones count as neither right nor wrong."""

    ranges: tuple[tuple[int, int, str, bool, int], ...]  # start, end, type, optional, number of the event

    def hit(self, start: int, end: int, kind: str) -> set[int]:
        """Numbers of the events of a type annotated on a range of characters."""
        return {n for a, b, t, _, n in self.ranges if a < end and start < b and t == kind}

    def at(self, start: int, end: int) -> tuple[set[str], bool]:
        """Types annotated on a range of characters, and whether any of them is optional."""
        hit = [(t, o) for a, b, t, o, _ in self.ranges if a < end and start < b]
        return {t for t, _ in hit}, any(o for _, o in hit)


def documents(*, held_out: bool) -> list[tuple[Any, Truth]]:
    """Articles with their truth, of the documents that training leaves out, or of all others."""
    corpus = sorted((ROOT / "training" / "corpus").glob("*.txt"))
    names = {path.name for path in corpus}
    corpus += [p for p in sorted((score_gold.SHARED / "corpora/events/authored").glob("*.txt")) if p.name not in names]
    found = []
    seen: set[str] = set()
    for doc in authored.documents(corpus):
        if doc["id"] in seen or score_gold.held_out(doc["id"]) != held_out:
            continue
        seen.add(doc["id"])
        data, article = score_gold.as_gold(doc)
        found.append((article, truth(data, article)))
    return found


def truth(data: dict[str, Any], article: Any) -> Truth:
    [one] = data["articles"]
    zones = {"title": one["title"]} | {f"caption{i}": c for i, c in enumerate(one["captions"])} | dict(enumerate(one["body"]))
    ranges = []
    for number, event in enumerate(one["events"]):
        start, end = zones[event["where"]]
        for words in event["trigger"]:
            span = authored.locate(words, article.text[start:end])
            if span:
                ranges.append((start + span[0], start + span[1], event["type"], event["optional"], number))
    return Truth(tuple(ranges))


# ---------------------------------------------------------------- weights


def fit_weights(cache: Path | None, model: Path) -> None:
    """Count each entry's matches and hits, and rewrite the lexicon with one line per counted entry."""
    tables = knowledge.load()
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    docs = documents(held_out=False)
    for reading, (_, gold) in zip(score_gold.readings([a for a, _ in docs], cache, model), docs, strict=True):
        for sentence in reading.sentences:
            for match in matches(tree(sentence), tables.lexicon, tables.cues):
                if match.entry.type is None:
                    continue
                spans = [(sentence.tokens[t].start, sentence.tokens[t].end) for t in match.tokens]
                types = {t for a, b in spans for t in gold.at(a, b)[0]}
                key = (match.entry.origin, match.entry.phrase)
                counts[key][0] += 1
                counts[key][1] += match.entry.type in types
    rewrite(LEXICON / "events.tsv", counts)


def rewrite(path: Path, counts: dict[tuple[str, str], list[int]]) -> None:
    from lapwing.knowledge.lexicon import words_of

    lines = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            lines.append(line)
            continue
        cells = (line.split("\t") + [""] * 7)[:7]
        prior = float(cells[4])
        seen = {w.strip(): counts.get((f"{path.name}:{number}", " ".join(words_of(w))), [0, 0]) for w in cells[0].split("|")}
        row = shrunk([sum(c) for c in zip(*seen.values(), strict=True)], prior)
        for words, (n, hits) in seen.items():
            if n >= LEAST:
                note = f"{hits} of {n} in the authored corpus"
                lines.append("\t".join([words, *cells[1:4], f"{shrunk([n, hits], row):.2f}", cells[5], note]))
        rest = [words for words, (n, _) in seen.items() if n < LEAST]
        if rest:
            lines.append("\t".join([" | ".join(rest), *cells[1:4], f"{row:.2f}", *cells[5:]]).rstrip("\t"))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def shrunk(count: list[int], prior: float) -> float:
    """Share of hits, drawn towards the prior."""
    n, hits = count
    return min(max((hits + PRIOR * prior) / (n + PRIOR), 0.02), 0.98)


# ------------------------------------------------------------------- join


def fit_join(cache: Path | None, model: Path) -> None:
    """Logistic regression over (reader, lexicon), the threshold of the best F1, then the calibration of what is coded."""
    tables = knowledge.load()
    docs = documents(held_out=True)
    readings = score_gold.readings([a for a, _ in docs], cache, model)
    rows, labels = candidates(readings, [t for _, t in docs], tables)
    empty = unpolitical(score_gold.readings(score_gold.lone_sentences(NEGATIVES), cache, model))
    more, none = candidates(empty, [Truth(())] * len(empty), tables)
    fitted = regress(np.array(rows + TIMES * more), np.array(labels + TIMES * none))
    weights = dict(zip(("learned", "lexicon", "entry", *AGAINST, "offset"), fitted, strict=True))
    weights |= {name: min(weights[name], 0.0) for name in AGAINST}
    found = replace(tables.parameters, **{name: round(value, 3) for name, value in weights.items()})
    found = replace(found, threshold=best_threshold(readings, [t for _, t in docs], replace(tables, parameters=found)))
    alone = best_threshold(readings, [t for _, t in docs], replace(tables, parameters=found, learned=False), FLAT_ALONE)
    found = replace(found, threshold_lexicon=alone)
    kept = drafted(readings, [t for _, t in docs], replace(tables, parameters=found))
    scores, right = [p for p, _ in kept], [bool(events) for _, events in kept]
    slope, shift = calibrate(scores, right)
    found = replace(found, calibration_slope=round(slope, 3), calibration_offset=round(shift, 3))
    values = {name: getattr(found, name) for name in found.__dataclass_fields__}
    note = f"fitted by training/fit_coder.py on {len(docs)} authored documents that training leaves out, {len(scores)} coded events"
    parameters.PATH.write_text(json.dumps({"_note": note} | values, indent=1) + "\n", encoding="utf-8")
    reliability(scores, right)
    print(json.dumps(values, indent=1))


def unpolitical(lone: list[Reading]) -> list[Reading]:
    """The sentences without an event, each alone and also several to an article."""
    groups = [lone[i : i + GROUP] for i in range(0, len(lone), GROUP)]
    return lone + [replace(group[0], sentences=tuple(s for r in group for s in r.sentences)) for group in groups]


def candidates(readings: list[Reading], golds: list[Truth], tables: Any) -> tuple[list[list[float]], list[float]]:
    """One row per word and type that the reader or the lexicon names: logits; label 1 where the annotator has it."""
    rows, labels = [], []
    for reading, gold in zip(readings, golds, strict=True):
        trees = tuple(tree(s) for s in reading.sentences)
        evidence = politics.evidence(trees, tables.cues, tables.actors)
        for sentence, one, spoken in zip(reading.sentences, trees, evidence, strict=True):
            hits = matches(one, tables.lexicon, tables.cues)
            triggers = {t.token: t for t in sentence.triggers}
            for token in {m.head for m in hits} | set(triggers):
                mine = tuple(m for m in hits if m.head == token)
                types, optional = gold.at(sentence.tokens[token].start, sentence.tokens[token].end)
                seen = dict(triggers[token].types) if token in triggers else {}
                entries = events._best_entries(mine, tables.codebook)
                for kind in {*seen, *entries}:
                    if optional:
                        continue
                    weight = events._logit(entries[kind].entry.weight) if kind in entries else 0.0
                    reader = events._logit(max(seen.get(kind, 0.0), tables.parameters.unseen))
                    rows.append([reader, weight, float(kind in entries), *spoken.terms(one, token), 1.0])
                    labels.append(float(kind in types))
    return rows, labels


def regress(x: Any, y: Any, ridge: float = 1.0) -> tuple[float, ...]:
    """Newton steps of a lightly ridged logistic regression; the offset is not penalised."""
    w = np.zeros(x.shape[1])
    penalty = ridge * np.eye(x.shape[1])
    penalty[-1, -1] = 0.0
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + penalty @ w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty
        w -= np.linalg.solve(hessian, gradient)
    return tuple(float(v) for v in w)


def best_threshold(readings: list[Reading], golds: list[Truth], tables: Any, flat: float = FLAT) -> float:
    """The threshold with the best F1 of trigger and type (mean of three steps); a second draft for one event counts as wrong."""
    wanted = sum(len({n for *_, o, n in g.ranges if not o}) for g in golds)
    low = replace(tables, parameters=replace(tables.parameters, threshold=0.05, threshold_lexicon=0.05))
    found = drafted(readings, golds, low)
    curve = {}
    for threshold in np.arange(0.1, 0.8, 0.02):
        kept = [events for p, events in found if p >= threshold]
        right = len({e for events in kept for e in events})
        curve[round(float(threshold), 2)] = 2 * right / (len(kept) + wanted)
    steps = sorted(curve)
    smooth = {b: (curve[a] + curve[b] + curve[c]) / 3 for a, b, c in zip(steps, steps[1:], steps[2:], strict=False)}
    value = max(smooth.values())
    best = max(t for t, f1 in smooth.items() if f1 >= value - flat / 100)
    print(f"threshold {best:.2f}: F1 {100 * value:.1f}")
    return best


def drafted(readings: list[Reading], golds: list[Truth], tables: Any) -> list[tuple[float, set[tuple[int, int]]]]:
    """Joined probability of every draft with the events that it hits; those on optional events alone left out."""
    found = []
    for number, (reading, gold) in enumerate(zip(readings, golds, strict=True)):
        trees = tuple(tree(s) for s in reading.sentences)
        for d in assemble.find(trees, tables).drafts:
            tokens = reading.sentences[d.sentence].tokens
            start, end = tokens[d.first].start, tokens[d.last - 1].end
            _, optional = gold.at(start, end)
            if not optional:
                found.append((d.probability, {(number, n) for n in gold.hit(start, end, d.type)}))
    return found


def calibrate(scores: list[float], right: list[bool]) -> tuple[float, float]:
    """Slope and offset of the logistic map from joined probability to rightness."""
    x = np.array([[math.log(s / (1 - s)), 1.0] for s in (min(max(s, 1e-3), 1 - 1e-3) for s in scores)])
    slope, offset = regress(x, np.array(right, dtype=float))
    return slope, offset


def reliability(scores: list[float], right: list[bool], folds: int = 5) -> None:
    """Calibration error over ten bins, each fifth of the events mapped by a fit on the other four."""
    order = np.random.default_rng(0).permutation(len(scores))
    probability = np.zeros(len(scores))
    s, r = np.array(scores), np.array(right)
    for k in range(folds):
        test = order[k::folds]
        rest = np.setdiff1d(order, test)
        slope, offset = calibrate(list(s[rest]), list(r[rest]))
        odds = np.log(np.clip(s[test], 1e-3, 1 - 1e-3) / (1 - np.clip(s[test], 1e-3, 1 - 1e-3)))
        probability[test] = 1 / (1 + np.exp(-(slope * odds + offset)))
    error = 0.0
    for low in np.arange(0, 1, 0.1):
        inside = (probability >= low) & (probability < low + 0.1)
        if inside.any():
            error += inside.mean() * abs(probability[inside].mean() - r[inside].mean())
            print(f"{low:.1f}-{low + 0.1:.1f}  n {inside.sum():4d}  said {probability[inside].mean():.2f}  right {r[inside].mean():.2f}")
    print(f"calibration error {error:.3f} ({folds}-fold)")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["weights", "join"])
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "lapwing-readings")
    parser.add_argument("--model", type=Path, default=MODEL_FILES)
    args = parser.parse_args()
    (fit_weights if args.what == "weights" else fit_join)(args.cache, args.model)
    return 0


if __name__ == "__main__":
    sys.exit(main())
