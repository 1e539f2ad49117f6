"""The user's own file of actors: adding a row to it, checked before it is written."""

from __future__ import annotations

from pathlib import Path

from lapwing.errors import KnowledgeError
from lapwing.knowledge import actor_files
from lapwing.knowledge.actor_types import Actor
from lapwing.knowledge.tables import Row

_HEADER = "# Own actors: a row adds to or replaces those of the package; a name with '-' in front takes one out\n"


def add_actor(
    path: Path,
    name: str,
    *,
    kind: str = "person",
    country: str = "",
    sectors: tuple[str, ...] = (),
    roles: str = "",
    aliases: tuple[str, ...] = (),
    id: str = "",
    note: str = "",
) -> Actor:
    """Append an actor to the user's file (made where it does not exist) and return it as it will be loaded.

    ``roles`` as in the files: "president 2020-01-01/; party leader 2015/2020". Raises KnowledgeError where a cell is wrong; then
    nothing is written.
    """
    cells = (name, country, " ".join(sectors), roles, "|".join(aliases), id, kind, note)
    for cell in cells:
        if "\t" in cell or "\n" in cell:
            raise KnowledgeError(f"{path}: {cell!r} holds a tab or a line break; leave it out")
    if not name.strip() or name.lstrip().startswith(("#", "-")):
        raise KnowledgeError(f"{path}: an actor needs a name that does not begin with '#' or '-'")
    old = path.read_text(encoding="utf-8") if path.exists() else _HEADER + "# " + "\t".join(actor_files.COLUMNS) + "\n"
    old = old if old.endswith("\n") or not old else old + "\n"
    row = Row(path, old.count("\n") + 1, dict(zip(actor_files.COLUMNS, cells, strict=True)))
    made = actor_files.checked(row)
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(old + "\t".join(cells).rstrip("\t") + "\n", encoding="utf-8")
    fresh.replace(path)
    return made
