"""``lapwing serve``: the reading room."""

from __future__ import annotations

import secrets
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from lapwing.errors import LapwingError


def serve(
    record: Annotated[Path, typer.Argument(help="The record.", metavar="[RECORD]")] = Path("record.db"),
    host: Annotated[str, typer.Option(help="Address to listen on; beyond this machine a token is asked for.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free.")] = 8000,
) -> int:
    """Open a record for reading in a browser. Nothing leaves the machine unless --host says so."""
    try:
        import uvicorn

        from lapwing.api import app, guard
    except ImportError as error:
        raise LapwingError("the reading room needs two more packages; install them with: pip install 'lapwing[serve]'") from error

    local = host in guard.LOOPBACK
    token = None if local else secrets.token_urlsafe(24)
    made = app.create(record, guard.Rules(guard.LOOPBACK if local else None, token))
    config = uvicorn.Config(
        made, host=host, port=port, log_level="warning", access_log=False, server_header=False, limit_concurrency=200, timeout_keep_alive=5
    )
    try:
        socket = config.bind_socket()
    except SystemExit as error:  # the address is taken; uvicorn has logged why
        raise LapwingError(f"nothing can listen on {host}:{port}; choose another --port or --host") from error
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{socket.getsockname()[1]}/"
    print(
        f"{record.name} is open at {address}" + ("" if token is None else f"?token={token}") + " (Ctrl-C ends)", file=sys.stderr, flush=True
    )
    with suppress(KeyboardInterrupt):  # the way it is meant to end
        uvicorn.Server(config).run(sockets=[socket])
    return 0
