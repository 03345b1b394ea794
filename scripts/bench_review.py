"""How soon the review page opens and answers a key, and whether a server that is killed loses an edit.

    python scripts/bench_review.py                          an article of 2,000 segments: opening, keys
    python scripts/bench_review.py --edits 200 --kills 5    edits while the server is killed at random moments

Needs playwright and Debian's chromium. A key counts from the moment it is pressed to the end of the frame
that shows it; a bare page with one text field, measured in the same run, says what is the browser's own.
Other work on the machine lengthens all of it, so the processor time of the page's thread stands beside the
medians, and the machine's load at the end.
"""

import argparse
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from translate.pipeline.outputs import as_json, segment_row
from translate.records import Flag, Segment, Translation
from translate.review.output import OutputFolder

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
SOURCE = (
    "بر اساس این گزارش، بهای خوراکی‌ها در ماه {n} نسبت به ماه قبل {n} درصد بالا رفته و اجاره مسکن "
    "{n} درصد گران شده است."
)
TARGET = (
    "According to this report, the price of food in month {n} rose by {n} percent from the month before, "
    "while rents for housing went up by {n} percent."
)
BARE = "data:text/html,<textarea>%s</textarea>"


def main() -> None:
    """Measure what the options ask for."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--segments", type=int, default=2000)
    options.add_argument("--times", type=int, default=5, help="times that the page is opened")
    options.add_argument("--keys", type=int, default=60)
    options.add_argument("--edits", type=int, default=0)
    options.add_argument("--kills", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-review-") as folder, browser() as chromium:
        out = made(Path(folder) / "out", wanted.segments if not wanted.edits else min(wanted.segments, 300))
        if wanted.edits:
            survived(chromium, out, wanted.edits, wanted.kills, random.Random(wanted.seed))
        else:
            measured(chromium, out, wanted.times, wanted.keys)


@contextmanager
def browser() -> Iterator[Any]:
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def made(out: Path, count: int) -> Path:
    """An output folder with one article; every tenth segment has a wrong number and its flag."""
    out.mkdir()
    with (out / "article.segments.jsonl").open("w", encoding="utf-8") as stream:
        for index in range(count):
            number = index % 80 + 11
            source, target = SOURCE.format(n=number), TARGET.format(n=number)
            flags: tuple[Flag, ...] = ()
            if index % 10 == 0:
                target = target.replace(f"{number} percent", f"{number + 1} percent", 1)
                flags = (Flag("numbers", f"«{number} درصد» became '{number + 1} percent'"),)
            segment = Segment("article", index // 3, index, 0, len(source), source)
            stream.write(as_json(segment_row(Translation(segment, target, "mt", 0.6, flags))) + "\n")
    manifest = {
        "tarjoman": "bench",
        "id": "bench",
        "out": str(out),
        "store": str(out / ".tarjoman/memory.db"),
    }
    (out / "run.json").write_text(json.dumps(manifest), encoding="utf-8")
    return out


def start(out: Path) -> tuple[subprocess.Popen[str], str]:
    words = [sys.executable, "-m", "translate", "review", str(out), "--no-browser", "--json"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    if process.stdout is None or not (line := process.stdout.readline()):
        raise SystemExit("the server did not start")
    return process, json.loads(line)["address"]


def measured(chromium: Any, out: Path, times: int, keys: int) -> None:
    process, address = start(out)
    try:
        page = chromium.new_context(viewport={"width": 1360, "height": 900}).new_page()
        clock = page.context.new_cdp_session(page)
        clock.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(address)
        shown, ready, busy = [], [], []
        for _ in range(times + 1):  # the first warms the server up
            page.goto("about:blank")
            before = processor(clock)
            page.goto(address.partition("?")[0] + "article?id=article")
            page.wait_for_selector("body[data-ready]")
            busy.append(processor(clock) - before)
            shown.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
            ready.append(page.evaluate("performance.getEntriesByName('ready')[0].startTime"))
        count = page.locator(".seg").count()
        say(f"article of {count} segments, first text on the screen", shown[1:])
        say(f"article of {count} segments, ready for keys", ready[1:])
        say("  processor time of the page's thread for that", busy[1:])
        page.wait_for_timeout(3000)  # fixes are fetched after that
        page.locator(f"#s{count // 2} textarea").focus()
        page.wait_for_timeout(1000)
        before = processor(clock)
        say("a key in it, to the end of its frame", typed(page, keys))
        print(f"  processor time of the page's thread: {(processor(clock) - before) / keys:.1f} ms a key")
        page.goto(BARE % TARGET)
        page.locator("textarea").focus()
        before = processor(clock)
        say("a key in a bare text field", typed(page, keys))
        print(f"  processor time of the page's thread: {(processor(clock) - before) / keys:.1f} ms a key")
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    finally:
        process.kill()
        process.communicate()


def processor(clock: Any) -> float:
    """Milliseconds that the page's main thread has worked."""
    metrics = {one["name"]: one["value"] for one in clock.send("Performance.getMetrics")["metrics"]}
    return 1000 * float(metrics["TaskDuration"])


