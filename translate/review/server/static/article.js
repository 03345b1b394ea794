// The article page: puts its parts together, listens to keys and clicks, counts.

import { showCounts } from "./counts.js";
import { explained, markPersian } from "./flags.js";
import { Keeper } from "./keeper.js";
import { listen } from "./keyboard.js";
import { otherWindows } from "./news.js";
import { Panel, shownTime } from "./panel.js";
import { showReading } from "./reading.js";
import { Search } from "./search.js";
import { Clock, Segment } from "./segments.js";

const known = JSON.parse(document.getElementById("known").textContent);
const part = (id) => document.getElementById(id);
const list = part("segments");
const segments = [...list.querySelectorAll(".seg")].map((element, at) => new Segment(element, at, known.segments[at]));
const clock = new Clock();

let current = null;
let spentBefore = known.seconds;

const keeper = new Keeper({
  document: known.document,
  folder: known.folder,
  segments,
  said,
  changed(segment) {
    segment.showPhase();
    if (segment === current) panel.refresh();
    soon();
  },
  flagged(segment, flags) {
    flag(segment, flags);
    if (segment === current) panel.load();
  },
});
const panel = new Panel({ document: known.document, clock });
const search = new Search({ segments, go, said, replaced: (changed) => changed.forEach((one) => keeper.note(one)) });

// ---- going about

function go(segment, { focus = true } = {}) {
  if (!segment) return;
  if (!part("reading").hidden) read();
  if (focus) segment.area.focus({ preventScroll: true });
  else enter(segment);
  segment.element.scrollIntoView({ block: "center" });
}

function enter(segment) {
  if (segment === current) return;
  const before = current;
  current = segment;
  before?.element.classList.remove("here");
  before?.showChanges();
  segment.element.classList.add("here");
  segment.showChanges();
  panel.show(segment);
}

// The next segment after this one, round the end of the article, that `suits`.
function next(suits, nothing) {
  const from = current?.index ?? -1;
  for (let step = 1; step <= segments.length; step++) {
    const one = segments[(from + step) % segments.length];
    if (one !== current && suits(one)) {
      go(one);
      return;
    }
  }
  said(nothing);
}

function accept() {
  if (!current) {
    next((one) => one.isOpen(), "Every segment is accepted.");
    return;
  }
  decide("accepted");
  next((one) => one.isOpen(), "Every segment is accepted.");
}

function decide(state) {
  if (!current || current.phase === "conflict") return;
  clock.beat();
  current.decide(state);
  current.measure();
  keeper.note(current);
  keeper.flush();
}

// ---- what is said and counted

function said(message) {
  part("said").textContent = message;
  part("toast").textContent = message;
  part("toast").hidden = false;
  clearTimeout(said.timer);
  said.timer = setTimeout(() => { part("toast").hidden = true; }, 5000);
}

function soon() {
  if (soon.frame) return;
  soon.frame = requestAnimationFrame(() => {
    soon.frame = 0;
    showCounts(segments, keeper);
  });
}

function flag(segment, flags) {
  segment.showFlags(flags);
  markPersian(segment);
  if (segment === current) panel.refresh();
  soon();
}

// ---- the list

list.addEventListener("input", (event) => {
  const segment = segmentOf(event.target);
  segment.typed();
  clock.beat();
  panel.typed();
  keeper.note(segment);
  clearTimeout(segment.timer);
  // What takes time waits until the hands rest.
  segment.timer = setTimeout(() => {
    segment.measure();
    if (segment === current) panel.refresh();
    else segment.showChanges();
    soon();
  }, 200);
});

list.addEventListener("focusin", (event) => {
  const segment = segmentOf(event.target);
  if (!segment || event.target !== segment.area) return;
  enter(segment);
  clock.enter(segment);
});

list.addEventListener("focusout", () => clock.leave());

list.addEventListener("click", (event) => {
  const segment = segmentOf(event.target);
  const button = event.target.closest("button");
  if (!segment || !button) return;
  if (button.dataset.fix) fix(segment, Number(button.dataset.fix));
  if (button.dataset.choice === "mine") keeper.keepMine(segment);
  if (button.dataset.choice === "theirs") keeper.takeTheirs(segment);
});

function segmentOf(element) {
  const found = element.closest(".seg");
  return found ? segments[Number(found.id.slice(1))] : null;
}

function fix(segment, at) {
  if (!segment || at < 0) {
    said("There is no fix for this segment.");
    return;
  }
  const done = segment.applyFix(at);
  said(done ? "Fixed; Ctrl+Z takes it back." : "The text has changed there; mend it by hand.");
}

// ---- the panel

part("panel").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.suggestion) panel.take(Number(button.dataset.suggestion));
  if (button.dataset.version) {
    const version = panel.help.versions.find((one) => one.revision === Number(button.dataset.version));
    if (version) current.typeAll(version.target);
  }
});

