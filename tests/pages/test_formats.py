"""Every input format: what comes of it, how it is named and dated, and what damage does."""

from __future__ import annotations

import gzip
import json
from io import BytesIO
from pathlib import Path

import pytest

from lapwing.errors import InputError
from lapwing.pages import articles, read
from lapwing.types import Page, Skipped

from . import helpers

STORY = (
    "Police in the port city of Kesra detained ten protesters on Friday after a march against the government, a lawyer said.",
    "The interior ministry did not comment on the arrests, which came a day after talks between the parties had collapsed.",
)
HTML = f"""<!DOCTYPE html><html><head><title>Police Hold Ten in Kesra | The Courier</title>
<meta property="article:published_time" content="2021-05-07T22:10:00-03:00"><meta name="author" content="Adama Sow"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Police Hold Ten in Kesra</h1>
<figure><img src="a.jpg"><figcaption>Officers on Liberty Square. (Ivo Petran/AFP)</figcaption></figure>
<p>{STORY[0]}</p><p>{STORY[1]}</p></article><footer>© The Courier</footer></body></html>"""


def load(path: Path, **options: str) -> tuple[list[Page], list[Skipped]]:
    found = list(read(path, **options))
    return [one for one in found if isinstance(one, Page)], [one for one in found if isinstance(one, Skipped)]


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_text_is_kept_as_decoded(tmp_path: Path) -> None:
    (page,), _ = load(write(tmp_path, "a.txt", "\ufeffOne two.\r\n\r\nThree\tfour 😀 five.\r\n"))
    assert (page.id, page.format, page.text) == ("a", "text", "One two.\r\n\r\nThree\tfour 😀 five.\r\n")


def test_html_is_laid_out(tmp_path: Path) -> None:
    (page,), _ = load(write(tmp_path, "a.html", HTML))
    assert page.text == "\n\n".join(["Police Hold Ten in Kesra\nAdama Sow", "Officers on Liberty Square. (Ivo Petran/AFP)", *STORY])
    assert page.published is not None
    assert (page.published.value, page.published.basis) == ("2021-05-07", "meta")
    (article,), _ = articles(page)
    assert helpers.said(article, article.title) == "Police Hold Ten in Kesra"
    assert helpers.said(article, article.byline) == "Adama Sow"
    assert [helpers.said(article, span) for span in article.captions] == ["Officers on Liberty Square."]
    assert [helpers.said(article, span) for span in article.credits] == ["Ivo Petran/AFP"]
    assert helpers.body(article) == list(STORY)
    assert article.language == "en"


def test_json_ld_dates_before_meta(tmp_path: Path) -> None:
    linked = json.dumps(
        {
            "@graph": [
                {
                    "@type": ["NewsArticle"],
                    "headline": "Police &amp; Protest",
                    "datePublished": "2021-05-08T01:10:00Z",
                    "author": [{"name": "A. Sow"}],
                }
            ]
        }
    )
    (page,), _ = load(write(tmp_path, "a.html", HTML.replace("</head>", f'<script type="application/ld+json">{linked}</script></head>')))
    assert page.published is not None
    assert (page.published.value, page.published.basis) == ("2021-05-08", "json-ld")


def test_jsonl(tmp_path: Path) -> None:
    lines = [
        json.dumps(
            {
                "id": "a",
                "text": "Iran will meet.\r\nSo it said.",
                "published": "Mon, 28 Jun 2021 10:00:00 +0000",
                "outlet": "Wire",
                "url": "http://x/1",
            }
        ),
        json.dumps({"text": STORY[0], "published": "2021-06"}),
        "",
        "not json",
        json.dumps({"id": "c", "title": "No words"}),
        json.dumps([1, 2]),
        json.dumps({"id": 7, "html": HTML}),
        json.dumps({"id": "a", "text": "Another page with the same id.", "published": "soon"}),
        '{"id": "s", "text": "lone \\ud800 surrogate here"}',
    ]
    path = write(tmp_path, "news.jsonl", "\n".join(lines))
    pages, skipped = load(path)
    assert [page.id for page in pages] == ["a", "news:2", "7", "a~2", "s"]
    assert pages[0].text == "Iran will meet.\r\nSo it said."
    assert [page.published and page.published.value for page in pages] == ["2021-06-28", "2021-06", "2021-05-07", None, None]
    assert pages[3].published is not None
    assert "soon" in pages[3].published.basis
    assert pages[4].replaced == 1
    assert [(one.reason, one.origin) for one in skipped] == [
        ("not JSON", f"{path}:4"),
        ("no text", f"{path}:5"),
        ("not a JSON object", f"{path}:6"),
    ]
    assert all(one.detail for one in skipped)


