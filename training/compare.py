"""The int8 model held against the float model it was made from: ``python -m training.compare FLOAT_ONNX --corpora CORPORA``.

``training.export`` leaves ``model.float.onnx`` beside the checkpoint; it gets the labels and tables of the shipped file here, so that both
run through the same reader. All measures of the reader on the test parts go into ``training/int8.json``, which the model card shows.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

import onnx

from lapwing.evaluation.reader import measures
from lapwing.evaluation.sets import flat
from lapwing.reading import Reader
from lapwing.settings import MODEL_FILES

OUTPUT = Path(__file__).parent / "int8.json"


def float_folder(floats: Path, folder: Path, shipped: Path = MODEL_FILES) -> Path:
    """A model folder around the float graph with everything else from the shipped one."""
    graph = onnx.load(str(floats))
    del graph.metadata_props[:]
    graph.metadata_props.extend(onnx.load(str(shipped / "model.onnx")).metadata_props)
    data = graph.SerializeToString()
    (folder / "model.onnx").write_bytes(data)
    (folder / "model.sha256").write_text(hashlib.sha256(data).hexdigest() + "\n")
    for name in ("tokenizer.json", "sentences.json"):
        shutil.copy(shipped / name, folder / name)
    return folder


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("floats", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--part", choices=("dev", "test"), default="test")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lapwing-") as folder:
        models = {"float": Reader.load(float_folder(args.floats, Path(folder))), "int8": Reader.load()}
        found = {kind: flat(measures(args.corpora, args.part), reader) for kind, reader in models.items()}
    worst = 0.0
    for name, value in found["float"].items():
        change = found["int8"][name] - value
        worst = min(worst, change)
        print(f"{name:34} float {value:6.2f}  int8 {found['int8'][name]:6.2f}  {change:+.2f}")
    print(f"greatest loss {-worst:.2f}")
    OUTPUT.write_text(json.dumps({"model": models["int8"].version, "part": args.part, **found}, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