def typed(page: Any, keys: int) -> list[float]:
    """Milliseconds from each key to the frame that shows it, by the page's own clock."""
    page.evaluate(
        """() => {
          globalThis.tookMs = [];
          addEventListener("keydown", (event) => {
            const pressed = event.timeStamp;
            requestAnimationFrame(() => { const c = new MessageChannel();
              c.port1.onmessage = () => tookMs.push(performance.now() - pressed); c.port2.postMessage(0); });
          }, true);
        }"""
    )
    for at in range(keys):
        page.keyboard.press("abcdefghij "[at % 11])
        page.wait_for_timeout(60)
    return list(page.evaluate("tookMs"))


def say(what: str, milliseconds: Sequence[float]) -> None:
    middle, slowest = statistics.median(milliseconds), max(milliseconds)
    print(f"{what}: median {middle:.0f} ms, slowest {slowest:.0f} ms, n = {len(milliseconds)}")


def survived(chromium: Any, out: Path, edits: int, kills: int, chance: random.Random) -> None:
    """Edit after edit; what the page shows as saved must be in the store, the rest in the page."""
    process, address = start(out)
    deaths = sorted(chance.sample(range(5, edits * 9 // 10), kills))
    context = chromium.new_context(viewport={"width": 1360, "height": 900})
    page = context.new_page()
    page.goto(address)
    page.goto(address.partition("?")[0] + "article?id=article")
    page.wait_for_selector("body[data-ready]")
    count = page.locator(".seg").count()
    written: dict[int, str] = {}
    lost, missing = 0, 0
    revive = 0.0
    for at in range(edits):
        index = chance.randrange(count)
        written[index] = f"Edit {at} of segment {index}."
        page.locator(f"#s{index} textarea").fill(written[index])
        page.wait_for_timeout(chance.choice((0, 20, 200)))
        if chance.random() < 0.3:
            page.keyboard.press("Control+s")
        if deaths and at >= deaths[0] and not revive:
            deaths.pop(0)
            time.sleep(chance.random() * 0.6)  # before, in or after a save
            process.send_signal(signal.SIGKILL)
            process.communicate()
            bad = checked(page, out, written)
            lost, missing = lost + bad[0], missing + bad[1]
            print(
                f"killed after edit {at + 1}: {bad[2]} shown as saved and stored, {bad[3]} kept in the page"
            )
            revive = time.monotonic() + 1.0 + 2.0 * chance.random()
        if revive and time.monotonic() > revive:
            process, again = start(out)
            revive = 0.0
            assert again == address, "the server came back elsewhere"
    if revive:
        process, _ = start(out)
    page.wait_for_selector("#saved[data-phase=saved]", timeout=120_000)
    bad = checked(page, out, written)
    process.kill()
    process.communicate()
    print(f"at the end: {bad[2]} of {len(written)} edited segments in the store as the page shows them")
    what = f"{lost + bad[0]} shown as saved were lost, {missing + bad[1]} went from the page"
    print(f"{edits} edits, {kills} kills: {what}")
    if lost or missing or bad[0] or bad[1] or bad[2] != len(written):
        raise SystemExit(1)


def checked(page: Any, out: Path, written: dict[int, str]) -> tuple[int, int, int, int]:
    """Lost, gone from the page, safe in the store, waiting in the page."""
    shown = page.evaluate(
        """() => [...document.querySelectorAll('.seg')].map(
            (one) => [one.dataset.phase, one.querySelector('textarea').value])"""
    )
    kept_here = page.evaluate("Object.values(localStorage)")
    with OutputFolder(out) as folder:
        stored = {index: edit.target for index, edit in folder.edits.latest("article").items()}
    lost = gone = safe = waiting = 0
    for index, text in written.items():
        phase, value = shown[index]
        gone += value != text
        if phase == "saved":
            safe += stored.get(index) == text
            lost += stored.get(index) != text
        else:
            waiting += 1
            gone += not any(re.search(re.escape(json.dumps(text)), one) for one in kept_here)
    return lost, gone, safe, waiting


if __name__ == "__main__":
    main()
