"""The command line. Every command imports what it needs when it runs, so that ``lapwing --help`` is there at once."""

from __future__ import annotations

import os
import sys

import typer

from lapwing.cli import code, export, quality, record, serve, tables
from lapwing.errors import LapwingError

# Typer carries its own copy of click since 0.26 and used the package before: the base of its errors is reached through one of them.
UsageError: type[typer.BadParameter] = typer.BadParameter.__mro__[1]

app = typer.Typer(
    name="lapwing",
    help="Codes news pages: who did what to whom, where and when, whether it happened, and who says so.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("code")(code.code)
app.command("events")(record.events)
app.command("show")(record.show)
app.command("export")(export.export)
app.command("serve")(serve.serve)
app.command("explain")(quality.explain)
app.command("evaluate")(quality.evaluate)
app.command("gate")(quality.gate)
app.command("bench")(quality.bench)
app.command("demo")(code.demo)
app.add_typer(tables.actors, name="actors")
app.add_typer(tables.places, name="places")


@app.callback(invoke_without_command=True)
def _main(version: bool = typer.Option(False, "--version", help="Print the version and end.", is_eager=True)) -> None:
    if version:
        from lapwing import __version__

        typer.echo(f"lapwing {__version__}")
        raise typer.Exit


def run() -> None:
    """Entry point: what goes wrong is one sentence on standard error and exit code 2 (wrong input) or 130 (Ctrl-C)."""
    sys.exit(status())


def status(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    try:
        # Without standalone mode click hands errors over instead of printing a usage block around them.
        result = app(arguments, standalone_mode=False, prog_name="lapwing")
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # the bare command: its message is the help itself
            print(error.format_message(), end="")
            return 2
        command = error.ctx.command_path if error.ctx is not None else "lapwing"
        message = " ".join(error.format_message().split()).removeprefix("Value error, ").rstrip(".")
        print(f"lapwing: {message}; see {command} --help", file=sys.stderr)
    except LapwingError as error:
        print(f"lapwing: {error}", file=sys.stderr)
    except typer.Abort:
        print("lapwing: stopped; run the same command again to go on where it ended", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output has had enough (head, less)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 2
