"""``python -m lapwing.store.mirror_refresh RECORD``: bring the record's Parquet mirror up to date, in a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from lapwing.store import mirror
from lapwing.store.record import Record


def main() -> None:
    """The record is the only argument."""
    path = Path(sys.argv[1])
    with Record.open(path) as record:
        mirror.refresh(record.connection, path)


if __name__ == "__main__":
    main()
