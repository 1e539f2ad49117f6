"""Gold files: documents with their articles and events, in the scheme of the annotation guide."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lapwing.errors import InputError
from lapwing.settings import PACKAGE
from lapwing.store.days import bounds
from lapwing.types import Page, When

SAMPLES = Path(__file__).parent / "samples"  # gold of the sample pages


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """The words an article has to be split into; white space does not count."""

    title: str
    captions: tuple[str, ...]
    credits: tuple[str, ...]
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One gold file: the page to code and what its articles are."""

    path: Path
    page: Page
    articles: tuple[GoldArticle, ...]
    digest: str  # SHA-256 over the gold file and its raw text


def shared_folder() -> Path | None:
    """The measuring data beside the project, None where there are none."""
    for root in (Path.cwd(), PACKAGE.parents[1]):
        folder = root.parent / "shared"
        if (folder / "gold" / "score.py").is_file():
            return folder
    return None


def gold_files(folder: Path) -> list[Path]:
    """The gold files in a folder and the folders below it, sorted."""
    files = sorted(folder.rglob("*.gold.json"))
    if not files:
        raise InputError(f"{folder}: no gold files (*.gold.json) in it; give a folder that has some with --gold")
    return files


def load(path: Path) -> GoldDocument:
    """Read one gold file; InputError where it is not one."""
    try:
        content = path.read_bytes()
        data = json.loads(content)
        raw = (path.parent / data["file"]).read_bytes()
        text = raw.decode()
        articles = tuple(_articles(data["articles"], text))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: not a gold file ({type(error).__name__}: {error}); it needs id, file and articles") from error
    given = data.get("published")
    published = When(given, *bounds(given), "given") if given else None
    page = Page(id=data["id"], text=text, origin=str(path.parent / data["file"]), format="text", published=published)
    return GoldDocument(path, page, articles, hashlib.sha256(content + b"\0" + raw).hexdigest())


def digest(documents: Iterable[GoldDocument]) -> str:
    """SHA-256 over the digests of all gold documents."""
    return hashlib.sha256("\n".join(f"{document.page.id} {document.digest}" for document in documents).encode()).hexdigest()


def fold(text: str) -> str:
    """White space collapsed, as the scorer does."""
    return " ".join(text.split())


def _articles(items: list[dict[str, Any]], text: str) -> Iterator[GoldArticle]:
    def words(passage: str | list[int]) -> str:
        return fold(passage if isinstance(passage, str) else text[passage[0] : passage[1]])

    for item in items:
        yield GoldArticle(
            title=words(item["title"]),
            captions=tuple(words(caption) for caption in item.get("captions", [])),
            credits=tuple(words(credit) for credit in item.get("credits", [])),
            body=tuple(words(paragraph) for paragraph in item["body"]),
        )
