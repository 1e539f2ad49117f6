#!/usr/bin/env python3
"""Kill ``lapwing code`` at random moments and see that one more run makes the record whole.

    python scripts/kill_test.py [--kills 50] [--documents 500] [--jobs 1] [--fake]

Documents are put together from the sentences of the sample pages. A record is killed again and again until it is complete or the
kills are used up; after one more run it must equal the record of an undisturbed run, and pass SQLite's and FTS5's own checks. Then
the next record begins. ``--fake`` puts a slow, deterministic coder in place of the real one: it tries the ingest and the record alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from lapwing.settings import PACKAGE
from lapwing.store import queries
from lapwing.store.record import Record
from lapwing.types import Article, Coded, Event, Page, Run, Skipped, Span

FAKE_SECONDS = 0.002  # a page; a hundred times faster than the real coder, so that many kills fit into a minute


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fake", action="store_true")
    parser.add_argument("--work", nargs=2, metavar=("DOCUMENTS", "RECORD"), help=argparse.SUPPRESS)  # the process that is killed
    args = parser.parse_args()
    if args.work:
        code_fake(Path(args.work[0]), Path(args.work[1]), args.jobs)
        return 0
    with tempfile.TemporaryDirectory(prefix="lapwing-kill-") as folder:
        return kill(Path(folder), args)


def finished(command: list[str]) -> None:
    """Run to the end; 2 is the exit code of a run that met bad lines, of which the documents hold some on purpose."""
    if subprocess.run(command, stderr=subprocess.DEVNULL).returncode not in (0, 2):
        raise SystemExit(f"the run failed: {' '.join(command)}")


def kill(folder: Path, args: argparse.Namespace) -> int:
    """The whole test in a folder; 0 where every record came out equal."""
    chance = random.Random(args.seed)
    documents = folder / "documents.jsonl"
    documents.write_text("".join(json.dumps(document) + "\n" for document in made_documents(args.documents, chance)), encoding="utf-8")

    def command(record: Path) -> list[str]:
        if args.fake:
            return [sys.executable, __file__, "--jobs", str(args.jobs), "--work", str(documents), str(record)]
        run = "from lapwing.cli.main import run; run()"
        return [sys.executable, "-c", run, "code", str(documents), "-o", str(record), "--jobs", str(args.jobs)]

    started = time.monotonic()
    finished(command(folder / "whole.db"))
    whole_seconds = time.monotonic() - started
    whole = canonical(folder / "whole.db")
    print(f"undisturbed run: {args.documents} documents in {whole_seconds:.1f} s, {len(whole)} lines in the dump")
    kills = records = late = bad = 0
    while kills < args.kills:
        record = folder / f"killed{records}.db"
        while kills < args.kills:
            process = subprocess.Popen(command(record), stderr=subprocess.DEVNULL, start_new_session=True)
            try:
                process.wait(chance.uniform(0, whole_seconds))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                kills += 1
            else:
                late += 1
                break
        finished(command(record))
        same = canonical(record) == whole
        bad += not same
        records += 1
        print(f"record {records}: {kills} kills so far, {'equal' if same else 'DIFFERENT'}", flush=True)
    print(f"{kills} kills, {records} records, {late} runs came to their end before their kill: {records - bad} equal, {bad} different")
    return 1 if bad else 0


def canonical(path: Path) -> list[str]:
    """All that a record says, without row numbers, runs and instants, sorted; fails where the file is damaged."""
    with closing(Record.open(path, write=True)) as record:
        connection = record.connection
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in ("article_search", "sentence_search"):
            connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        pages = [json.dumps(asdict(coded), sort_keys=True) for coded in record.pages()]
        versions = [f"version {version}" for (version,) in connection.execute("SELECT version FROM pages")]
        skipped = [json.dumps(asdict(item), sort_keys=True) for item in queries.skipped(connection)]
    return sorted([*pages, *versions, *skipped])


def made_documents(number: int, chance: random.Random) -> Iterator[dict[str, str]]:
    """Documents of five to twelve sentences drawn from the sample pages; every fiftieth has no text and is to be skipped."""
    pages = (PACKAGE / "samples").glob("*.txt")
    sentences = [s for page in sorted(pages) for s in re.findall(r"[A-Z“][^\n]{40,}?[.”](?=\s)", page.read_text(encoding="utf-8"))]
    for i in range(number):
        if i % 50 == 49:
            yield {"id": f"d{i}"}
            continue
        drawn = [chance.choice(sentences) for _ in range(chance.randint(5, 12))]
        yield {"id": f"d{i}", "text": "\n\n".join(drawn), "published": f"2024-0{1 + i % 9}-15"}


# ------------------------------------------------------------ the fake coder


def code_fake(documents: Path, record: Path, jobs: int) -> None:
    """What ``lapwing code`` does, with the fake coder."""
    from lapwing import pages
    from lapwing.ingest import Target, ingest

    run = Run(hashlib.sha256(os.urandom(8)).hexdigest()[:12], "", "fake-1", None, "kill_test")
    with Target(Record.open(record, write=True), run) as target:
        target.record.begin(run)
        for _ in ingest(pages.read([documents]), load_fake, jobs, target, echo=False):
            pass
        target.record.finish(run)


def load_fake() -> Callable[[Page], Coded]:
    """The loader of the fake coder."""
    return fake


def fake(page: Page) -> Coded:
    """A CONSULT event at every 'said'."""
    time.sleep(FAKE_SECONDS)
    paragraphs = tuple(Span(match.start(), match.end()) for match in re.finditer(r"[^\n]+", page.text))
    article = Article(page.id, 0, page.text, None, (), (), None, None, page.published, paragraphs, "en")
    events = tuple(
        Event(
            f"{page.id}-{match.start()}", page.id, 0, "CONSULT", None, (), 1, 1.0, "actual", "stated", Span(match.start(), match.end()),
            paragraph, (), (), (), (), (), False, None, None, None, None, None, 0.5, ("fake",),
        )
        for paragraph in paragraphs
        for match in re.finditer("said", page.text)
        if paragraph.start <= match.start() < paragraph.end
    )  # fmt: skip
    return Coded(page, (article,), events, (Skipped("coding", "fake", page.id, page.origin),))


if __name__ == "__main__":
    sys.exit(main())
