r"""Train the built-in model, from nothing or from an earlier one.

    python -m scripts.builtin_model.train --prepared /tmp/builtin/prepared.tsv --init translate/builtin \
        --out /tmp/builtin/run --minutes 60 --threads 2

Goes on from the state in --out where there is one. CPU or GPU by itself. Every draw follows from --seed and
the number of the epoch, so a run that was stopped and one that was not see the same batches; a schedule by
--minutes depends on the machine, one by --updates does not. OUT/log.jsonl has a row a report.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from scripts.builtin_model import checkpoints, mixing, network
from scripts.builtin_model.alignment import Floats, load_or_train
from scripts.builtin_model.exchange import Exchange, names_of
from scripts.builtin_model.listening import Dev
from scripts.builtin_model.options import parsed, schedule_of
from scripts.builtin_model.pieces import Pieces
from scripts.builtin_model.preparation import Pair, read_prepared
from scripts.builtin_model.sources import CORPORA

ALIGNED_PAIRS = 60_000
"""Pairs that the alignment model is trained on: more changes little, and its cost grows with them."""

BETAS = (0.9, 0.98)
CLIP = 1.0
REPORT_EVERY = 50
PAUSE_SECONDS = 2.0


class Run:
    """One training run: the network, its optimiser, and where in the data it stands."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Read the data, build or resume the network; sets torch's threads for the whole process."""
        if options.threads:
            torch.set_num_threads(options.threads)
        self.options = options
        self.folder: Path = options.out
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.schedule = schedule_of(options)
        self.pairs: list[Pair] = read_prepared(options.prepared)
        self.tokenizer: Path = options.init or options.tokenizer
        self.pieces = Pieces(self.tokenizer)
        self.switch = mixing.CodeSwitch(mixing.terms_of(self.pairs))
        self.exchange = Exchange(names_of(self.pairs))
        self.model = self._network()
        self.guided = network.GuidedNetwork(self.model)
        self.optimiser = torch.optim.AdamW(
            self.model.parameters(), betas=BETAS, eps=1e-9, weight_decay=options.weight_decay, fused=True
        )
        self.update, self.epoch, self.batch, self.seconds = 0, 0, 0, 0.0
        torch.manual_seed(options.seed)
        self._resume()
        self.table = self._alignment()
        self.started = time.monotonic()

    def _network(self) -> Any:
        options = self.options
        if options.init:
            model = network.network_from(options.init, dropout=options.dropout)
        else:
            shape = network.Shape(
                width=options.width,
                encoder_layers=options.encoder_layers,
                decoder_layers=options.decoder_layers,
                heads=options.heads,
                inner=options.inner,
            )
            model = network.new_network(
                len(self.pieces.ids), shape, dropout=options.dropout, seed=options.seed
            )
        return model.to(self.device).train()

    def _alignment(self) -> Floats | None:
        """The alignment table, unless it would not be used any more."""
        if not self.schedule.guidance(self.update, self.minutes_before()):
            return None
        rng = random.Random(self.options.seed)
        some = rng.sample(self.pairs, min(ALIGNED_PAIRS, len(self.pairs)))
        plain = mixing.examples(some, self.pieces, self._variation(mixing.Mixture(longest=80)), rng)
        path = self.folder / "alignment.npy"
        return load_or_train(path, [(one.source, one.target) for one in plain], size=len(self.pieces.ids))

    def minutes_before(self) -> float:
        """Minutes trained by earlier processes of this run."""
        return self.seconds / 60

    def minutes(self) -> float:
        """Minutes trained in all, pauses included."""
        return self.minutes_before() + (time.monotonic() - self.started) / 60

    def epoch_batches(self) -> list[list[mixing.Example]]:
        """The batches of the present epoch, always the same for its number."""
        rng = random.Random(f"{self.options.seed} {self.epoch}")
        shares = {name: corpus.share for name, corpus in CORPORA.items()}
        pairs = mixing.drawn(self.pairs, shares, rng)
        mixture = mixing.Mixture(
            unrepaired=self.options.unrepaired,
            sampled=self.options.sampled,
            code_switched=self.options.code_switched,
            exchanged=self.options.exchanged,
        )
        made = mixing.examples(pairs, self.pieces, self._variation(mixture), rng)
        return list(mixing.batches(made, padded_tokens=self.options.batch_tokens, rng=rng))

    def _variation(self, mixture: mixing.Mixture) -> mixing.Variation:
        return mixing.Variation(mixture, self.switch, self.exchange)

    def batches(self) -> Iterator[list[mixing.Example]]:
        """Batches from where the run stands, epoch after epoch."""
        while True:
            groups = self.epoch_batches()
            for number in range(self.batch, len(groups)):
                self.batch = number + 1
                yield groups[number]
            self.epoch, self.batch = self.epoch + 1, 0

    def step(self, batch: list[mixing.Example]) -> tuple[float, float]:
        """One update; both losses."""
        self.update += 1
        rate = self.schedule.learning_rate(self.update, self.minutes())
        weight = self.schedule.guidance(self.update, self.minutes()) if self.table is not None else 0.0
        guide = network.guides(batch, self.table, self.device) if weight and self.table is not None else None
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.options.bf16):
            entropy, alignment = self.guided.losses(
                network.tensors(batch, self.pieces.pad, self.device), self.options.smoothing, guide
            )
        self.optimiser.zero_grad(set_to_none=True)
        (entropy + weight * alignment).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
        self.optimiser.step()
        return entropy.item(), alignment.item()

    def save(self) -> None:
        """Weights to average and the state to go on from."""
        checkpoints.save_weights(self.model, self.folder, self.update)
        checkpoints.drop_old(self.folder, keep=self.options.keep)
        state = {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "random": torch.get_rng_state(),
            "place": (self.update, self.epoch, self.batch),
            "seconds": self.minutes() * 60,
        }
        checkpoints.save_state(self.folder, state)

    def _resume(self) -> None:
        state = checkpoints.load_state(self.folder)
        if state is None:
            return
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        torch.set_rng_state(state["random"])
        self.update, self.epoch, self.batch = state["place"]
        self.seconds = state["seconds"]

    def log(self, **row: Any) -> None:
        """One row into log.jsonl and onto the screen."""
        row = {"update": self.update, "epoch": self.epoch, "minutes": round(self.minutes(), 2), **row}
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        print(row, flush=True)


