"""One shape for everything that goes wrong, and which exception becomes which answer."""

from __future__ import annotations

import sqlite3
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from lapwing.api import models
from lapwing.api.encoding import answer
from lapwing.errors import InputError, RecordError
from lapwing.store.engines import TooHeavy

CODES = {401: "token", 403: "origin", 404: "not_found", 405: "method", 409: "busy", 413: "too_large", 422: "invalid"}
MESSAGES = {404: "there is nothing at this path", 405: "this path does not know the method"}


class NotFound(InputError):
    """What is asked for by its id is not there."""


def problem(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> Response:
    """An answer in the shape of errors."""
    return answer({"error": {"code": code, "message": message}}, status, headers)


def declared(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Answers an endpoint may give beside its own, for the OpenAPI description."""
    described = {
        401: "token missing",
        403: "not from here",
        404: "not there",
        405: "method not known here",
        409: "the record is being written; try again",
        413: "body too large",
        422: "not what is asked for, or too much of it",
    }
    return {status: {"model": models.Error, "description": described[status]} for status in (401, 403, *statuses, 422)}


def install(app: FastAPI) -> None:
    """Tell the application what to answer to which exception."""

    @app.exception_handler(NotFound)
    async def not_found(_: Request, error: NotFound) -> Response:
        return problem(404, "not_found", str(error))

    @app.exception_handler(TooHeavy)
    async def too_heavy(_: Request, error: TooHeavy) -> Response:
        return problem(422, "too_heavy", str(error))

    @app.exception_handler(InputError)
    async def invalid(_: Request, error: InputError) -> Response:
        return problem(422, "invalid", str(error))

    @app.exception_handler(RecordError)
    async def unwritable(_: Request, error: RecordError) -> Response:
        return problem(403, "read_only", str(error))

    @app.exception_handler(sqlite3.OperationalError)
    async def busy(_: Request, error: sqlite3.OperationalError) -> Response:
        if "locked" not in str(error):
            raise error
        return problem(409, "busy", "another program is writing the record; try again", {"Retry-After": "1"})

    @app.exception_handler(RequestValidationError)
    async def refused(_: Request, error: RequestValidationError) -> Response:
        return problem(422, "invalid", "; ".join(_told(item) for item in error.errors()[:5]))

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> Response:
        # A body that is no JSON is refused by the framework with a 400 of its own.
        status = 422 if error.status_code == 400 else error.status_code
        message = MESSAGES.get(status, str(error.detail))
        return problem(status, CODES.get(status, "invalid"), message, dict(error.headers or {}))

    @app.exception_handler(Exception)
    async def broken(_: Request, error: Exception) -> Response:
        return problem(500, "broken", f"this should not happen ({type(error).__name__}); please report it")


def _told(item: dict[str, Any]) -> str:
    at = [str(part) for part in item["loc"] if part not in ("query", "path", "body")]
    return f"{'.'.join(at)}: {item['msg']}" if at else str(item["msg"])
