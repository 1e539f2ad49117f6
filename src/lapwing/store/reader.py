"""A record opened for looking: what ``lapwing.open`` gives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lapwing.store import notebook, queries
from lapwing.store.contract import Json
from lapwing.store.record import Record


class RecordReader(Record):
    """A record that is only read. Filters are the fields of ``queries.Filter``; a single value may stand for a list of one.

    >>> with lapwing.open("record.db") as record:
    ...     for event in record.events(types="ASSAULT", countries=["IRQ", "SYR"], statuses="actual"):
    ...         print(event["trigger"]["text"])
    """

    def events(
        self, order: queries.Order = "read", limit: int | None = None, offset: int = 0, form: notebook.Form = "list", **filters: Any
    ) -> Any:
        """The events as a list of dicts of the contract, which shows itself in a notebook; or flat, with the columns of the CSV form, as a
        ``pandas`` or ``polars`` data frame or an ``arrow`` table. InputError where that package is not installed.
        """
        found = queries.events(self.connection, chosen(**filters), order, limit, offset)
        return notebook.Events(found) if form == "list" else notebook.frame(found, form)

    def count(self, **filters: Any) -> int:
        """How many events the filters let through."""
        return queries.count(self.connection, chosen(**filters))

    def event(self, event_id: str) -> notebook.Shown:
        """One event by its id or the beginning of it; a notebook shows its sentence with the spans marked."""
        return notebook.Shown(queries.event(self.connection, event_id))

    def articles(self, text: str | None = None) -> list[Json]:
        """The articles as dicts, all or those in which the words of ``text`` stand."""
        return list(queries.articles(self.connection, text))

    def page(self, document_id: str) -> Json:
        """A page's text with its articles and events."""
        return queries.page(self.connection, document_id)

    def totals(self) -> Json:
        """How much of everything the record holds."""
        return queries.totals(self.connection)


SINGLE = frozenset({"since", "until", "published_since", "published_until", "text", "min_confidence"})


def chosen(**filters: str | float | Iterable[str] | None) -> queries.Filter:
    """A filter from keywords; TypeError for a name that is none."""
    values: dict[str, Any] = {}
    for name, value in filters.items():
        if name in SINGLE:
            values[name] = value
        elif value is not None:
            values[name] = (value,) if isinstance(value, str | int | float) else tuple(value)
    return queries.Filter(**values)
