"""The application: the record's questions over HTTP, and the built front end."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio.to_thread
from fastapi import FastAPI

from lapwing.api import corrections, downloads, events, pages, problems, sums
from lapwing.api.context import Context
from lapwing.api.guard import Guard, Rules
from lapwing.api.static import front_end
from lapwing.settings import VERSION
from lapwing.store.room import Room

THREADS = 8  # questions answered at once; each holds a connection with its cache


def create(record: Path, rules: Rules = Rules(), refresh: bool = True) -> FastAPI:
    """The application over one record. RecordError where it cannot be opened; ``refresh``: keep the Parquet mirror up to date."""
    room = Room(record, refresh)

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield
        room.close()

    app = FastAPI(
        title="Lapwing",
        version=VERSION,
        description="Questions to a record of coded events.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # their pages load scripts from elsewhere
        redoc_url=None,
        lifespan=living,
        redirect_slashes=False,
    )
    app.state.context = Context(room, secrets.token_urlsafe(24))
    problems.install(app)
    for router in (pages.router, events.router, downloads.router, sums.router, corrections.router):
        app.include_router(router, prefix="/api")
    front_end(app)
    app.add_middleware(Guard, rules=rules)
    _describe(app)
    return app


def _describe(app: FastAPI) -> None:
    """The framework describes errors of validation in a shape of its own, which is not the one that is sent."""
    made = app.openapi

    def described() -> dict[str, Any]:
        schema = made()
        for name in ("HTTPValidationError", "ValidationError"):
            schema.get("components", {}).get("schemas", {}).pop(name, None)
        return schema

    app.openapi = described  # type: ignore[method-assign]
