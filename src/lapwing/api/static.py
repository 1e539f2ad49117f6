"""The built front end: files as they are, and ``index.html`` for every other path, so that views have addresses of their own."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.responses import FileResponse, Response

from lapwing.api.problems import problem

FOLDER = Path(__file__).parent / "static"
KEPT = "public, max-age=31536000, immutable"  # names of built assets change with their content


def front_end(app: FastAPI, folder: Path = FOLDER) -> None:
    """Serve what lies in ``folder``; paths under ``/api`` are never pages."""

    @app.api_route("/{path:path}", methods=["GET", "HEAD"], include_in_schema=False)
    def page(path: str) -> Response:
        if path == "api" or path.startswith("api/"):
            return problem(404, "not_found", "there is nothing at this path")
        file = _inside(folder, path)
        if file is not None:
            return FileResponse(file, headers={"Cache-Control": KEPT if path.startswith("assets/") else "no-cache"})
        index = folder / "index.html"
        if path.startswith("assets/") or not index.is_file():
            return problem(404, "not_found", "there is nothing at this path")
        return FileResponse(index, headers={"Cache-Control": "no-cache"})


def _inside(folder: Path, path: str) -> Path | None:
    """The file at a path within the folder; None where there is none, or the path leads out of it."""
    if not path or "\0" in path:
        return None
    try:
        file = (folder / path).resolve()
        return file if file.is_relative_to(folder.resolve()) and file.is_file() else None
    except OSError:  # a name too long for the file system
        return None