def test_gzip_and_a_cut_one(tmp_path: Path) -> None:
    data = "".join(json.dumps({"id": str(at), "text": f"{STORY[0]} {at * 7919}"}) + "\n" for at in range(400)).encode()
    whole, skipped = load(write(tmp_path, "a.jsonl.gz", gzip.compress(data)))
    assert (len(whole), skipped) == (400, [])
    cut, reported = load(write(tmp_path, "b.jsonl.gz", gzip.compress(data)[:3000]))
    assert 50 < len(cut) < 400
    (notice,) = [one for one in reported if "cut off" in one.reason]
    assert "byte" in (notice.detail or "")


@pytest.mark.parametrize(("name", "separator"), [("a.csv", ","), ("a.tsv", "\t")])
def test_delimited(tmp_path: Path, name: str, separator: str) -> None:
    rows = [
        ["doc_id", "Body", "Date", "headline"],
        ["x1", '"He ""denied"" it,\nall of it."', "2020-02-03", "T"],
        ["x2", "", "", ""],
        ["x3", "Plain words here", "", ""],
    ]
    (one, three), (two,) = load(write(tmp_path, name, "\n".join(separator.join(row) for row in rows) + "\n"))
    assert (one.id, one.text, one.title) == ("x1", 'He "denied" it,\nall of it.', "T")
    assert one.published is not None
    assert one.published.value == "2020-02-03"
    assert (two.reason, two.document_id, three.id) == ("no text", "x2", "x3")


