// A segment in the page: its text field, what is under it, and what the server knows of it.

import { changes, edits, marked, words } from "./words.js";

const PHASES = {
  unsaved: "unsaved",
  saving: "saving…",
  failed: "not on the server yet; kept in this browser",
  conflict: "",
};
const IDLE = 60_000; // ms without a key or a move of the mouse that still count as work

export class Segment {
  constructor(element, index, known) {
    this.element = element;
    this.index = index;
    this.area = element.querySelector("textarea");
    this.persian = element.querySelector(".fa");
    this.below = null; // made when there is something to say
    this.source = this.persian.textContent;
    this.text = this.area.value; // on the server
    this.state = known.s ?? "untouched"; // on the server
    this.now = this.state; // here
    this.mt = known.mt ?? this.text;
    this.revision = known.r;
    this.flags = known.f ?? [];
    this.phase = "saved";
    this.error = "";
    this.clash = null;
    this.sending = null;
    this.tried = [];
    this.leftovers = [];
    this.spent = 0; // seconds that no save has told yet
    this.total = 0; // seconds since the page was opened
    this.measure();
  }

  get under() {
    if (!this.below) {
      this.below = document.createElement("div");
      this.below.className = "under";
      this.area.after(this.below);
    }
    return this.below;
  }

  isDirty() {
    return this.area.value !== this.text || this.now !== this.state;
  }

  isOpen() {
    return this.now === "untouched" || this.now === "draft";
  }

  isRisky() {
    return this.element.dataset.risk === "high" || this.element.dataset.risk === "some";
  }

  // Somebody typed: what was accepted is a draft again, unless the text is what was accepted.
  typed() {
    this.decide(this.area.value === this.text && this.state !== "untouched" ? this.state : "draft");
    if (this.area.value === this.text && this.state === "untouched") this.decide("untouched");
  }

  decide(state) {
    this.now = state;
    if (this.element.dataset.state !== state) this.element.dataset.state = state;
  }

  // What the server holds now, whatever stands in the field.
  adopt(edit) {
    if (this.now === this.state || this.now === "untouched" || this.sendingSame(edit)) this.decide(edit.state);
    this.text = edit.target;
    this.state = edit.state;
    this.revision = edit.revision;
  }

  sendingSame(edit) {
    return this.now === edit.state;
  }

  setText(text, state) {
    this.area.value = text;
    this.decide(state);
    this.measure();
    this.showChanges();
  }

