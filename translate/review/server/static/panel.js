// What helps with the segment one is in: what was changed, suggestions, all it has been.

import { changes, marked } from "./words.js";

const KINDS = {
  accepted: "accepted for this sentence",
  earlier: "written here before the article changed",
  like: "accepted for a like sentence",
  machine: "the machine’s next best",
  kept: "left in this browser by a closed window",
};
const STATES = { untouched: "open", draft: "edited, open", accepted: "accepted", rejected: "bad" };
const PAUSE = 150; // ms in a segment before help is fetched: whoever walks through wants none

export class Panel {
  constructor({ document: id, clock }) {
    this.id = id;
    this.clock = clock;
    this.segment = null;
    this.help = { suggestions: [], versions: [] };
    this.part = (name) => document.getElementById(name);
    setInterval(() => this.#tick(), 1000);
  }

  show(segment) {
    if (segment === this.segment) return;
    this.segment = segment;
    this.help = { suggestions: [], versions: [] };
    this.step = null;
    this.part("suggested").hidden = this.part("history").hidden = true;
    this.refresh();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), PAUSE);
  }

  // The segment's state or text is another one.
  refresh() {
    const one = this.segment;
    if (!one) return;
    this.part("which").textContent = `Segment ${one.index + 1}, ${STATES[one.now]}`;
    this.part("fix").disabled = one.firstFix() < 0;
    this.part("machine").disabled = one.area.value === one.mt;
    this.part("reopen").hidden = one.isOpen();
    this.part("bad").hidden = one.now === "rejected";
    const changed = one.area.value !== one.mt;
    this.part("changes").hidden = !changed;
    if (changed) this.part("changes").querySelector(".diff").replaceChildren(marked(changes(one.mt, one.area.value)));
    this.#tick();
  }

  async load() {
    const one = this.segment;
    if (!one) return;
    let told;
    try {
      const answer = await fetch(`/api/help?${new URLSearchParams({ id: this.id, index: one.index })}`);
      if (!answer.ok) return;
      told = await answer.json();
    } catch {
      return; // the line at the top says that the server is away
    }
    if (one !== this.segment) return;
    this.help = told;
    const kept = one.leftovers.map(({ text }) => ({ kind: "kept", target: text, source: one.source, percent: 100 }));
    this.help.suggestions = [...kept, ...told.suggestions].slice(0, 9);
    this.#showSuggestions();
    this.#showVersions();
  }

  take(at) {
    const suggestion = this.help.suggestions[at];
    if (suggestion) this.segment.typeAll(suggestion.target);
  }

  // One version back (-1) or forward (1); the machine's text is the first of all.
  async walk(by) {
    const one = this.segment;
    if (!one) return "";
    if (!this.step) {
      await this.load();
      const texts = [one.mt, ...this.help.versions.map((version) => version.target), one.area.value];
      const distinct = texts.filter((text, at) => text !== texts[at - 1]);
      this.step = { texts: distinct, at: distinct.length - 1 };
    }
    const at = this.step.at + by;
    if (at < 0 || at >= this.step.texts.length) return by < 0 ? "This is the first version." : "This is the last version.";
    this.step.at = at;
    const kept = this.step;
    one.typeAll(this.step.texts[at]);
    this.step = kept;
    return `Version ${at + 1} of ${this.step.texts.length}`;
  }

  // Somebody typed by hand: where one was among the versions no longer counts.
  typed() {
    this.step = null;
  }

  #tick() {
    if (this.segment) this.part("spent").textContent = shownTime(this.clock.of(this.segment));
  }

  #showSuggestions() {
    const box = this.part("suggested");
    box.hidden = !this.help.suggestions.length;
    box.querySelector("ol").replaceChildren(...this.help.suggestions.map((one, at) => this.#suggestion(one, at)));
  }

  #suggestion(one, at) {
    const like = one.kind === "like";
    const origin = like && !one.by_person ? "the machine’s, for a like sentence" : KINDS[one.kind];
    const label = `${at + 1}. ${origin}${like || one.kind === "earlier" ? `, ${one.percent}%` : ""}`;
    const button = choice("suggestion", at, label, one.target);
    if (one.source !== this.segment.source) {
      const was = document.createElement("span");
      was.className = "was";
      was.lang = "fa";
      was.append(marked(changes(one.source, this.segment.source)));
      button.append(was);
    }
    return inList(button);
  }

  #showVersions() {
    const box = this.part("history");
    const versions = this.help.versions.slice(-8).reverse();
    box.hidden = !versions.length;
    box.querySelector("ol").replaceChildren(...versions.map((one) => {
      const by = one.by ? `, ${one.by}` : "";
      const label = `${one.revision}. ${STATES[one.state]}, ${new Date(one.made * 1000).toLocaleString([], { dateStyle: "short", timeStyle: "short" })}${by}`;
      return inList(choice("version", one.revision, label, one.target));
    }));
  }
}

export function shownTime(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function choice(kind, value, label, target) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset[kind] = value;
  const from = document.createElement("span");
  from.className = "from";
  from.textContent = label;
  const text = document.createElement("span");
  text.className = "text";
  text.lang = "en";
  text.textContent = target;
  button.append(from, text);
  return button;
}

function inList(element) {
  const item = document.createElement("li");
  item.append(element);
  return item;
}
