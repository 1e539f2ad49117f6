"""The recipe: page -> articles -> readings -> events.

Straight-line on purpose; what happens to a page is read here from top to bottom.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from lapwing import pages
from lapwing.coding import assemble, knowledge
from lapwing.coding.knowledge import Knowledge
from lapwing.reading import Reader
from lapwing.settings import MODEL_FILES, PACKAGE
from lapwing.store import days
from lapwing.types import Coded, Event, Page, Skipped, When

CODING_ROOMS = ("pages", "reading", "coding", "knowledge")


@dataclass(frozen=True, slots=True)
class Tools:
    """What coding a page needs, loaded once per process."""

    reader: Reader
    knowledge: Knowledge

    @classmethod
    def load(cls) -> Self:
        """Load the model and the knowledge files; ModelError or KnowledgeError where one is missing or wrong."""
        return cls(reader=Reader.load(), knowledge=knowledge.load())


def code_page(page: Page, tools: Tools) -> Coded:
    """Code one page. What is read and not kept comes back as ``skipped``, with its reason."""
    articles, skipped = pages.articles(page)
    english = tuple(article for article in articles if article.language in (None, "en"))
    dropped = [
        Skipped(
            "reading", "not English", page.id, page.origin, f"article {article.index}: {article.language}; the reader knows English only"
        )
        for article in articles
        if article not in english
    ]
    events: list[Event] = []
    for reading in tools.reader.read(english):
        found, left = assemble.code(reading, tools.knowledge)
        events += found
        dropped += left
    return Coded(page=page, articles=articles, events=tuple(events), skipped=(*skipped, *dropped))


def page_of(text: str, published: When | None = None, document_id: str = "text") -> Page:
    """A page made from text at hand."""
    return Page(id=document_id, text=text, origin="<text>", format="text", published=published)


def given_date(text: str) -> When:
    """A publication date given by hand: ``2021-06-28``, ``2021-06`` or ``2021``; InputError for anything else."""
    first, last = days.bounds(text)
    return When(text.strip(), first, last, "given")


def fingerprint(package: Path = PACKAGE) -> str:
    """A digest of all that decides what is coded: the code of the rooms, the knowledge files and the model.

    Two runs with the same fingerprint make the same of the same page; that is why a page coded before can be passed over.
    """
    digest = hashlib.sha256()
    files = [package / "types.py", package / "pipeline.py"]
    for room in CODING_ROOMS:
        files += [path for path in (package / room).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    for path in sorted(files):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0")
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:16]


def model_name(folder: Path = MODEL_FILES) -> str | None:
    """The name of the model file that will be used, None where there is none."""
    return next((path.name for path in sorted(folder.glob("*.onnx"))), None)
