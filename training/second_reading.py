"""Second annotation of the event corpus: draw a blind sample, compare two annotations of the same sentences.

``python -m training.second_reading sample BLIND [FILE...]`` writes stretches of about five units, without events, each with the
document's earlier text; ``from=`` in the head is the first unit that is to be annotated.
``python -m training.second_reading compare BLIND FIRST...`` prints agreement and the disagreements by kind.
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections import Counter
from pathlib import Path
from typing import Any

from training.authored import documents, locate

CORPUS = Path(__file__).parent / "corpus"
SEED, STRETCHES, LENGTH = 20260, 60, 5
ROLES = {"A": "actors", "R": "recipients", "L": "places", "D": "times", "S": "sources"}
Item = dict[str, Any]
Pair = tuple[Item, Item]


def shares(sizes: dict[str, int], total: int) -> dict[str, int]:
    """``total`` stretches over the files, in proportion, at least two each; the largest files take up the rounding."""
    whole = sum(sizes.values())
    given = {name: max(2, round(total * n / whole)) for name, n in sizes.items()}
    for name in itertools.cycle(sorted(sizes, key=lambda n: -sizes[n])):
        rest = total - sum(given.values())
        if not rest:
            return given
        given[name] += 1 if rest > 0 else -1
    return given


def sample(files: list[Path]) -> str:
    """The blind sample as text in the corpus format."""
    rng = random.Random(SEED)
    docs = {path.name: documents([path]) for path in files}
    sizes = {name: sum(u["kind"] != "P" for d in ds for u in d["units"]) for name, ds in docs.items()}
    out: list[str] = []
    for name, number in shares(sizes, STRETCHES).items():
        for doc in rng.sample(docs[name], number):
            out += _stretch(doc, rng)
    return "\n".join(out) + "\n"


def _stretch(doc: Item, rng: random.Random) -> list[str]:
    places = [i for i, u in enumerate(doc["units"]) if u["kind"] != "P"]
    start = rng.randrange(max(1, len(places) - LENGTH + 1))
    chosen = places[start : start + LENGTH]
    head = f"#DOC id={doc['id']} published={doc['published']} kind={doc.get('kind', '-')} from={chosen[0]}"
    return [head, *(f"{u['kind']} {u['text']}".strip() for u in doc["units"][: chosen[-1] + 1])]


def spans(event: Item, text: str) -> list[tuple[int, int]]:
    return [s for s in (locate(t, text) for t in event["triggers"]) if s]


def meet(a: tuple[int, int] | None, b: tuple[int, int] | None) -> bool:
    return bool(a and b and a[0] < b[1] and b[0] < a[1])


def same_member(a: Item, b: Item, text: str) -> bool:
    """Two members are the same: their words overlap or, from outside the sentence, contain one another or agree in code."""
    if not a["implicit"] and not b["implicit"]:
        return meet(locate(a["text"], text), locate(b["text"], text))
    x, y = (m["text"].partition("@")[0].casefold() for m in (a, b))
    codes = [(m.get("country"), m.get("sector")) for m in (a, b)]
    return x in y or y in x or (codes[0] == codes[1] and codes[0] != (None, None))


def pair_unit(first: list[Item], second: list[Item], text: str) -> list[Pair]:
    """One-to-one pairs of events whose triggers overlap: same type before other, best trigger before alternative."""
    ranked = []
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            sa, sb = spans(a, text), spans(b, text)
            if any(meet(x, y) for x in sa for y in sb):
                best = bool(sa and sb and meet(sa[0], sb[0]))
                ranked.append((a["type"] != b["type"], not best, i, j))
    used_a: set[int] = set()
    used_b: set[int] = set()
    pairs = []
    for _, _, i, j in sorted(ranked):
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            pairs.append((first[i], second[j]))
    return pairs


def aligned(blind: list[Item], first: list[Item]) -> list[tuple[str, Item, Item]]:
    """(where, first unit, second unit) for every unit of the sample; a unit whose text has changed since is an error."""
    by_id = {d["id"]: d for d in first}
    units = []
    for doc in blind:
        for i in range(int(doc["from"]), len(doc["units"])):
            a, b = by_id[doc["id"]]["units"][i], doc["units"][i]
            if a["text"] != b["text"]:
                raise SystemExit(f"{doc['id']}, unit {i}: the texts differ")
            if b["kind"] != "P":
                units.append((f"{doc['id']}:{i}", a, b))
    return units


def kappa(pairs: list[tuple[str, str]]) -> float:
    n = len(pairs) or 1
    agree = sum(a == b for a, b in pairs) / n
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[k] * right[k] for k in left) / n**2
    return (agree - chance) / (1 - chance) if chance < 1 else 1.0


def f1(hits_a: int, all_a: int, hits_b: int, all_b: int) -> float:
    p, r = hits_b / (all_b or 1), hits_a / (all_a or 1)
    return 2 * p * r / (p + r) if p + r else 0.0


def trigger_scores(matched: list[tuple[Item, Item, list[Pair]]]) -> dict[str, float]:
    """Found and typed F1: over all events, and as the guide scores (an optional event is neither asked for nor held against)."""
    scores = {}
    for label, firm in (("all events", False), ("firm events", True)):
        for name, typed in (("trigger", False), ("typed", True)):
            totals, hits = [0, 0], [0, 0]
            for a, b, pairs in matched:
                good = [p for p in pairs if not typed or p[0]["type"] == p[1]["type"]]
                for side, unit in enumerate((a, b)):
                    totals[side] += sum(not (firm and e["optional"]) for e in unit["events"])
                    hits[side] += sum(not (firm and p[side]["optional"]) for p in good)
            scores[f"{name} F1, {label} ({totals[0]}/{totals[1]})"] = f1(hits[0], totals[0], hits[1], totals[1])
    return scores


def pair_scores(pairs: list[Pair]) -> dict[str, float]:
    """Type over matched events, the other values over those with the same type."""
    typed = [(a, b) for a, b in pairs if a["type"] == b["type"]]
    kinds = [(a["type"], b["type"]) for a, b in pairs]
    scores = {"type, share": sum(a == b for a, b in kinds) / (len(kinds) or 1), "type, kappa": kappa(kinds)}
    for key in ("status", "certainty", "mode", "optional", "quoted"):
        values = [(str(a[key]), str(b[key])) for a, b in typed]
        scores[f"{key}, share"] = sum(a == b for a, b in values) / (len(values) or 1)
        scores[f"{key}, kappa"] = kappa(values)
    return scores


def role_scores(pairs: list[tuple[Item, Item, str]]) -> dict[str, float]:
    scores = {}
    for role in ROLES.values():
        counts = [0, 0, 0, 0]
        for a, b, text in pairs:
            left, right = a.get(role, []), b.get(role, [])
            counts[0] += sum(any(same_member(x, y, text) for y in right) for x in left)
            counts[1] += len(left)
            counts[2] += sum(any(same_member(y, x, text) for x in left) for y in right)
            counts[3] += len(right)
        scores[f"{role} F1 ({counts[1]}/{counts[3]})"] = f1(counts[0], counts[1], counts[2], counts[3])
    return scores


def brief(event: Item) -> str:
    flag = " opt" if event["optional"] else ""
    return f"{' / '.join(event['triggers'])} {event['type']} {event['mode'] or '-'} {event['status']} {event['certainty']}{flag}"


def members(event: Item, role: str) -> str:
    words = (("^" if m["implicit"] else "") + m["text"] for m in event.get(role, []))
    return f"{event['triggers'][0]}: " + (" + ".join(words) or "-")


def differences(where: str, a: Item, b: Item, pairs: list[Pair]) -> list[tuple[str, str]]:
    """(kind of disagreement, line to print) of one unit."""
    found = [("only first", f"{where} {brief(e)}") for e in a["events"] if not any(e is p[0] for p in pairs)]
    found += [("only second", f"{where} {brief(e)}") for e in b["events"] if not any(e is p[1] for p in pairs)]
    for x, y in pairs:
        if x["type"] != y["type"]:
            found.append(("type", f"{where} {brief(x)} || {brief(y)}"))
            continue
        for key in ("status", "certainty", "mode", "optional", "quoted"):
            if x[key] != y[key]:
                found.append((key, f"{where} {x['triggers'][0]} {x['type']}: {x[key]} || {y[key]}"))
        for role in ROLES.values():
            left, right = x.get(role, []), y.get(role, [])
            same = all(any(same_member(m, n, a["text"]) for n in right) for m in left)
            if not same or not all(any(same_member(n, m, a["text"]) for m in left) for n in right):
                found.append((role, f"{where} {members(x, role)} || {members(y, role)}"))
    return found


def compare(blind: Path, first: list[Path], details: bool) -> None:
    matched, lines, pairs = [], [], []
    for where, a, b in aligned(documents([blind]), documents(first)):
        found = pair_unit(a["events"], b["events"], a["text"])
        matched.append((a, b, found))
        pairs += [(x, y, a["text"]) for x, y in found]
        lines += differences(where, a, b, found)
    typed = [p for p in pairs if p[0]["type"] == p[1]["type"]]
    print(f"{len(matched)} units, {len(pairs)} matched events, {len(typed)} of the same type")
    for name, value in {**trigger_scores(matched), **pair_scores([p[:2] for p in pairs]), **role_scores(typed)}.items():
        print(f"{name:42} {value:.3f}")
    for kind, number in Counter(k for k, _ in lines).most_common():
        print(f"\n{kind}: {number}")
        if details:
            print(*(line for k, line in lines if k == kind), sep="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("sample")
    one.add_argument("blind", type=Path)
    one.add_argument("files", type=Path, nargs="*")
    two = commands.add_parser("compare")
    two.add_argument("blind", type=Path)
    two.add_argument("first", type=Path, nargs="+")
    two.add_argument("--short", action="store_true", help="counts of the disagreements only")
    args = parser.parse_args()
    if args.command == "sample":
        args.blind.write_text(sample(args.files or sorted(CORPUS.glob("*.txt"))), encoding="utf-8")
    else:
        compare(args.blind, args.first, not args.short)


if __name__ == "__main__":
    main()