def test_table_without_text_column(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.csv: no column with text \(columns: id, words\)"):
        load(write(tmp_path, "a.csv", "id,words\n1,2\n"))


def test_parquet(tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "a.parquet"
    duckdb.sql(
        "COPY (SELECT 'p1' AS id, 'Ten people were held in Kesra.' AS content, DATE '2020-01-02' AS date "
        f"UNION ALL SELECT 'p2', NULL, NULL) TO '{path}'"
    )
    (page,), (left,) = load(path)
    assert (page.id, page.text, page.published and page.published.value) == ("p1", "Ten people were held in Kesra.", "2020-01-02")
    assert (left.reason, left.document_id) == ("no text", "p2")
    _, (broken,) = load(write(tmp_path, "b.parquet", path.read_bytes()[:100]))
    assert broken.reason == "Parquet not readable"


def warc_record(url: str, body: bytes, kind: str = "text/html; charset=utf-8") -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-05-09T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(http):032x}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def archive(packed: bool, count: int = 6) -> list[bytes]:
    records = [warc_record(f"http://x/{at}", HTML.replace("ten protesters", f"{at + 20} protesters").encode()) for at in range(count)]
    return [gzip.compress(record) for record in records] if packed else records


@pytest.mark.parametrize("packed", [False, True])
def test_warc(tmp_path: Path, packed: bool) -> None:
    pytest.importorskip("fastwarc")
    records = archive(packed)
    image = warc_record("http://x/p", b"\x89PNG\r\n\x1a\n\0\0", "image/png")
    path = write(tmp_path, "a.warc.gz" if packed else "a.warc", b"".join(records) + (gzip.compress(image) if packed else image))
    pages, skipped = load(path)
    assert [page.url for page in pages] == [f"http://x/{at}" for at in range(6)]
    assert pages[1].id == f"a@{len(records[0])}"
    assert [one.reason for one in skipped] == ["not a page"]


@pytest.mark.parametrize("packed", [False, True])
def test_cut_warc_is_read_as_far_as_it_goes(tmp_path: Path, packed: bool) -> None:
    pytest.importorskip("fastwarc")
    records = archive(packed)
    whole = b"".join(records)
    path = write(tmp_path, "a.warc.gz" if packed else "a.warc", whole[: len(whole) - len(records[-1]) // 2])
    pages, skipped = load(path)
    assert [page.url for page in pages][:5] == [f"http://x/{at}" for at in range(5)]
    last = sum(map(len, records[:-1]))
    assert any(str(last) in (one.detail or "") for one in skipped), skipped


@pytest.mark.parametrize("packed", [False, True])
def test_damaged_warc_is_taken_up_again(tmp_path: Path, packed: bool) -> None:
    pytest.importorskip("fastwarc")
    records = archive(packed)
    broken = records[2][:30] + bytes(64) + records[2][94:] if packed else b"x" * 40 + records[2][40:]
    path = write(tmp_path, "a.warc.gz" if packed else "a.warc", b"".join([*records[:2], broken, *records[3:]]))
    pages, skipped = load(path)
    assert {f"http://x/{at}" for at in (0, 1, 3, 4, 5)} <= {page.url for page in pages}
    assert skipped


def test_feed(tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    rss = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Courier</title>
<item><title>Police Hold Ten</title><link>http://x/1</link><pubDate>Fri, 07 May 2021 12:00:00 GMT</pubDate>
<description>&lt;p&gt;{STORY[0]}&lt;/p&gt;&lt;p&gt;{STORY[1]}&lt;/p&gt;</description></item>
<item><title>Only a headline</title><link>http://x/2</link></item></channel></rss>"""
    (page,), (left,) = load(write(tmp_path, "a.rss", rss))
    assert page.published is not None
    assert (page.outlet, page.published.value, page.published.basis) == ("The Courier", "2021-05-07", "feed")
    (article,), _ = articles(page)
    assert helpers.body(article) == list(STORY)
    assert helpers.said(article, article.title) == "Police Hold Ten"
    assert left.reason == "no text"


ACCENTED = "Le président a déclaré à l’Assemblée que l’été serait décisif pour la réforme ; l’opposition, elle, a protesté. "


@pytest.mark.parametrize(
    ("data", "text", "replaced"),
    [
        (ACCENTED.encode("cp1252"), ACCENTED, 0),
        (ACCENTED.encode("utf-16"), ACCENTED, 0),
        (ACCENTED.encode("utf-16-le"), ACCENTED, 0),
        ((ACCENTED * 3).encode("utf-8").replace(b"p", b"\xff", 1), (ACCENTED * 3).replace("p", "\ufffd", 1), 1),
        (
            "Премьер-министр заявил, что правительство не намерено вносить закон снова. ".encode("cp1251") * 4,
            "Премьер-министр заявил, что правительство не намерено вносить закон снова. " * 4,
            0,
        ),
        (b"The minister\x92s visit, he said, was \x93useful\x94.", "The minister’s visit, he said, was “useful”.", 0),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, text: str, replaced: int) -> None:
    (page,), _ = load(write(tmp_path, "a.txt", data))
    assert (page.text, page.replaced) == (text, replaced)


def test_declared_encoding(tmp_path: Path) -> None:
    markup = HTML.replace("<head>", '<head><meta charset="windows-1251">').replace(
        "Police Hold Ten in Kesra", "Полиция задержала десять человек"
    )
    (page,), _ = load(write(tmp_path, "a.html", markup.encode("cp1251", "ignore")))
    assert page.title == "Полиция задержала десять человек"


def test_binary_and_empty_files(tmp_path: Path) -> None:
    _, (image,) = load(write(tmp_path, "a.txt", b"\x89PNG\r\n\x1a\n\0\0\0"))
    _, (empty,) = load(write(tmp_path, "b.txt", b" \n"))
    assert (image.reason, empty.reason) == ("binary file", "no text")


def test_folders_globs_and_ids(tmp_path: Path) -> None:
    for name in ("a/x.txt", "b/x.txt", "b/y.html", ".hidden/z.txt"):
        write(tmp_path, name, HTML if name.endswith("html") else STORY[0])
    write(tmp_path, "b/photo.jpg", b"\xff\xd8\xff")
    pages, skipped = load(tmp_path)
    assert [page.id for page in pages] == ["a/x", "b/x", "y"]
    assert [one.reason for one in skipped] == ["unknown kind of file"]
    assert [page.id for page in load(Path(f"{tmp_path}/*/x.txt"))[0]] == ["a/x", "b/x"]
    assert len(list(read([tmp_path / "a/x.txt", tmp_path / "a" / "x.txt"]))) == 1


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = BytesIO(json.dumps({"id": "a", "text": STORY[0]}).encode() + b"\n")

    monkeypatch.setattr("sys.stdin", Input())
    (page,) = list(read("-"))
    assert isinstance(page, Page)
    assert (page.id, page.format) == ("a", "jsonl")


@pytest.mark.parametrize(
    ("given", "message"),
    [("missing.txt", "no such file or folder"), ("*.nothing", "nothing matches"), ("empty", "no pages in this folder")],
)
def test_bad_inputs(tmp_path: Path, given: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=message) as caught:
        read(tmp_path / given)
    assert given in str(caught.value)


def test_given_day(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", STORY[0])
    (page,), _ = load(path, published="2021-06-28")
    assert page.published is not None
    assert (page.published.value, page.published.basis) == ("2021-06-28", "given")
    with pytest.raises(InputError, match="not a date; write it as 2021-06-28"):
        read(path, published="last Tuesday")
    (dated,), _ = load(write(tmp_path, "b.html", HTML), published="2020-01-01")
    assert dated.published is not None
    assert dated.published.value == "2021-05-07"


def test_a_feed_with_references_to_no_character_is_read(tmp_path: Path) -> None:
    words = "The two sides met &#55297; in Riga on Monday &#x110000; for talks."
    entry = f"<item><title>Talks &#xD800; open</title><description>{words}</description></item>"
    (tmp_path / "a.rss").write_text(f'<rss version="2.0"><channel><title>Wire</title>{entry}</channel></rss>', encoding="utf-8")
    found = list(read([str(tmp_path / "a.rss")]))
    assert [p.text.count("\ufffd") > 0 for p in found if isinstance(p, Page)] == [True]
