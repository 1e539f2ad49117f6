"""A small record for the browser: plain pages, one whose text means harm, and one that is a single line of a million characters."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import made
from lapwing.store.record import Record
from lapwing.types import Coded, Party

HOSTILE = (
    "\U0001f426\U0001f426 <script>document.title='taken'</script> <b>Title</b>\n\n"
    "\U0001f426 <svg onload=alert(1)> The ministers attacked <img src=x onerror=alert(3)> in Oslo on Sunday, "
    "a spokesman said \u202eesrever\u202c.\n\n"
    '</div><iframe src="https://example.org/"></iframe> [x](javascript:alert(2)) \u0000nul \u001b[31mred {{7*7}} \u2066isolate\u2069'
)
LONG = "A long line\n\n" + "word " * 105_000 + "The ministers met in Oslo " + "word " * 105_000 + "end."
REBELS = Party(0, 9, "Ministers", "reb", "Rebels of the North", "SYR", ("REB",), None, "made", True)


def write(path: Path) -> None:
    """Write the record."""
    with Record.open(path, write=True) as record:
        record.begin(made.RUN)
        for document_id, text in (("d1", made.TEXT), ("d2", made.TEXT.replace("met", "attacked")), ("hostile", HOSTILE), ("long", LONG)):
            record.add(made.RUN, joined(made.coded(made.page(document_id, text))))


def joined(coded: Coded) -> Coded:
    """The same with a recipient where the fake names none."""
    events = (event if event.recipients else dataclasses.replace(event, recipients=(REBELS,)) for event in coded.events)
    return dataclasses.replace(coded, events=tuple(events))
