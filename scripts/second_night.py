"""What a second night costs beside the first: with some articles changed, and with none.

    python scripts/second_night.py [--articles 300] [--changed 0.05] [--model builtin] [--many 10000]

The first table is made with a model: N articles of 20 sentences, then a night with a share of them changed in
one sentence. The second one is made with the echo engine over many small files: the first night, then a night
in which nothing changed. Every night is a process of its own, start of Python included.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SENTENCES = 20
SUBJECTS = ("وزیر راه", "شهردار تازه", "سخنگوی مجلس", "رئیس بانک", "مربی تیم", "فرماندار استان", "دبیر انجمن")
DEEDS = ("از طرح", "به پرسش درباره پروژه", "درباره لایحه", "برای ساخت پل", "از گزارش سال", "با پیشنهاد")
ENDS = ("در نشست دیروز خبر داد.", "پاسخ گفت.", "در جمع خبرنگاران سخن گفت.", "هشدار داد.", "دفاع کرد.")

CONFIG = """
[[source]]
kind = "folder"
name = "desk"
path = "in"
[output]
folder = "out"
[translation]
engine = "{engine}"
model = "{model}"
[checks]
canary = {canary}
hold = {canary}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--changed", type=float, default=0.05)
    parser.add_argument("--model", default="builtin")
    parser.add_argument("--many", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        changed(Path(name), options)
    with tempfile.TemporaryDirectory() as name:
        unchanged(Path(name), options.many)


def changed(folder: Path, options: argparse.Namespace) -> None:
    write(folder, options.articles, sentences=SENTENCES)
    configure(folder, engine="auto", model=options.model)
    first = timed(folder)
    some = random.Random(1).sample(range(options.articles), round(options.articles * options.changed))
    for number in some:
        path = place(folder, number)
        path.write_text(path.read_text("utf-8").replace(sentence(number * SENTENCES), sentence(-1 - number)))
    second = timed(folder)
    print(f"{options.articles} articles of {SENTENCES} sentences, {options.model}: first night {first:.1f} s")
    print(f"{len(some)} of them changed in a sentence: second night {second:.1f} s, {second / first:.1%}")


def unchanged(folder: Path, articles: int) -> None:
    write(folder, articles, sentences=2)
    configure(folder, engine="echo", model="builtin")
    first, second = timed(folder), min(timed(folder) for _ in range(2))
    print(f"{articles:,} small articles, echo: first night {first:.1f} s, unchanged night {second:.2f} s")


def configure(folder: Path, *, engine: str, model: str) -> None:
    canary = "false" if engine == "echo" else "true"
    (folder / "night.toml").write_text(CONFIG.format(engine=engine, model=model, canary=canary), "utf-8")


def write(folder: Path, articles: int, *, sentences: int) -> None:
    for number in range(articles):
        path = place(folder, number)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "\n".join(sentence(number * sentences + place) for place in range(sentences))
        path.write_text(text + "\n", "utf-8")


def place(folder: Path, number: int) -> Path:
    return folder / "in" / f"{number // 500:03d}" / f"{number:06d}.txt"


def sentence(number: int) -> str:
    return f"{SUBJECTS[number % 7]} {DEEDS[number // 7 % 6]} {abs(number)} {ENDS[number // 42 % 5]}"


def timed(folder: Path) -> float:
    command = [sys.executable, "-m", "translate", "nightly", str(folder / "night.toml")]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"a night ended with {done.returncode}: {done.stderr[-800:]}")
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