  // Replace a stretch of the text so that the browser's own undo takes it back.
  type(start, end, text) {
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(start, end);
    const done = text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
    if (done) return;
    this.area.setRangeText(text, start, end, "end");
    this.area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  typeAll(text) {
    if (text !== this.area.value) this.type(0, this.area.value.length, text);
  }

  // Word edits and words for the HTER: of segments that somebody edited or decided on.
  measure() {
    const counts = this.now !== "untouched" || this.area.value !== this.mt;
    this.edits = counts ? edits(this.mt, this.area.value) : 0;
    this.words = counts ? words(this.area.value).length : 0;
  }

  showPhase() {
    const data = this.element.dataset;
    if (data.phase === this.phase && !this.error && !this.clash) return;
    data.phase = this.phase;
    let line = this.below?.querySelector(".phase");
    const said = this.error || PHASES[this.phase];
    if (said) {
      line ??= this.#add("div", "phase");
      line.textContent = said;
    } else {
      line?.remove();
    }
    this.#showClash();
  }

  // What became of the machine's text; not while somebody types here, so that nothing moves under the hands.
  showChanges() {
    let line = this.below?.querySelector(".diff");
    if (this.area.value === this.mt || this.element.classList.contains("here")) {
      line?.remove();
      return;
    }
    line ??= this.#add("p", "diff");
    line.replaceChildren(marked(changes(this.mt, this.area.value)));
  }

  showFlags(flags) {
    this.flags = flags;
    this.below?.querySelector(".flags")?.remove();
    if (!flags.length) return;
    const list = document.createElement("ul");
    list.className = "flags";
    for (const [at, flag] of flags.entries()) list.append(this.#flagItem(flag, at));
    this.under.prepend(list);
  }

  firstFix() {
    return this.flags.findIndex((flag) => flag.fix);
  }

  // Whether it went in: the text may have changed since the fix was found.
  applyFix(at) {
    const fix = this.flags[at]?.fix;
    if (!fix) return false;
    if (!fix.old) {
      this.#insert(fix.new);
    } else {
      const start = placeOf(fix.old, this.area.value);
      if (start < 0) return false;
      this.type(start, start + fix.old.length, fix.new);
    }
    this.showFlags(this.flags.filter((_, other) => other !== at));
    return true;
  }

  // Where the cursor is; at the end before the full stop, where nobody has put it anywhere.
  #insert(text) {
    const value = this.area.value;
    let at = document.activeElement === this.area ? this.area.selectionStart : 0;
    if (at === 0 || at === value.length) at = value.search(/[.!?]?["”]?\s*$/);
    const before = at > 0 && !/\s$/.test(value.slice(0, at)) ? " " : "";
    const after = /^[\p{L}\p{N}]/u.test(value.slice(at)) ? " " : "";
    this.type(at, at, before + text + after);
  }

  #flagItem(flag, at) {
    const item = document.createElement("li");
    const say = document.createElement("span");
    say.className = "say";
    const name = document.createElement("b");
    name.textContent = `${flag.about || flag.check}:`;
    say.append(name, " ", ...withPersianApart(flag.detail));
    item.append(say);
    if (flag.english) say.addEventListener("click", () => this.#select(flag.english));
    if (flag.fix) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.fix = at;
      button.textContent = flag.fix.old ? flag.fix.new : `Insert ${flag.fix.new}`;
      button.setAttribute("aria-label", flag.fix.old
        ? `Replace “${flag.fix.old}” by “${flag.fix.new}” in segment ${this.index + 1}`
        : `Insert “${flag.fix.new}” in segment ${this.index + 1}`);
      item.append(button);
    }
    return item;
  }

  #select(words) {
    const start = placeOf(words, this.area.value);
    if (start < 0) return;
    this.area.focus();
    this.area.setSelectionRange(start, start + words.length);
  }

  #showClash() {
    this.below?.querySelector(".clash")?.remove();
    if (!this.clash) return;
    const box = document.createElement("div");
    box.className = "clash";
    this.under.prepend(box);
    const told = document.createElement("p");
    told.textContent = "Another window saved this segment meanwhile. Yours stands above, nothing is overwritten. Theirs, marked where it differs from yours:";
    const theirs = document.createElement("p");
    theirs.className = "theirs";
    theirs.append(marked(changes(this.area.value, this.clash.target)));
    const buttons = document.createElement("div");
    buttons.className = "buttons";
    for (const [choice, label] of [["mine", "Keep mine"], ["theirs", "Take theirs"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.choice = choice;
      button.textContent = label;
      buttons.append(button);
    }
    box.append(told, theirs, buttons);
  }

  #add(tag, name) {
    const element = document.createElement(tag);
    element.className = name;
    this.under.append(element);
    return element;
  }
}

// How long somebody works in a segment: from key to key and move to move, a pause for a minute at most.
export class Clock {
  constructor() {
    this.segment = null;
    this.last = 0;
  }

  enter(segment) {
    this.leave();
    this.segment = segment;
    this.last = Date.now();
  }

  beat() {
    if (!this.segment) return;
    const now = Date.now();
    const seconds = Math.min(now - this.last, IDLE) / 1000;
    this.segment.spent += seconds;
    this.segment.total += seconds;
    this.last = now;
  }

  leave() {
    this.beat();
    this.segment = null;
  }

  // Seconds in a segment up to this moment.
  of(segment) {
    return segment.total + (segment === this.segment ? Math.min(Date.now() - this.last, IDLE) / 1000 : 0);
  }
}

// Where `part` stands in `text` as a whole, not inside a longer word or number; -1 where it does not.
export function placeOf(part, text) {
  const literal = part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const before = /^[\p{L}\p{N}]/u.test(part) ? "(?<![\\p{L}\\p{N}_.,])" : "";
  const after = /[\p{L}\p{N}]$/u.test(part) ? "(?![\\p{L}\\p{N}_]|[.,]\\d)" : "";
  return text.search(new RegExp(before + literal + after, "u"));
}

// Persian in guillemets as a run of its own, so that its neighbours stay where they are.
function withPersianApart(text) {
  return text.split(/(«[^»]*»)/).filter(Boolean).map((part) => {
    if (!part.startsWith("«")) return part;
    const run = document.createElement("bdi");
    run.lang = "fa";
    run.dir = "rtl";
    run.textContent = part;
    return run;
  });
}
