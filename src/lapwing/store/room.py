"""A record opened for many readers at once, while others may write it: connections lent per question, and the mirror kept up to date.

A question sees the record at one moment (one read transaction). Sums come from the mirror where it is that moment's, or near enough on a
large record; else from SQLite.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from lapwing.errors import RecordError
from lapwing.store import mirror, queries, schema, sums
from lapwing.store.engines import Duck, Engine, Kept, MirrorGone, Sqlite, TooHeavy
from lapwing.store.queries import Filter

SECONDS = 20.0  # what one question may take
STEPS = 200_000  # of SQLite's machine between two looks at the clock
SMALL = 50_000  # events SQLite sums up quickly enough by itself
LOOK = 5.0  # seconds between two looks whether the mirror is behind
PAUSE = 30.0  # least seconds between two refreshes, so that a long coding run does not make a segment for every page
TRIES = 3  # of a question whose mirror was taken away under it
Answer = TypeVar("Answer")
DUCK_SETTINGS = {"memory_limit": "256MB", "threads": "2", "preserve_insertion_order": "false"}


@dataclass(frozen=True, slots=True)
class Look:
    """The record at one moment."""

    connection: sqlite3.Connection
    exact: Engine  # this very moment: for lists, whose rows are then fetched
    sums: Engine  # for sums; may be some seconds behind while others write a large record
    mirrored: int | None  # events in the mirror, None where there is none
    behind: int  # events written since
    grown: tuple[Engine, int] | None = None  # the mirror and its last event, where the record has since only grown

    def total(self, chosen: Filter) -> int:
        """How many events the filter lets through at this very moment. Of a large record that is being written, the mirror counts what
        it has and SQLite the rest.
        """
        if self.grown is None:
            return sums.count(self.exact, chosen)
        mirrored, last = self.grown
        condition, values = queries.where(chosen)
        sql = f"SELECT count(*) FROM events e WHERE e.event > ? AND {condition}"
        return sums.count(mirrored, chosen) + int(self.connection.execute(sql, [last, *values]).fetchone()[0])


@dataclass(frozen=True, slots=True)
class _Mirror:
    """An open mirror and the moment it was written at."""

    duck: Any
    state: dict[str, Any]
    watermark: int
    events: int
    kept: Kept


class Room:
    """Lends looks at a record to any number of threads. ``close`` ends the thread that refreshes the mirror."""

    def __init__(self, path: Path, refresh: bool = True) -> None:
        self.path = path
        schema.connect(path, write=False).close()  # says at once what is wrong with the file
        self._idle: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        self._mirror: _Mirror | None = None
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._open_mirror()
        self._thread = threading.Thread(target=self._keep_up, name="mirror", daemon=True)
        if refresh:
            self._thread.start()

    def close(self) -> None:
        """Let go of everything."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()
        if self._mirror is not None:
            self._mirror.duck.close()
            self._mirror = None

    def ask(self, question: Callable[[Look], Answer], seconds: float = SECONDS) -> Answer:
        """The answer to a question about the record at one moment; TooHeavy where it takes longer than ``seconds``."""
        for _ in range(TRIES):
            try:
                with self.look(seconds) as look:
                    return question(look)
            except MirrorGone:
                self._mirror = None
                self._open_mirror()
        self._mirror = None
        with self.look(seconds) as look:
            return question(look)

    @contextmanager
    def look(self, seconds: float | None = SECONDS) -> Iterator[Look]:
        """The record at one moment; TooHeavy where the block takes longer than ``seconds`` (None: as long as it takes)."""
        connection = self._connection()
        cursor: Any = None
        timer: threading.Timer | None = None
        try:
            connection.execute("BEGIN")
            last, state = _moment(connection)
            held = self._mirror
            cursor = None if held is None else held.duck.cursor()
            same = held is not None and held.state == state
            current = same and held is not None and held.watermark >= last
            if seconds is not None:
                _limit(connection, time.monotonic() + seconds)
                timer = threading.Timer(seconds, _interrupt, (cursor,))
                timer.daemon = True
                timer.start()
            yield _looked(connection, cursor, held, same, current)
        except sqlite3.OperationalError as error:
            if str(error) == "interrupted":
                raise TooHeavy("this question takes too long; narrow the filters") from error
            raise
        finally:
            if timer is not None:
                timer.cancel()
            if cursor is not None:
                cursor.close()
            self._give_back(connection)

    # ---------------------------------------------------------- connections

    def _connection(self) -> sqlite3.Connection:
        try:
            return self._idle.get_nowait()
        except Empty:
            connection = schema.connect(self.path, write=False)
            connection.execute("PRAGMA query_only = ON")
            return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        connection.set_progress_handler(None, 0)
        try:
            connection.execute("ROLLBACK")  # only read: nothing to keep
        except sqlite3.Error:
            connection.close()
            return
        self._idle.put(connection)

    # --------------------------------------------------------------- mirror

    def refresh(self) -> None:
        """Bring the mirror up to the record. In a process of its own: writing a segment of a large record takes memory that a long-lived
        process would not get rid of.
        """
        command = [sys.executable, "-m", "lapwing.store.mirror_refresh", str(self.path)]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None:
            if self._ended.wait(0.1):
                process.terminate()  # what it has written so far is swept by the next one
                process.wait()
        if process.returncode == 0:
            self._open_mirror()

    def _open_mirror(self) -> None:
        """Take the mirror as it lies on the disk, if it is this record's."""
        folder = Path(f"{self.path}.mirror")
        held = mirror.manifest(folder)
        if held is None:
            return
        with self.look_sqlite() as connection:
            _, state = _moment(connection)
        if held["state"].get("record_id") != state["record_id"] or held["state"].get("form") != mirror.FORM:
            return
        try:
            duck = mirror.connect(folder, DUCK_SETTINGS)
            events = int(duck.execute("SELECT count(*) FROM events").fetchall()[0][0])
        except Exception:  # segments that a faster refresh has taken away meanwhile: the next look finds the new ones
            return
        # The old one is not closed here: questions under way still hold it, and with the last of them it goes.
        self._mirror = _Mirror(duck, held["state"], held["watermark"], events, Kept())

    @contextmanager
    def look_sqlite(self) -> Iterator[sqlite3.Connection]:
        """A connection without the mirror."""
        connection = self._connection()
        try:
            connection.execute("BEGIN")
            yield connection
        finally:
            self._give_back(connection)

    def _keep_up(self) -> None:
        pause = 0.0
        while not self._ended.wait(pause):
            pause = LOOK
            if self._is_behind():
                started = time.monotonic()
                self.refresh()
                # A refresh that fails (a folder nobody may write to) is tried again seldom.
                pause = max(PAUSE, 5 * (time.monotonic() - started))

    def _is_behind(self) -> bool:
        try:
            with self.look_sqlite() as connection:
                last, state = _moment(connection)
        except (sqlite3.Error, RecordError):
            return False
        held = self._mirror
        return last > 0 and (held is None or held.state != state or held.watermark < last)


