"""The contract's JSON lines as one Parquet file, nested as they are: lists of structs, readable by DuckDB, pandas, polars, R."""

from __future__ import annotations

import os
from pathlib import Path

SPAN = 'STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR)'
PARTY = (
    'STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR, entity_id VARCHAR, entity VARCHAR, country VARCHAR, sectors VARCHAR[], '
    "as_of VARCHAR, basis VARCHAR, implicit BOOLEAN)[]"
)
EVENT_TYPES = {
    "event_id": "VARCHAR",
    "document_id": "VARCHAR",
    "article": "INTEGER",
    "type": "VARCHAR",
    "mode": "VARCHAR",
    "contexts": "VARCHAR[]",
    "quad": "TINYINT",
    "score": "DOUBLE",
    "status": "VARCHAR",
    "certainty": "VARCHAR",
    "trigger": SPAN,
    "sentence": SPAN,
    "actors": PARTY,
    "recipients": PARTY,
    "places": 'STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR, "name" VARCHAR, country VARCHAR, lat DOUBLE, lon DOUBLE, '
    'geonameid BIGINT, "precision" VARCHAR, basis VARCHAR)[]',
    "times": 'STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR, "value" VARCHAR, earliest VARCHAR, latest VARCHAR, basis VARCHAR)[]',
    "sources": 'STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR, entity VARCHAR, kind VARCHAR, cue VARCHAR)[]',
    "quoted": "BOOLEAN",
    "killed": "BIGINT",
    "injured": "BIGINT",
    "arrested": "BIGINT",
    "size": "BIGINT",
    "same_as": "VARCHAR",
    "confidence": "DOUBLE",
    "because": "VARCHAR[]",
}
ARTICLE_TYPES = {
    "document_id": "VARCHAR",
    "article": "INTEGER",
    "title": SPAN,
    "captions": f"{SPAN}[]",
    "credits": f"{SPAN}[]",
    "byline": SPAN,
    "dateline": SPAN,
    "published": 'STRUCT("value" VARCHAR, earliest VARCHAR, latest VARCHAR, basis VARCHAR)',
    "body": f"{SPAN}[]",
    "language": "VARCHAR",
}


def convert(lines: Path, target: Path, types: dict[str, str]) -> None:
    """Write the JSON lines of ``lines`` to the Parquet file ``target``, which appears whole or not at all."""
    import duckdb

    columns = ", ".join(f"\"{name}\": '{kind}'" for name, kind in types.items())
    temporary = target.with_name(f"{target.name}.tmp")
    with duckdb.connect(config={"autoinstall_known_extensions": "false", "threads": "1", "preserve_insertion_order": "true"}) as connection:
        connection.execute(
            f"COPY (SELECT * FROM read_json(?, format='newline_delimited', columns={{{columns}}}, maximum_object_size=1073741824)) "
            f"TO '{_quoted(temporary)}' (FORMAT parquet, COMPRESSION zstd)",
            [str(lines)],
        )
    os.replace(temporary, target)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
