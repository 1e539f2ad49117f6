"""The descriptions name what there is."""

from __future__ import annotations

from fastapi.testclient import TestClient

from lapwing.api.asked import Filters
from lapwing.api.guard import POLICY
from lapwing.settings import PACKAGE
from lapwing.store.corrected import FIELDS
from lapwing.store.exports import cameo, polecat
from lapwing.store.exports.formats import NAMES
from lapwing.store.sums import DIMENSIONS

DOCS = PACKAGE.parents[1] / "docs"


def test_api(client: TestClient) -> None:
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    paths = client.get("/api/openapi.json").json()["paths"]
    assert [path for path in paths if path not in text] == []
    assert [name for name in (*Filters.model_fields, *DIMENSIONS, *FIELDS) if f"`{name}`" not in text] == []
    assert POLICY in text


def test_exports() -> None:
    text = (DOCS / "exports.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}`" not in text] == []
    columns = [
        name
        for name in (*polecat.COLUMNS, *cameo.ICEWS, *cameo.MENTIONS)
        if not name.startswith(("Recipient", "Primary Rec", "Wikipedia Rec"))
    ]
    assert [name for name in columns if name not in text] == []
