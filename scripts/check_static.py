#!/usr/bin/env python3
"""Check that the committed front end is what its sources build: ``check_static.py [--update] [--no-install]``.

Installs the locked packages (``npm ci``) into a copy of ``web``, builds there and compares with ``src/lapwing/api/static``. Ends with 0
where both agree, with 1 and the names of the files where they do not, and with 0 and a word on standard error where Node is missing.
``--update`` puts the new build in the old one's place; ``--no-install`` builds with the packages that ``web/node_modules`` holds.
"""

from __future__ import annotations

import argparse
import filecmp
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
STATIC = ROOT / "src" / "lapwing" / "api" / "static"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="replace the committed files by what was built")
    parser.add_argument("--no-install", action="store_true", help="use the packages in web/node_modules")
    args = parser.parse_args()
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        print("skipped: the front end is not checked, because node and npm are not installed here", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        built = build(Path(folder), npm, install=not args.no_install)
        different = differences(built, STATIC)
        if args.update:
            shutil.rmtree(STATIC, ignore_errors=True)
            shutil.copytree(built, STATIC)
    for name, why in different:
        print(f"{'updated' if args.update else 'differs'}: {name} ({why})")
    if different and not args.update:
        print("The committed front end is not what web/ builds; scripts/check_static.py --update puts it there.", file=sys.stderr)
        return 1
    print("The front end is what its sources build." if not different else f"{len(different)} files updated.")
    return 0


def build(folder: Path, npm: str, *, install: bool) -> Path:
    """The front end built from a copy of its sources; the copy keeps the place of ``web`` beside ``src``."""
    web = folder / "web"
    shutil.copytree(WEB, web, ignore=shutil.ignore_patterns("node_modules"))
    if install:
        subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=web, check=True, stdout=sys.stderr)
    else:
        (web / "node_modules").symlink_to(WEB / "node_modules", target_is_directory=True)
    subprocess.run([npm, "run", "build"], cwd=web, check=True, stdout=sys.stderr)
    return folder / "src" / "lapwing" / "api" / "static"


def differences(built: Path, kept: Path) -> list[tuple[str, str]]:
    """Names of files that differ, with the reason."""
    ours, theirs = ({str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} for folder in (built, kept))
    found = [(name, "not committed") for name in sorted(ours - theirs)]
    found += [(name, "no longer built") for name in sorted(theirs - ours)]
    found += [(name, "other content") for name in sorted(ours & theirs) if not filecmp.cmp(built / name, kept / name, shallow=False)]
    return found


if __name__ == "__main__":
    sys.exit(main())
