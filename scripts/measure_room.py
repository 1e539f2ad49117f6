#!/usr/bin/env python3
"""Time the reading room over HTTP on a record: ``measure_room.py RECORD [--port N]``. Starts ``lapwing serve`` in a process of its own,
waits for the mirror, asks each question twenty times and prints the medians and the server's memory."""

from __future__ import annotations

import argparse
import http.client
import json
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

REPEATS = 20  # of each question, every time with a filter that is new to the server and lets everything through
FILTERED = "type=ASSAULT&country=IRQ&country=SYR&status=actual&since=2019&until=2021"
FRESH = re.compile("events|aggregate|map|network|entities|stories|timeline")
QUESTIONS = {
    "overview: summary": "summary",
    "overview: time by quad": "aggregate?by=time&by=quad",
    "overview: type": "aggregate?by=type",
    "overview: country": "aggregate?by=country&limit=30",
    "overview: status": "aggregate?by=status",
    "overview: source kind": "aggregate?by=source_kind",
    "list, newest": "events",
    "list, filtered": f"events?{FILTERED}",
    "list, entity": "events?entity=Entity 7",
    "list, dyad": "events?dyad=Entity 7&dyad=RUS",
    "list, words": "events?text=ceasefire convoy",
    "list, by confidence": "events?order=confidence",
    "list, far down": "events?order=read&offset=500000",
    "overview filtered: time": f"aggregate?by=time&by=quad&{FILTERED}",
    "overview filtered: country": f"aggregate?by=country&{FILTERED}",
    "words: time": "aggregate?by=time&by=type&bucket=year&text=ceasefire",
    "map": "map",
    "map, filtered": f"map?{FILTERED}",
    "network": "network",
    "network, countries": "network?by=country",
    "network, filtered": f"network?{FILTERED}",
    "entities": "entities",
    "entities, name": "entities?q=entity 77",
    "stories": "stories",
    "timeline, entity": "timeline?entity=Entity 7",
    "search": "search?q=ceasefire convoy",
    "search, frequent": "search?q=minister",
    "two dimensions": "aggregate?by=country&by=type",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--port", type=int, default=8799)
    args = parser.parse_args()
    command = [sys.executable, "-c", "from lapwing.cli.main import run; run()", "serve", str(args.record), "--port", str(args.port)]
    server = subprocess.Popen(command)
    try:
        wait(args.port)
        print(f"{'':28} {'median ms':>10} {'slowest':>9} {'kB':>8}")
        for name, path in QUESTIONS.items():
            times, size = timed(args.port, path)
            print(f"{name:28} {statistics.median(times) * 1000:10.1f} {max(times) * 1000:9.1f} {size / 1024:8.1f}", flush=True)
        status = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8")
        print(*(line for line in status.splitlines() if line.startswith(("VmHWM", "VmRSS"))), sep="\n")
    finally:
        server.terminate()
        server.wait()
    return 0


def wait(port: int) -> None:
    """Until the server answers from a mirror that is up to date."""
    started = time.perf_counter()
    while True:
        try:
            _, body = get(port, "summary")
            mirror = json.loads(body)["mirror"]
            if mirror is not None and mirror["behind"] == 0:
                print(f"ready after {time.perf_counter() - started:.1f} s, {mirror['events']} events")
                return
        except OSError:
            pass
        time.sleep(0.5)


def timed(port: int, path: str) -> tuple[list[float], int]:
    """Seconds of each of REPEATS answers, and the bytes of one."""
    times, size = [], 0
    for i in range(REPEATS):
        # The server keeps answers; what is measured here is finding them.
        fresh = f"{path}{'&' if '?' in path else '?'}min_confidence={i * 1e-9:.9f}" if FRESH.match(path) else path
        started = time.perf_counter()
        status, body = get(port, fresh)
        times.append(time.perf_counter() - started)
        size = len(body)
        if status != 200:
            raise SystemExit(f"{path}: {status} {body[:200]!r}")
    return times, size


def get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", f"/api/{quote(path, safe='/?=&')}")
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
