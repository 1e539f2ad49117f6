"""CoNLL-U with character offsets: the treebanks as sentences of located words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Tree:
    id: str
    document: str
    text: str
    paragraph: bool  # begins a new paragraph
    spans: list[tuple[int, int]] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)  # -1 for the root
    rels: list[str] = field(default_factory=list)


def read(path: Path) -> Iterator[Tree]:
    """The trees of a file; words inside a multiword token share out its characters."""
    document, new_paragraph = "", False
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    for line in path.open(encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("#"):
            key, _, value = line[1:].strip().partition(" = ")
            if key == "newdoc id":
                document = value
            if key.startswith(("newpar", "newdoc")):
                new_paragraph = True
            comments[key] = value
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield _tree(rows, comments["sent_id"], document, comments["text"], new_paragraph)
            rows, comments, new_paragraph = [], {}, False


def _tree(rows: list[list[str]], sent: str, document: str, text: str, paragraph: bool) -> Tree:
    tree = Tree(sent, document, text, paragraph)
    at, multi_end, multi_to = 0, 0, 0
    for row in rows:
        number = row[0]
        if "." in number:
            continue
        if "-" in number:
            at = text.index(row[1], at)
            multi_end, multi_to = int(number.split("-")[1]), at + len(row[1])
            continue
        n, form = int(number), row[1]
        if n <= multi_end:
            start = at
            end = multi_to if n == multi_end else min(multi_to, at + len(form))
            at = end
        else:
            start = text.index(form, at)
            end = at = start + len(form)
        tree.spans.append((start, end))
        tree.forms.append(form)
        tree.lemmas.append(row[2])
        tree.upos.append(row[3])
        tree.feats.append("" if row[5] == "_" else row[5])
        tree.heads.append(int(row[6]) - 1)
        tree.rels.append(row[7])
    return tree
