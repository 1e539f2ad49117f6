"""The record: one SQLite file that takes in coded pages and gives them back.

Everything that came of one page is written in one transaction, so a process killed at any moment leaves whole pages only,
and the next run over the same input writes what is missing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from lapwing.errors import RecordError
from lapwing.store import fetch, rows, schema
from lapwing.types import Coded, Page, Run, Skipped


class Record:
    """An open record. Use as a context manager; ``connection`` is for the store's own modules."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    @classmethod
    def open(cls, path: str | Path, write: bool = False) -> Self:
        """Open the record at ``path``; with ``write`` it is made where there is none. RecordError: one sentence with the remedy."""
        path = Path(path)
        return cls(path, schema.connect(path, write))

    def close(self) -> None:
        """Close the file; the last writer to close also folds the write-ahead log back into it."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # ------------------------------------------------------------ writing

    def begin(self, run: Run) -> None:
        """Note that a run has started; every page and skipped input names its run."""
        with self._transaction():
            self.connection.execute(
                "INSERT INTO runs (run_id, started, version, model, arguments) VALUES (?, ?, ?, ?, ?)",
                (run.run_id, run.started, run.version, run.model, run.arguments),
            )

    def finish(self, run: Run) -> None:
        """Note that the run has come to its end."""
        with self._transaction():
            now = datetime.now(UTC).isoformat(timespec="seconds")
            self.connection.execute("UPDATE runs SET finished = ? WHERE run_id = ?", (now, run.run_id))

    def has(self, page: Page, version: str) -> bool:
        """Whether this page's content has been coded by this version already, so that coding it again would add nothing."""
        found = self.connection.execute(
            "SELECT version FROM pages WHERE document_id = ? AND content = ?", (page.id, rows.content_digest(page))
        ).fetchone()
        return found is not None and found[0] == version

    def add(self, run: Run, coded: Coded) -> bool:
        """Write all that came of one page in one transaction; False where the record has it already.

        It takes the place of what another version made of the page, or of another content read from the same path.
        """
        with self._transaction():
            if self.has(coded.page, run.version):
                return False
            self._remove(coded.page)
            self._insert(run, coded)
            return True

    def add_skipped(self, run: Run, skipped: Skipped) -> bool:
        """Note an input no page came of; False where the same is noted already."""
        path = rows.path_of(skipped.origin)
        with self._transaction():
            cursor = self.connection.execute(
                f"INSERT OR IGNORE INTO skipped (path, run, {rows.SKIPPED_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (path, run.run_id, *rows.skipped_row(skipped)),
            )
            return cursor.rowcount == 1

    def _remove(self, page: Page) -> None:
        path = rows.path_of(page.origin)
        old = self.connection.execute(
            "SELECT page FROM pages WHERE document_id = ? AND content = ? UNION SELECT page FROM pages WHERE document_id = ? AND path = ?",
            (page.id, rows.content_digest(page), page.id, path),
        ).fetchall()
        for (number,) in old:
            # External-content search tables must be told the words they are to forget.
            self.connection.execute(
                "INSERT INTO article_search (article_search, rowid, title, body) SELECT 'delete', article, title, body FROM article_texts "
                "WHERE article IN (SELECT article FROM articles WHERE page = ?)",
                (number,),
            )
            self.connection.execute(
                "INSERT INTO sentence_search (sentence_search, rowid, text) SELECT 'delete', sentence, text FROM sentences WHERE page = ?",
                (number,),
            )
            self.connection.execute("DELETE FROM events WHERE page = ?", (number,))
            self.connection.execute("DELETE FROM pages WHERE page = ?", (number,))
            self.connection.execute("UPDATE state SET value = value + 1 WHERE key = 'generation'")
        self.connection.execute("DELETE FROM skipped WHERE page IS NULL AND path = ?", (path,))

    def _insert(self, run: Run, coded: Coded) -> None:
        page = self._put("pages", rows.PAGE_COLUMNS, rows.page_row(coded.page, run.version, run.run_id))
        articles: dict[int, int] = {}
        for article in coded.articles:
            number = self._put("articles", f"page, {rows.ARTICLE_COLUMNS}", (page, *rows.article_row(article)))
            articles[article.index] = number
            self.connection.executemany(
                f"INSERT INTO passages ({rows.PASSAGE_COLUMNS}) VALUES (?, ?, ?, ?, ?)", rows.passage_rows(article, number)
            )
            self.connection.execute(
                "INSERT INTO article_search (rowid, title, body) SELECT article, title, body FROM article_texts WHERE article = ?",
                (number,),
            )
        published = {article.index: article.published for article in coded.articles}
        sentences: dict[tuple[int, int], int] = {}
        for event in coded.events:
            at = (event.sentence.start, event.sentence.end)
            if at not in sentences:
                words = coded.page.text[at[0] : at[1]]
                sentences[at] = self._put("sentences", 'page, start, "end", text', (page, *at, words))
                self.connection.execute("INSERT INTO sentence_search (rowid, text) VALUES (?, ?)", (sentences[at], words))
            row = (page, articles[event.article], sentences[at], *rows.event_row(event, coded.page.text, published[event.article]))
            number = self._put("events", f"page, article, sentence, {rows.EVENT_COLUMNS}", row)
            self._put_all("parties", rows.PARTY_COLUMNS, number, rows.party_rows(event))
            self._put_all("places", rows.PLACE_COLUMNS, number, rows.place_rows(event))
            self._put_all("times", rows.TIME_COLUMNS, number, rows.time_rows(event))
            self._put_all("sources", rows.SOURCE_COLUMNS, number, rows.source_rows(event))
        for skipped in coded.skipped:
            self._put("skipped", f"page, run, {rows.SKIPPED_COLUMNS}", (page, run.run_id, *rows.skipped_row(skipped)))

    def _put(self, table: str, columns: str, row: rows.Row) -> int:
        marks = ", ".join("?" * len(row))
        return int(self.connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", row).lastrowid or 0)

    def _put_all(self, table: str, columns: str, event: int, children: list[rows.Row]) -> None:
        if children:
            marks = ", ".join("?" * (len(children[0]) + 1))
            self.connection.executemany(f"INSERT INTO {table} (event, {columns}) VALUES ({marks})", [(event, *child) for child in children])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise RecordError(f"{self.path}: the record cannot be written ({error}); end the program that holds it") from error
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        try:
            self.connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise RecordError(f"{self.path}: the record cannot be written ({error}); free some space and run the same again") from error

    # ------------------------------------------------------------ reading

    def load(self, page: Page) -> Coded:
        """All that the record holds of this page's content; KeyError where it has none."""
        number = self.connection.execute(
            "SELECT page FROM pages WHERE document_id = ? AND content = ?", (page.id, rows.content_digest(page))
        ).fetchone()
        if number is None:
            raise KeyError(page.id)
        return fetch.coded(self.connection, number[0])

    def pages(self) -> Iterator[Coded]:
        """All pages with what came of them, in the order they were written."""
        numbers: list[tuple[Any]] = self.connection.execute("SELECT page FROM pages ORDER BY page").fetchall()
        for (number,) in numbers:
            yield fetch.coded(self.connection, number)
