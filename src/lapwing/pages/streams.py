"""Large files piece by piece: lines of plain or gzip files, and a window into a mapped archive."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import SEEK_CUR, SEEK_END, SEEK_SET, RawIOBase
from pathlib import Path
from typing import BinaryIO

BLOCK = 1 << 16  # bytes read at a time; bounds what a gzip bomb can unfold to
GZIP = b"\x1f\x8b"


class DamagedGzip(Exception):
    """A gzip file that cannot be read from ``position`` (a byte of the packed file) on."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


def lines_of(path: Path) -> Iterator[bytes]:
    """Lines of a file, plain or gzip, without holding it. Raises DamagedGzip after the last line that could be read."""
    with path.open("rb") as handle:
        packed = handle.read(2) == GZIP
        handle.seek(0)
        yield from _split(_unpacked(handle) if packed else iter(lambda: handle.read(BLOCK), b""))


def _split(blocks: Iterator[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    damage: DamagedGzip | None = None
    while True:
        try:
            block = next(blocks)
        except StopIteration:
            break
        except DamagedGzip as error:
            damage = error
            break
        first, *others = block.split(b"\n")
        held.append(first)
        if others:
            yield b"".join(held)
            yield from others[:-1]
            held = [others[-1]]
    if rest := b"".join(held):
        yield rest
    if damage:
        raise damage


def _unpacked(handle: BinaryIO) -> Iterator[bytes]:
    """The contents of all members of a gzip file."""
    engine = zlib.decompressobj(31)
    waiting, between = b"", False
    while True:
        data = waiting or handle.read(BLOCK)
        if not data:
            if between:
                return
            raise DamagedGzip(handle.tell())
        if between:
            data = data.lstrip(b"\0")  # padding behind the last member
            waiting = b""
            if not data:
                continue
            engine, between = zlib.decompressobj(31), False
        try:
            out = engine.decompress(data)
        except zlib.error:
            raise DamagedGzip(handle.tell() - len(data)) from None
        between, waiting = engine.eof, engine.unused_data
        if out:
            yield out


class Window(RawIOBase):
    """A readable file that starts at an offset of bytes or of a mapped file, without copying them."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data = data
        self._start = self._at = start

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Offset within the window."""
        return self._at - self._start

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Move within the window."""
        base = {SEEK_SET: self._start, SEEK_CUR: self._at, SEEK_END: len(self._data)}[whence]
        self._at = max(self._start, base + offset)
        return self.tell()

    def read(self, size: int = -1) -> bytes:
        """The next bytes, all where no size is given."""
        end = len(self._data) if size is None or size < 0 else self._at + size
        found = self._data[self._at : end]
        self._at += len(found)
        return found
