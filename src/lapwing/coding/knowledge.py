"""The bundle of tables that the room codes with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lapwing.coding.parameters import Parameters
from lapwing.coding.parameters import load as load_parameters
from lapwing.errors import KnowledgeError
from lapwing.knowledge import actors, codebook, cues, gazetteer, lexicon
from lapwing.knowledge.actors import Actors
from lapwing.knowledge.codebook import Codebook
from lapwing.knowledge.cues import Cues
from lapwing.knowledge.gazetteer import Gazetteer
from lapwing.knowledge.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Codebook, lexicon, cues, actors, gazetteer and the fitted parameters.

    ``learned`` says whether the readings come with the reader's event layer; without it the lexicon decides alone.
    """

    codebook: Codebook
    lexicon: Lexicon
    cues: Cues
    parameters: Parameters
    actors: Actors | None = None
    gazetteer: Gazetteer | None = None
    learned: bool = True


OWN = {
    "codebook.tsv": "codebook_file",
    "lexicon.tsv": "lexicon_file",
    "cues": "cues_folder",
    "actors.tsv": "actors_file",
    "places.tsv": "places_file",
    "gazetteer.zip": "gazetteer_file",
}
"""What an analyst's folder may hold, and the argument of ``load`` that it goes to."""


def load_with(folder: Path | None) -> Knowledge:
    """The tables that ship with what the analyst's folder adds, replaces or vetoes."""
    if folder is None:
        return load()
    if not folder.is_dir():
        raise KnowledgeError(f"{folder}: not a folder; it may hold {', '.join(OWN)}")
    found = {argument: folder / name for name, argument in OWN.items() if (folder / name).exists()}
    if not found:
        raise KnowledgeError(f"{folder}: holds none of {', '.join(OWN)}; docs/knowledge.md says what goes into each")
    return load(
        codebook_file=found.get("codebook_file"),
        lexicon_file=found.get("lexicon_file"),
        cues_folder=found.get("cues_folder"),
        actors_file=found.get("actors_file"),
        places_file=found.get("places_file"),
        gazetteer_file=found.get("gazetteer_file"),
    )


def load(
    *,
    codebook_file: Path | str | None = None,
    lexicon_file: Path | str | None = None,
    cues_folder: Path | str | None = None,
    actors_file: Path | str | None = None,
    places_file: Path | str | None = None,
    gazetteer_file: Path | str | None = None,
    learned: bool = True,
) -> Knowledge:
    """Load the tables that ship and the analyst's own files."""
    return Knowledge(
        codebook=codebook.load(codebook_file),
        lexicon=lexicon.load(lexicon_file),
        cues=cues.load(cues_folder),
        parameters=load_parameters(),
        actors=actors.load(actors_file),
        gazetteer=gazetteer.load(
            Path(places_file) if places_file is not None else None,
            path=Path(gazetteer_file) if gazetteer_file is not None else gazetteer.EMBEDDED,
        ),
        learned=learned,
    )
