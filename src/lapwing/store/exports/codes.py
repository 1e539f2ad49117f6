"""Codes of other formats, from the tables in ``files/``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lapwing.knowledge.tables import rows

FILES = Path(__file__).parent / "files"


@dataclass(frozen=True, slots=True)
class Country:
    """Codes of a country; '' where a list has none."""

    fips: str
    cow: str
    name: str


@cache
def countries() -> dict[str, Country]:
    """By ISO 3166-1 alpha-3."""
    table = rows(FILES / "countries.tsv", ("iso3", "fips", "cow", "name"), 4)
    return {row["iso3"]: Country(row["fips"], row["cow"], row["name"]) for row in table}


@cache
def _cameo() -> dict[tuple[str, str], str]:
    return {(row["type"], row["mode"]): row["cameo"] for row in rows(FILES / "cameo.tsv", ("type", "mode", "cameo", "lost"), 3)}


def cameo(type_: str, mode: str | None) -> str | None:
    """The CAMEO code of a type and mode; None for a type of an analyst's own codebook, which CAMEO does not know."""
    table = _cameo()
    return table.get((type_, mode or "-")) or table.get((type_, "-"))
