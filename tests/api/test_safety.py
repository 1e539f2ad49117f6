"""What is refused, and what every answer carries."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import made
from lapwing.api import app, static
from lapwing.api.guard import SAFE, Rules
from lapwing.store.record import Record

REFUSED = [
    ("events?typ=ASSAULT", 422, "invalid"),
    ("events?limit=0", 422, "invalid"),
    ("events?limit=501", 422, "invalid"),
    ("events?offset=99999999999999999999", 422, "invalid"),
    ("events?status=maybe", 422, "invalid"),
    ("events?since=2021-02-31", 422, "invalid"),
    ("events?since=yesterday", 422, "invalid"),
    ("events?text=%22", 422, "invalid"),
    ("events?min_confidence=nan", 422, "invalid"),
    (f"events?entity={'x' * 301}", 422, "invalid"),
    (f"events?{'entity=x&' * 51}", 422, "invalid"),
    ("events/abc", 404, "not_found"),
    ("events/abcdefgh%00", 404, "not_found"),
    ("aggregate?by=time&by=time", 422, "invalid"),
    ("aggregate?by=nonsense", 422, "invalid"),
    ("map?bbox=1,2,3", 422, "invalid"),
    ("map?bbox=nan,nan,nan,nan", 422, "invalid"),
    ("search?q=...", 422, "invalid"),
    ("search?q=%00", 422, "invalid"),
    ("articles/nothing/0", 404, "not_found"),
    ("articles/nothing/99999999999999999999", 422, "invalid"),
    ("article?document=%F0%28%8C%BC", 404, "not_found"),
    ("stories/nothing-there", 404, "not_found"),
    ("nothing", 404, "not_found"),
    ("", 404, "not_found"),
]


@pytest.mark.parametrize(("path", "status", "code"), REFUSED)
def test_refused_in_one_shape(client: TestClient, path: str, status: int, code: str) -> None:
    response = client.get(f"/api/{path}")
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert set(response.json()) == {"error"}
    assert set(response.json()["error"]) == {"code", "message"}


@pytest.mark.parametrize(
    "text", ["\0", "a\0b", '"', "NEAR(a b)", "a*", "col:x", "^a", "AND OR NOT", "🕊", "'; DROP TABLE events; --", "ü" * 300]
)
def test_any_words_can_be_searched(client: TestClient, text: str) -> None:
    for path, name in (("search", "q"), ("events", "text"), ("articles", "text"), ("entities", "q"), ("events", "place")):
        assert client.get(f"/api/{path}", params={name: text}).status_code in (200, 422)


def test_every_answer_is_safe(client: TestClient) -> None:
    for path in ("/api/events", "/api/nothing", "/", "/assets/none.js", "/api/events.csv"):
        headers = client.get(path).headers
        assert {name: headers.get(name) for name in SAFE} == SAFE


def test_methods(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        response = client.request(method, "/api/events")
        assert (response.status_code, response.json()["error"]["code"]) == (405, "method")


def test_a_foreign_name_is_refused(client: TestClient) -> None:
    for host in ("evil.example", "localhost.evil.example:8000", "", "[::1"):
        assert client.get("/api/session", headers={"Host": host}).json()["error"]["code"] == "host"
    for host in ("localhost:9", "127.0.0.1:8000", "[::1]:8000"):
        assert client.get("/api/session", headers={"Host": host}).status_code == 200


def correction(client: TestClient, headers: dict[str, str], **body: object) -> tuple[int, dict]:
    event = client.get("/api/events?order=read").json()["items"][0]
    response = client.post("/api/corrections", json={"event_id": event["event_id"], **body}, headers=headers)
    return response.status_code, response.json()


def test_corrections(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record.open(path, write=True) as record:
        record.begin(made.RUN)
        record.add(made.RUN, made.coded(made.page()))
    with TestClient(app.create(path, refresh=False), base_url="http://localhost") as client:
        own = {"X-Lapwing-Token": client.get("/api/session").json()["token"]}
        assert correction(client, {}, kind="wrong")[0] == 403
        assert correction(client, {"X-Lapwing-Token": "x"}, kind="wrong")[0] == 403
        assert correction(client, own | {"Origin": "http://evil.example"}, kind="wrong")[0] == 403
        assert correction(client, own | {"Origin": "null"}, kind="wrong")[0] == 403
        assert correction(client, own | {"Sec-Fetch-Site": "cross-site"}, kind="wrong")[0] == 403
        assert client.get("/api/corrections").json()["total"] == 0
        own |= {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
        status, kept = correction(client, own, kind="value", field="status", value="planned", note="it is announced", by="ab")
        assert (status, kept["machine"], kept["value"]) == (201, "actual", "planned")
        for body in (
            {"kind": "value", "field": "status", "value": "maybe"},
            {"kind": "value", "field": "event_id", "value": "x"},
            {"kind": "value", "field": "killed", "value": -1},
            {"kind": "value", "field": "killed", "value": 10**30},
            {"kind": "value", "field": "actors", "value": [{"start": 3, "end": 1, "text": "x"}]},
            {"kind": "value", "field": "actors", "value": [{"start": 0, "end": 1, "text": "x", "colour": "red"}]},
            {"kind": "wrong", "field": "status"},
            {"kind": "odd"},
            {"kind": "wrong", "more": 1},
        ):
            assert correction(client, own, **body)[0] == 422, body
        item = {"start": 0, "end": 9, "text": "Ministers", "country": "NOR"}
        assert correction(client, own, kind="value", field="actors", value=[item])[1]["value"][0]["sectors"] == []
        assert client.post("/api/corrections", content=b"{", headers=own).status_code == 422
        assert client.post("/api/corrections", content=b" " * 70_000, headers=own).status_code == 413
        assert client.post("/api/corrections", content=(b" " * 9000 for _ in range(9)), headers=own).status_code == 413
        surrogate = b'{"event_id": "\\ud800aaaaaaaa", "kind": "wrong"}'
        assert client.post("/api/corrections", content=surrogate, headers=own).status_code == 422
        view = client.get(f"/api/events/{kept['event_id']}").json()
        assert view["event"]["status"] == "actual"
        assert view["event"]["about"]["corrections"] == 2
        assert [item["field"] for item in view["corrections"]] == ["actors", "status"]
        assert client.get("/api/article?document=d1").json()["corrections"] == view["corrections"]


def test_beyond_this_machine_a_token_is_asked_for(record: Path) -> None:
    with TestClient(app.create(record, Rules(None, "secret"), refresh=False), base_url="http://192.0.2.1:8000") as client:
        assert client.get("/api/events").json()["error"]["code"] == "token"
        assert client.get("/").status_code == 401
        assert client.get("/api/events?token=wrong").status_code == 401
        assert client.get("/api/events", headers={"Authorization": "Bearer secret"}).status_code == 200
        entered = client.get("http://192.0.2.1:8000//evil.example/x?token=secret&a=1", follow_redirects=False)
        assert (entered.status_code, entered.headers["location"]) == (303, "/evil.example/x?a=1")
        assert "HttpOnly" in entered.headers["set-cookie"]
        assert "SameSite=strict" in entered.headers["set-cookie"]
        assert client.get("/api/events").status_code == 200


def test_views_have_addresses_of_their_own(tmp_path: Path, record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html>", encoding="utf-8")
    (folder / "assets" / "a.js").write_text("1", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("no", encoding="utf-8")
    monkeypatch.setattr(static.front_end, "__defaults__", (folder,))
    with TestClient(app.create(record, refresh=False), base_url="http://localhost") as client:
        for path in ("/", "/map", "/article/x.y/0", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/a%00b", "/" + "x" * 5000):
            assert client.get(path).text == "<!doctype html>", path
        assert client.get("/assets/a.js").headers["cache-control"].endswith("immutable")
        assert client.get("/assets/b.js").status_code == 404
        assert client.get("/api/map/x").status_code == 404


def test_a_read_only_record_takes_no_corrections(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record.open(path, write=True) as record:
        record.begin(made.RUN)
        record.add(made.RUN, made.coded(made.page()))
    path.chmod(0o444)
    with TestClient(app.create(path, refresh=False), base_url="http://localhost") as client:
        status, told = correction(client, {"X-Lapwing-Token": client.get("/api/session").json()["token"]}, kind="wrong")
        assert (status, told["error"]["code"]) == (403, "read_only")


def test_reading_while_others_write(tmp_path: Path) -> None:
    """Neither side gets an error, and every answer is of one moment: whole pages of three events."""
    path = tmp_path / "record.db"
    with Record.open(path, write=True) as record:
        record.begin(made.RUN)
        record.add(made.RUN, made.coded(made.page()))
    errors: list[BaseException] = []

    def write() -> None:
        try:
            with Record.open(path, write=True) as record:
                for number in range(60):
                    record.add(made.RUN, made.coded(made.page(f"page {number}")))
        except BaseException as error:
            errors.append(error)

    with TestClient(app.create(path, refresh=False), base_url="http://localhost") as client:
        writer = threading.Thread(target=write)
        writer.start()
        totals = []
        while writer.is_alive() or not totals:
            answer = client.get("/api/events?limit=500").json()
            assert answer["total"] == len(answer["items"]) or answer["total"] > 500
            totals.append(answer["total"])
            assert client.get("/api/network").status_code == client.get("/api/search?q=met").status_code == 200
        writer.join()
        assert errors == []
        assert totals == sorted(totals)
        assert all(total % 3 == 0 for total in totals)
        assert client.get("/api/events").json()["total"] == 183
