"""Corrections with any body at all: taken or refused, never a breakdown; what is taken comes back as it was sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import made
from lapwing.api import app
from lapwing.store.corrected import FIELDS
from lapwing.store.record import Record

plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
spans = st.fixed_dictionaries(
    {"start": st.integers(-1, 50), "end": st.integers(0, 50), "text": st.text(max_size=5)},
    optional={"country": plain, "sectors": st.lists(plain, max_size=2), "lat": plain, "kind": plain, "value": plain, "earliest": plain},
)
values = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=5
)
fields = st.sampled_from([*FIELDS, "event_id", ""]) | plain
chosen = st.fixed_dictionaries(
    {"kind": st.sampled_from(["value", "value", "value", "wrong", "right", "odd"])},
    optional={"field": fields, "value": values | st.lists(spans, max_size=2), "note": plain, "by": plain},
)


@pytest.fixture(scope="module")
def taking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path: Path = tmp_path_factory.mktemp("bodies") / "record.db"
    with Record.open(path, write=True) as record:
        record.begin(made.RUN)
        record.add(made.RUN, made.coded(made.page()))
    with TestClient(app.create(path, refresh=False), base_url="http://localhost", raise_server_exceptions=False) as client:
        client.headers["X-Lapwing-Token"] = client.get("/api/session").json()["token"]
        yield client


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=chosen)
def test_any_body(taking: TestClient, body: dict) -> None:
    event = taking.get("/api/events?limit=1&order=read").json()["items"][0]["event_id"]
    content = json.dumps({"event_id": event, **body}).encode()
    response = taking.post("/api/corrections", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code in (201, 422), (body, response.text)
    if response.status_code == 201:
        kept = response.json()
        assert (kept["kind"], kept["field"], kept["note"]) == (body["kind"], body.get("field"), body.get("note"))
        assert taking.get("/api/corrections?limit=1").json()["items"] == [kept]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.binary(max_size=60) | values.map(json.dumps).map(str.encode))
def test_any_bytes(taking: TestClient, content: bytes) -> None:
    response = taking.post("/api/corrections", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code == 422, response.text
    assert set(response.json()["error"]) == {"code", "message"}