const open = () => next((one) => one.isOpen(), "Every segment is accepted.");
const risky = () => next((one) => one.isOpen() && one.isRisky(), "No risky segment is open.");
const flagged = () => next((one) => one.isOpen() && one.flags.length > 0, "No segment with a flag is open.");
const walk = async (by) => said(await panel.walk(by));
const machine = () => current?.typeAll(current.mt);
const bad = () => decide("rejected");
const reopen = () => decide("draft");
const fixHere = () => fix(current, current?.firstFix() ?? -1);
const more = () => part("more").setAttribute("aria-expanded", part("panel").classList.toggle("open"));

for (const [id, act] of Object.entries({
  accept, fix: fixHere, "next-flag": flagged, more, older: () => walk(-1), machine, bad, reopen,
  read, find: () => search.open(), help: () => part("keys").showModal(), retry: () => keeper.hurry(),
})) part(id).addEventListener("click", act);

// ---- reading

function read() {
  const isOpen = part("reading").hidden;
  const leaf = part("reading");
  part("read").setAttribute("aria-pressed", isOpen);
  document.body.classList.toggle("is-reading", isOpen);
  leaf.hidden = !isOpen;
  document.querySelector(".room").hidden = isOpen;
  if (isOpen) {
    showReading(leaf, segments, current);
    document.activeElement?.blur();
  } else {
    (current ?? segments[0])?.area.focus({ preventScroll: true });
    current?.element.scrollIntoView({ block: "center" });
  }
}

part("reading").addEventListener("click", (event) => {
  const index = event.target.closest("[data-segment]")?.dataset.segment;
  if (index !== undefined) go(segments[Number(index)]);
});

listen({
  isBlocked: () => part("keys").open,
  always: () => clock.beat(),
  acts: {
    accept, open, risky, flagged, machine, bad, read, fix: fixHere,
    save: () => keeper.flush(),
    down: () => go(segments[current ? Math.min(current.index + 1, segments.length - 1) : 0]),
    up: () => go(segments[current ? Math.max(current.index - 1, 0) : 0]),
    find: () => search.open(),
    help: () => part("keys").showModal(),
    older: () => walk(-1),
    newer: () => walk(1),
    take: (at) => panel.take(at),
    escape() {
      if (!search.isOpen) return false;
      search.close();
      current?.area.focus({ preventScroll: true });
      return true;
    },
  },
});
document.addEventListener("pointermove", () => clock.beat(), { passive: true });
document.addEventListener("wheel", () => clock.beat(), { passive: true });

// ---- other windows, closing, time

const news = otherWindows({ id: known.document, since: known.lastEdit, take: (edit) => take(segments[edit.index], edit) });

// Another window's version, where nothing of our own is under way; else saving finds the conflict.
function take(segment, edit) {
  if (!segment || edit.revision <= segment.revision || segment.isDirty() || segment.sending || segment.clash) return;
  const changed = segment.area.value !== edit.target;
  segment.adopt(edit);
  if (changed) segment.setText(edit.target, edit.state);
  if (changed) explain([segment]);
  soon();
}

addEventListener("focus", news);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    clock.leave();
    keeper.flush();
  } else {
    if (document.activeElement === current?.area) clock.enter(current);
    news();
  }
});
addEventListener("blur", () => clock.leave());
setInterval(() => {
  part("time").textContent = shownTime(spentBefore + segments.reduce((sum, one) => sum + clock.of(one), 0));
}, 1000);
addEventListener("beforeunload", (event) => {
  // What this browser keeps is found again; only where it cannot keep anything must somebody be asked.
  if (keeper.shelf.isFull && keeper.waiting.size) event.preventDefault();
});

// ---- the beginning

async function explain(some) {
  await explained(known.document, some, (one, flags) => {
    if (!one.isDirty()) flag(one, flags);
  });
}

for (const one of segments) {
  if (one.flags.length) flag(one, one.flags.map((flag) => ({ ...flag, about: known.about[flag.check] })));
}
soon();
await keeper.recover();
const changedOnes = segments.filter((one) => one.area.value !== one.mt);
const quiet = globalThis.requestIdleCallback ?? ((act) => setTimeout(act, 50));
quiet(function show() {
  for (const one of changedOnes.splice(0, 50)) one.showChanges();
  if (changedOnes.length) quiet(show);
});
soon();
performance.mark("ready");
document.body.dataset.ready = "yes";
if (/^#s\d+$/.test(location.hash)) go(segments[Number(location.hash.slice(2))]);
const doubtful = segments.filter((one) => one.flags.length || one.area.value !== one.mt);
await explain([...doubtful.filter((one) => one.isOpen()), ...doubtful.filter((one) => !one.isOpen())]);