def wait_while(pause_file: Path | None) -> None:
    """Sleep for as long as the file exists: others need the machine."""
    while pause_file is not None and pause_file.exists():
        time.sleep(PAUSE_SECONDS)


def train(run: Run, dev: Dev | None) -> None:
    """Train to the end of the schedule, reporting, saving and scoring on the way."""
    options, seen, saved_at = run.options, Seen(), run.minutes()
    for batch in run.batches():
        wait_while(options.pause_file)
        began = time.monotonic()
        seen.add(batch, *run.step(batch), seconds=time.monotonic() - began)
        over = run.schedule.progress(run.update, run.minutes()) >= 1
        if run.update % REPORT_EVERY == 0 or over:
            rate = run.optimiser.param_groups[0]["lr"]
            run.log(**seen.means(), rate=round(rate, 7))
            seen = Seen()
        if over or run.minutes() - saved_at >= options.save_minutes:
            run.save()
            if dev is not None:
                run.log(**dev.score(run.model, run.pieces))
            saved_at = run.minutes()
        if over:
            return


class Seen:
    """Sums since the last report."""

    def __init__(self) -> None:
        self.tokens, self.entropy, self.alignment, self.batches, self.seconds = 0, 0.0, 0.0, 0, 0.0

    def add(self, batch: list[mixing.Example], entropy: float, alignment: float, *, seconds: float) -> None:
        """Count one batch, its losses and the time that its update took."""
        self.tokens += sum(len(one.target) for one in batch)
        self.entropy += entropy
        self.alignment += alignment
        self.batches += 1
        self.seconds += seconds

    def means(self) -> dict[str, float]:
        """Mean losses, and target tokens a second."""
        return {
            "loss": round(self.entropy / self.batches, 4),
            "alignment": round(self.alignment / self.batches, 4),
            "tokens_per_second": round(self.tokens / self.seconds),
        }


def main() -> None:
    options = parsed()
    options.out.mkdir(parents=True, exist_ok=True)
    run = Run(options)
    run.model.config.save_pretrained(options.out)
    run.log(event="started", options={name: str(value) for name, value in vars(options).items()})
    run.log(schedule=asdict(run.schedule), pairs=len(run.pairs), device=str(run.device))
    train(run, Dev.from_files(options.dev, lines=options.dev_lines) if options.dev else None)


if __name__ == "__main__":
    main()
