"""The authored event corpus: one document in a few plain lines, one event a line (format: training/corpus/README.md)."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

KEYS = {"A": "actors", "R": "recipients", "L": "places", "D": "times", "S": "sources"}
_MEMBER = re.compile(r"(\^?)(.+?)\{([^}]*)\}")


def locate(words: str, text: str) -> tuple[int, int] | None:
    """Where ``words`` stand in ``text`` (``word@2``: its second occurrence)."""
    words, _, nth = words.partition("@")
    hits = [m.span() for m in re.finditer(r"(?<!\w)" + re.escape(words.strip()) + r"(?!\w)", text)]
    n = int(nth) if nth.isdigit() else 1
    return hits[n - 1] if len(hits) >= n else None


def documents(paths: list[Path]) -> list[dict[str, Any]]:
    """Documents with their units (kind, text, events); lines that cannot be read are reported and left out."""
    docs: list[dict[str, Any]] = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            line = line.rstrip()
            if line.startswith("#DOC"):
                head = dict(re.findall(r"(\w+)=(\S+)", line))
                docs.append({**head, "units": []})
            elif docs and (line[:2] in ("T ", "S ", "C ") or line == "P"):
                docs[-1]["units"].append({"kind": line[0], "text": line[2:].strip(), "events": []})
            elif docs and line.startswith("E "):
                try:
                    docs[-1]["units"][-1]["events"].append(event(line))
                except (ValueError, IndexError) as error:
                    print(f"{path}:{number}: left out: {error}", file=sys.stderr)
    return docs


def event(line: str) -> dict[str, Any]:
    """One E line."""
    parts = [p.strip() for p in line[2:].split(" | ")]
    if len(parts) < 5:
        raise ValueError("an event needs trigger | type | mode | status | certainty")
    triggers = [t.strip() for t in parts[0].split(" / ")]
    found: dict[str, Any] = {
        "triggers": triggers, "type": parts[1], "mode": None if parts[2] == "-" else parts[2], "status": parts[3],
        "certainty": parts[4], "optional": False, "quoted": False, "id": None, "same": None, "numbers": {},
    }  # fmt: skip
    for field in [f.strip() for f in " | ".join(parts[5:]).split(" ; ") if f.strip()]:
        key, eq, value = field.partition("=")
        if key == "opt":
            found["optional"] = True
        elif key == "Q":
            found["quoted"] = True
        elif key in ("id", "same"):
            found[key] = value
        elif key == "N":
            found["numbers"] = dict(pair.split(":") for pair in value.split(","))
        elif key in KEYS and eq:
            found[KEYS[key]] = [member(key, m) for m in value.split(" + ")]
        else:
            raise ValueError(f"unknown field {field!r}")
    return found


def member(key: str, text: str) -> dict[str, Any]:
    m = _MEMBER.fullmatch(text.strip())
    if not m:
        raise ValueError(f"{text!r} lacks its braces")
    info = [None if x == "-" else x for x in m[3].split()]
    item: dict[str, Any] = {"text": m[2].strip(), "implicit": bool(m[1])}
    first = info[0] if info else None
    if key in "AR":
        return item | {"country": first, "sector": info[1] if len(info) > 1 else None}
    return item | {{"L": "country", "D": "value", "S": "kind"}[key]: first}
