"""Bytes to text: which encoding, and how many bytes could not be read."""

from __future__ import annotations

import codecs
import re
import zlib
from typing import NamedTuple

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
META = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,30})""", re.IGNORECASE)
MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"RIFF",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"SQLite format 3",
)
CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27}) + b"\x7f"
SURROGATES = re.compile("[\ud800-\udfff]")
SAMPLE = 32768  # bytes shown to the detector
FEW = 12  # high bytes below which a detector has nothing to go by
# Names that mean another encoding on the web (WHATWG Encoding Standard).
WEB_NAMES = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
}


class Decoded(NamedTuple):
    """Text, the encoding it was read by, and the count of U+FFFD that stand for broken bytes."""

    text: str
    encoding: str
    replaced: int


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding read here."""
    if data.startswith(MAGIC):
        return True
    head = data[:8192]
    if not head or any(head.startswith(mark) for mark, _ in MARKS) or _wide(head):
        return False
    controls = len(head) - len(head.translate(None, CONTROLS))
    return head.count(0) > len(head) * 0.01 or controls > len(head) * 0.05


def decode(data: bytes, declared: str | None = None, markup: bool = False) -> Decoded:
    """Decode by byte order mark, then declaration (HTTP header, then meta tag), then UTF-8, then detection.

    Broken bytes become U+FFFD and are counted; nothing raises.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return _read(data[len(mark) :], name)
    named = usable(declared) or (meta_charset(data) if markup else None)
    if named and named != "utf-8":
        found = _read(data, named)
        if not found.replaced and not _utf8_better(data):
            return found
    wide = _wide(data[:8192])
    if wide:
        return _read(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        pass
    return _guess(data, named)


def _guess(data: bytes, named: str | None) -> Decoded:
    """The best reading of bytes that are not clean UTF-8."""
    as_utf8 = _read(data, "utf-8")
    several = sum(1 for char in as_utf8.text[:200_000] if char > "\x7f") - as_utf8.text[:200_000].count("\ufffd")
    if as_utf8.replaced <= 0.1 * several or named == "utf-8":
        return as_utf8
    if named:
        return _read(data, named)
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if high < FEW:
        found = _read(data, "cp1252")
        return found if not found.replaced else as_utf8
    from charset_normalizer import from_bytes

    start = next((at for at, byte in enumerate(data[: len(data) - SAMPLE]) if byte > 127), 0) if len(data) > SAMPLE else 0
    best = from_bytes(data[start : start + SAMPLE], threshold=0.3).best()
    return _read(data, best.encoding) if best is not None and best.encoding != "ascii" else as_utf8


def usable(name: str | None) -> str | None:
    """The codec for a declared name, or None where Python knows none for text."""
    if not name:
        return None
    low = name.strip().strip("\"'").lower()
    low = WEB_NAMES.get(low, low)
    try:
        info = codecs.lookup(low)
    except (LookupError, ValueError):
        return None
    if not info._is_text_encoding or info.name in ("unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem"):
        return None
    return info.name


def meta_charset(data: bytes) -> str | None:
    """The encoding that markup declares in its first 4 KiB; 16-bit names there are wrong by nature."""
    match = META.search(data[:4096])
    name = usable(match[1].decode("ascii")) if match else None
    return "utf-8" if name and name.startswith(("utf-16", "utf-32")) else name


def _utf8_better(data: bytes) -> bool:
    """Whether bytes declared as something else hold clean UTF-8 beyond ASCII."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _wide(head: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of Latin text is zero."""
    if len(head) < 8:
        return None
    half = len(head) // 2
    if head[1::2].count(0) > 0.4 * half and head[::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if head[::2].count(0) > 0.4 * half and head[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def _read(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    text, lone = mend(text)
    own = data.count(b"\xef\xbf\xbd") if name == "utf-8" else 0
    return Decoded(text, name, max(0, text.count("\ufffd") - own) if not lone else text.count("\ufffd"))


def mend(text: str) -> tuple[str, int]:
    """Lone surrogates, which no encoding can write, as U+FFFD, with their count."""
    return SURROGATES.subn("\ufffd", text)


def gunzip(data: bytes) -> tuple[bytes, int | None]:
    """All members of a gzip file, and the byte position from which it could not be read (None: all read)."""
    out: list[bytes] = []
    position = 0
    while position < len(data):
        engine = zlib.decompressobj(31)
        try:
            out.append(engine.decompress(data[position:]))
        except zlib.error:
            return b"".join(out), position
        if not engine.eof:
            out.append(engine.flush())
            return b"".join(out), position
        rest = len(engine.unused_data)
        if rest and not engine.unused_data.strip(b"\0"):
            break
        position = len(data) - rest
    return b"".join(out), None
