"""Events for notebooks: a list that shows itself, and frames of pandas, polars and Arrow."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any, Literal

from lapwing.errors import InputError
from lapwing.store.contract import Json
from lapwing.store.exports.flat import flat_event
from lapwing.store.exports.simple import COLUMNS

Form = Literal["list", "pandas", "polars", "arrow"]
WHOLE = ("article", "quad", "trigger_start", "trigger_end", "sentence_start", "sentence_end", "killed", "injured", "arrested", "size")
REAL = ("score", "confidence", "lat", "lon")
SHOWN = 20  # events of a list that a notebook shows

# Colours that read on white and on black; text keeps the notebook's own colour.
MARKS = {
    "trigger": ("#e4572e55", "EVENT"),
    "actors": ("#2e86de55", "ACTOR"),
    "recipients": ("#a55eea55", "RECIPIENT"),
    "places": ("#20bf6b55", "PLACE"),
    "times": ("#f7b73155", "TIME"),
    "sources": ("#45aaf255", "SOURCE"),
}
MARK = "padding:0.1em 0.3em;border-radius:0.3em;background:{colour}"
LABEL = "font-size:0.65em;font-weight:bold;margin-left:0.4em;vertical-align:middle"


class Events(list[Json]):
    """Events as dicts of the contract; a notebook shows their sentences with the spans marked."""

    def _repr_html_(self) -> str:
        more = f"<p>… and {len(self) - SHOWN} more</p>" if len(self) > SHOWN else ""
        return "".join(html(event) for event in self[:SHOWN]) + more


class Shown(dict[str, Any]):
    """One event as a dict of the contract; a notebook shows its sentence with the spans marked."""

    def _repr_html_(self) -> str:
        return html(self)


def html(event: Json) -> str:
    """The event's sentence with its spans marked and a line on what was coded; every word of the page is escaped."""
    code = f"{event['type']} {event['mode'] or ''}".strip()
    chain = " › ".join(source["entity"] or source["text"] for source in event["sources"]) or "the outlet"
    told = f"{code} · {event['status']}, {event['certainty']} · says {chain} · {event['document_id']}"
    return (
        f'<div style="line-height:2;margin:0.6em 0" dir="auto">{_marked(event)}'
        f'<div style="font-size:0.8em;line-height:1.3;opacity:0.75">{escape(_visible(told))}</div></div>'
    )


def _marked(event: Json) -> str:
    sentence = event["sentence"]
    text, offset = sentence["text"], sentence["start"]
    parts, position = [], 0
    for start, end, role in _spans(event):
        start, end = start - offset, end - offset
        if not position <= start < end <= len(text):  # outside the sentence, or over one that is marked already
            continue
        colour, label = MARKS[role]
        parts.append(escape(_visible(text[position:start])))
        words = escape(_visible(text[start:end]))
        parts.append(
            f'<mark style="color:inherit;{MARK.format(colour=colour)}"><bdi>{words}</bdi><span style="{LABEL}">{label}</span></mark>'
        )
        position = end
    return "".join(parts) + escape(_visible(text[position:]))


def _spans(event: Json) -> list[tuple[int, int, str]]:
    """Spans in text order; of those that begin together the longest, of equal ones the first role of MARKS."""
    roles = list(MARKS)
    spans = [(event["trigger"]["start"], event["trigger"]["end"], "trigger")]
    spans += [(item["start"], item["end"], role) for role in roles[1:] for item in event[role]]
    return sorted(spans, key=lambda span: (span[0], -span[1], roles.index(span[2])))


def _visible(text: str) -> str:
    """Control characters as one visible character each; a browser would drop or obey them."""
    return "".join("\ufffd" if (ord(letter) < 32 and letter not in "\t\n\r") or 127 <= ord(letter) < 160 else letter for letter in text)


def frame(events: Iterable[Json], form: Form) -> Any:
    """Flat rows (columns of the CSV form) as a ``pandas`` or ``polars`` data frame or an ``arrow`` table; missing values are null.

    InputError where the package is not installed or the form is none of these.
    """
    rows = [flat_event(event) for event in events]
    columns = {name: [row[name] for row in rows] for name in COLUMNS}
    try:
        if form == "pandas":
            import pandas

            return pandas.DataFrame({name: pandas.array(values, dtype=_pandas(name)) for name, values in columns.items()})
        if form == "polars":
            import polars

            types = {"Int64": polars.Int64, "Float64": polars.Float64, "boolean": polars.Boolean, "string": polars.String}
            return polars.DataFrame(columns, schema={name: types[_pandas(name)] for name in columns})
        if form == "arrow":
            import pyarrow

            kinds = {"Int64": pyarrow.int64(), "Float64": pyarrow.float64(), "boolean": pyarrow.bool_(), "string": pyarrow.string()}
            return pyarrow.table(columns, schema=pyarrow.schema([(name, kinds[_pandas(name)]) for name in columns]))
    except ImportError as error:
        raise InputError(f"{form} is not installed; install it with pip, or take form='list'") from error
    raise InputError(f"{form!r} is no form; known are list, pandas, polars, arrow")


def _pandas(name: str) -> str:
    return "Int64" if name in WHOLE else "Float64" if name in REAL else "boolean" if name == "quoted" else "string"
