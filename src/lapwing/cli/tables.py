"""``lapwing actors`` and ``lapwing places``: an analyst's own tables, and tables made anew from public dumps."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

actors = typer.Typer(help="Your own actors, or a table of actors from a Wikidata dump.", no_args_is_help=True)
places = typer.Typer(help="A gazetteer from a GeoNames dump.", no_args_is_help=True)
Own = Annotated[Path, typer.Option("--own", help="Folder with your own tables; made where there is none.", metavar="FOLDER")]


@actors.command("add")
def add(
    name: Annotated[str, typer.Argument(help="Full name.")],
    own: Own,
    kind: Annotated[str, typer.Option(help="person, group or organization.")] = "person",
    country: Annotated[str, typer.Option(help="ISO3 code, or IGO UNO EUR NGO ISM IMG MNC.")] = "",
    sectors: Annotated[str, typer.Option(help="PLOVER sectors, the main one first: 'GOV MIL'.")] = "",
    roles: Annotated[str, typer.Option(help="'president 2020-01-01/; party leader 2015/2020'.")] = "",
    aliases: Annotated[str, typer.Option(help="Other names, separated by |.")] = "",
) -> int:
    """Add an actor to your own table; ``lapwing code --own FOLDER`` then knows it."""
    from lapwing.knowledge.actor_own import add_actor

    own.mkdir(parents=True, exist_ok=True)
    others = tuple(a for a in aliases.split("|") if a.strip())
    actor = add_actor(own / "actors.tsv", name, kind=kind, country=country, sectors=tuple(sectors.split()), roles=roles, aliases=others)
    print(f"{actor.id}: {actor.name} added to {own / 'actors.tsv'}", file=sys.stderr)
    return 0


@actors.command("import")
def import_actors(
    dump: Annotated[Path, typer.Argument(help="Wikidata JSON dump (.json, .gz, .bz2).", metavar="DUMP")],
    own: Own,
    sitelinks: Annotated[int, typer.Option(min=0, help="Leave out items with pages in fewer Wikipedias.")] = 5,
) -> int:
    """Make actors.tsv from a Wikidata dump; run it again after a stop to go on."""
    from lapwing.knowledge.importers.wikidata import import_dump

    own.mkdir(parents=True, exist_ok=True)
    done = import_dump(dump, own / "actors.tsv", sitelinks=sitelinks, tell=lambda n: print(f"{n:,} lines read", file=sys.stderr))
    print(f"{done.lines:,} lines read, {done.candidates:,} candidates, {done.written:,} actors in {own / 'actors.tsv'}", file=sys.stderr)
    return 0


@places.command("import")
def import_places(
    dump: Annotated[Path, typer.Argument(help="GeoNames dump: allCountries.zip, XX.zip or the .txt inside.", metavar="DUMP")],
    own: Own,
    minimum: Annotated[int, typer.Option(min=0, help="Leave out populated places with fewer inhabitants.")] = 0,
) -> int:
    """Make gazetteer.zip from a GeoNames dump; ``lapwing code --own FOLDER`` then places names with it."""
    from lapwing.knowledge.geonames import build

    own.mkdir(parents=True, exist_ok=True)
    print(build(dump, own / "gazetteer.zip", minimum=minimum), file=sys.stderr)
    return 0
