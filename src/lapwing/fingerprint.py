"""Which version coded a page: known without loading any of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from lapwing.settings import MODEL_FILES, PACKAGE

CODING_ROOMS = ("pages", "reading", "coding", "knowledge")


def fingerprint(own: Path | None = None, package: Path = PACKAGE) -> str:
    """A digest of all that decides what is coded: the code of the rooms, the knowledge files and the model.

    ``own``: the analyst's folder, read as well. Two runs with the same fingerprint make the same of the same page; that is
    why a page coded before can be passed over.
    """
    digest = hashlib.sha256()
    files = [package / "types.py", package / "pipeline.py"]
    for room in CODING_ROOMS:
        files += [path for path in (package / room).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    for path in sorted(files):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0")
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    for path in sorted(own.rglob("*")) if own is not None else ():
        if path.is_file():
            digest.update(path.relative_to(own or package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def model_name(folder: Path = MODEL_FILES) -> str | None:
    """The name of the model file that will be used, None where there is none."""
    return next((path.name for path in sorted(folder.glob("*.onnx"))), None)