def _looked(connection: sqlite3.Connection, cursor: Any, held: _Mirror | None, same: bool, current: bool) -> Look:
    sqlite = Sqlite(connection)
    if held is None:
        return Look(connection, sqlite, sqlite, None, 0)
    duck = Duck(cursor, connection, held.kept)
    behind = 0 if current else connection.execute("SELECT count(*) FROM events WHERE event > ?", (held.watermark,)).fetchone()[0]
    near = current or held.events > SMALL
    grown = (duck, held.watermark) if same and near and not current else None
    return Look(connection, duck if current else sqlite, duck if near else sqlite, held.events, behind, grown)


def _moment(connection: sqlite3.Connection) -> tuple[int, dict[str, Any]]:
    """(the last event's number, the record's state as a mirror's manifest has it)."""
    state = dict(connection.execute("SELECT key, value FROM state")) | {"form": mirror.FORM}
    return int(connection.execute("SELECT ifnull(max(event), 0) FROM events").fetchone()[0]), state


def _limit(connection: sqlite3.Connection, deadline: float) -> None:
    connection.set_progress_handler(lambda: time.monotonic() > deadline, STEPS)


def _interrupt(cursor: Any) -> None:
    if cursor is not None:
        with suppress(Exception):  # closed meanwhile: the question has ended
            cursor.interrupt()
