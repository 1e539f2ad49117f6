"""Reading of the tab-separated knowledge files: header comments, named columns, errors with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lapwing.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class Row:
    """One data line of a table."""

    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def fail(self, message: str) -> KnowledgeError:
        """The error to raise for this line."""
        return KnowledgeError(f"{self.path}:{self.line}: {message}")

    def number(self, column: str, default: float | None = None) -> float:
        """The cell as a number, or the default where it is empty."""
        text = self[column]
        if not text and default is not None:
            return default
        try:
            return float(text)
        except ValueError:
            raise self.fail(f"{column} must be a number, not {text!r}") from None


def rows(path: Path, columns: tuple[str, ...], required: int) -> Iterator[Row]:
    """Data lines of a tab-separated file; lines that start with '#' are comments, trailing columns may be left out."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise KnowledgeError(f"{path}: no such file; give the path of a tab-separated knowledge file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read as UTF-8 text ({error})") from None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < required or len(cells) > len(columns):
            names = ", ".join(columns)
            raise KnowledgeError(
                f"{path}:{number}: {len(cells)} cells where {required} to {len(columns)} belong, separated by tabs ({names})"
            )
        yield Row(path, number, dict(zip(columns, cells, strict=False)))
