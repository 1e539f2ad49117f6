"""Which fields of an event a reader may correct, and what a value of each looks like (``docs/record.md``)."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any

from lapwing.errors import InputError
from lapwing.knowledge import codebook
from lapwing.store.contract import Json

STATUSES = ("actual", "planned", "hypothetical", "negated")
CERTAINTIES = ("stated", "alleged")
SOURCE_KINDS = ("person", "organization", "anonymous", "document")
PRECISIONS = ("point", "district", "region", "country", "sea", "unknown")
LONGEST = 2000  # characters of a text
MOST = 50  # items of a list
LARGEST = 2**53 - 1  # whole numbers every JSON reader holds exactly

Check = Callable[[str, Any], Any]


def checked(field: str, value: Any) -> Any:
    """The value in the form the record keeps it; InputError says what the field takes."""
    return FIELDS[field](field, value)


def _fail(field: str, wanted: str) -> InputError:
    return InputError(f"{field} takes {wanted}")


def _one_of(*known: str) -> Check:
    def check(field: str, value: Any) -> Any:
        if not isinstance(value, str) or value not in known:
            raise _fail(field, f"one of {', '.join(known)}")
        return value

    return check


def _type(field: str, value: Any) -> Any:
    return _one_of(*codebook.load().types)(field, value)


def _mode(field: str, value: Any) -> Any:
    known = sorted({mode for _, mode in codebook.load().modes})
    return None if value is None else _one_of(*known)(field, value)


def _truth(field: str, value: Any) -> Any:
    if not isinstance(value, bool):
        raise _fail(field, "true or false")
    return value


def _text(field: str, value: Any) -> Any:
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > LONGEST:
        raise _fail(field, f"a text of at most {LONGEST} characters, or null")
    return value


def _number(field: str, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST:
        raise _fail(field, "a whole number from 0 on, or null")
    return value


def _degrees(limit: float) -> Check:
    def check(field: str, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or abs(value) > limit:
            raise _fail(field, f"degrees from -{limit:g} to {limit:g}, or null")
        return float(value)

    return check


def _day(field: str, value: Any) -> Any:
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError) as error:
        raise _fail(field, "an ISO day such as 2021-06-28, or null") from error


def _words(field: str, value: Any) -> Any:
    if not isinstance(value, list) or len(value) > MOST or not all(isinstance(item, str) and len(item) <= LONGEST for item in value):
        raise _fail(field, f"a list of at most {MOST} texts")
    return value


def _list(known: dict[str, tuple[Check, Any]]) -> Check:
    """A list of spans with the fields of ``known``, each with its check and what it is when left out."""

    def check(field: str, value: Any) -> Any:
        if not isinstance(value, list) or len(value) > MOST or not all(isinstance(item, dict) for item in value):
            raise _fail(field, f"a list of at most {MOST} objects")
        return [_item(field, item, known) for item in value]

    return check


def _item(field: str, item: Json, known: dict[str, tuple[Check, Any]]) -> Json:
    spare = sorted(set(item) - {"start", "end", "text", *known})
    if spare:
        raise InputError(f"an item of {field} has no field {spare[0]!r}")
    start, end = (_number(f"{field}.{name}", item.get(name)) for name in ("start", "end"))
    if start is None or end is None or start > end or not isinstance(item.get("text"), str):
        raise _fail(f"an item of {field}", "start, end and text")
    told: Json = {"start": start, "end": end, "text": _text(f"{field}.text", item["text"])}
    told |= {name: check(f"{field}.{name}", item[name]) if name in item else missing for name, (check, missing) in known.items()}
    if told.get("implicit") is False:
        del told["implicit"]  # left out, as in the record
    return told


_PARTY: dict[str, tuple[Check, Any]] = {
    "entity_id": (_text, None),
    "entity": (_text, None),
    "country": (_text, None),
    "sectors": (_words, []),
    "as_of": (_day, None),
    "basis": (_text, None),
    "implicit": (_truth, False),
}
_PLACE: dict[str, tuple[Check, Any]] = {
    "name": (_text, None),
    "country": (_text, None),
    "lat": (_degrees(90), None),
    "lon": (_degrees(180), None),
    "geonameid": (_number, None),
    "precision": (_one_of(*PRECISIONS), "unknown"),
    "basis": (_text, None),
}
_TIME: dict[str, tuple[Check, Any]] = {
    "value": (_text, None),
    "earliest": (_day, None),
    "latest": (_day, None),
    "basis": (_text, "reader"),
}
_SOURCE: dict[str, tuple[Check, Any]] = {"entity": (_text, None), "kind": (_one_of(*SOURCE_KINDS), "anonymous"), "cue": (_text, None)}

FIELDS: dict[str, Check] = {
    "type": _type,
    "mode": _mode,
    "status": _one_of(*STATUSES),
    "certainty": _one_of(*CERTAINTIES),
    "quoted": _truth,
    "killed": _number,
    "injured": _number,
    "arrested": _number,
    "size": _number,
    "same_as": _text,
    "actors": _list(_PARTY),
    "recipients": _list(_PARTY),
    "places": _list(_PLACE),
    "times": _list(_TIME),
    "sources": _list(_SOURCE),
}
