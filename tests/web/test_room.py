"""The reading room in a browser; skipped with a reason where one of its tools is missing."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
WEB = HERE.parent.parent / "web"
NODE = shutil.which("node")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("LAPWING_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
# The checks with a fixed name, and the views and looks of those that are made for each.
NAMES = re.findall(r'^await check\("([^"]+)"', (HERE / "checks.mjs").read_text(encoding="utf-8"), re.MULTILINE)
VIEWS = re.findall(r"^  (\w+): \"/", (HERE / "checks.mjs").read_text(encoding="utf-8"), re.MULTILINE)
FILES = re.findall(r'^  \["(\w+)", "/', (HERE / "checks.mjs").read_text(encoding="utf-8"), re.MULTILINE)
ALL = [
    *NAMES,
    *(f"{what}: {view}" for what in ("opens", "fits a phone") for view in VIEWS),
    *(f"accessible: {view}, {look}" for view in VIEWS for look in ("light", "dark")),
    *(f"downloads: {view}" for view in FILES),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served record."""
    uvicorn = pytest.importorskip("uvicorn", reason="the server's packages are not installed: pip install 'lapwing[serve]'")
    pytest.importorskip("fastapi", reason="the server's packages are not installed: pip install 'lapwing[serve]'")
    import made_room

    from lapwing.api import app

    record = tmp_path_factory.mktemp("room") / "record.db"
    made_room.write(record)
    config = uvicorn.Config(app.create(record), host="127.0.0.1", port=0, log_level="warning", access_log=False)
    socket = config.bind_socket()
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    socket.close()


@pytest.fixture(scope="module")
def report(request: pytest.FixtureRequest) -> dict[str, str | None]:
    """What each check found."""
    if NODE is None:
        pytest.skip("node is not installed, so no browser can be driven")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (or name it in LAPWING_CHROMIUM)")
    if not (WEB / "node_modules" / "playwright-core").is_dir():
        pytest.skip("playwright-core is not installed: npm ci in web/")
    served = request.getfixturevalue("address")
    done = subprocess.run([NODE, HERE / "checks.mjs", served, CHROMIUM], capture_output=True, text=True, timeout=1200, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, str | None] = json.loads(done.stdout)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_check(report: dict[str, str | None], name: str) -> None:
    assert report[name] is None, report[name]


@pytest.mark.slow
def test_no_check_is_forgotten(report: dict[str, str | None]) -> None:
    assert set(report) == set(ALL)


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_text() -> None:
    """Offsets, cutting and files of the page's own code, without a browser."""
    assert NODE is not None
    done = subprocess.run([NODE, "--test", HERE / "text.test.mjs"], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
