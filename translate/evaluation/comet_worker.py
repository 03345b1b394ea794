"""Runs inside COMET's own environment: JSON lines in, JSON lines out. Imports nothing of ours.

Input: a row {"model": name, "batch": n} and then rows {"src", "mt", "ref"}. Output: one row {"version",
"model"} and then {"score"} for each segment, in order.
"""

import json
import sys
from importlib.metadata import version


def main() -> None:
    """Score what stands on standard input."""
    from comet import download_model, load_from_checkpoint  # type: ignore[import-not-found]

    head, *rows = [json.loads(line) for line in sys.stdin.buffer.read().decode().split("\n") if line]
    out = sys.stdout
    sys.stdout = sys.stderr  # the libraries print; the answer must stay JSON lines
    model = load_from_checkpoint(download_model(head["model"]))
    found = model.predict(rows, batch_size=head["batch"], gpus=head["gpus"])
    print(json.dumps({"version": version("unbabel-comet"), "model": head["model"]}), file=out)
    for score in found.scores:
        print(json.dumps({"score": float(score)}), file=out)


if __name__ == "__main__":
    main()
