// Keeps what is typed: in this browser at once, on the server a moment later, again and again until it is there.
//
// Nothing is shown as saved before the server has answered for exactly that text. Every version says on which
// revision it was made; where another window was faster, both texts are shown and neither is overwritten.

import { Shelf } from "./shelf.js";

const PAUSE = 1_000; // ms without typing before a save
const LONGEST = 8_000; // ms of typing without a pause before one all the same
const MOST = 50; // segments in a request
const PATIENCE = 15_000; // ms for an answer
const TRIED = 20; // texts remembered that were sent without an answer

const NO_KEY = "This browser’s key is no longer good. Open the address that “tarjoman review” printed, then come back here; nothing is lost.";
const AWAY = "The server does not answer. Everything is kept in this browser and sent as soon as it is back.";
const MOVED = "The Persian of this segment is another one now. Copy your text if you need it, and load the page again.";

export class Keeper {
  constructor({ document, folder, segments, changed, flagged, said }) {
    this.document = document;
    this.segments = segments;
    this.changed = changed; // (segment): its phase is another one
    this.flagged = flagged; // (segment, flags): what the server says of the text it has saved
    this.said = said; // (message): for everybody, also for who listens instead of looking
    this.shelf = new Shelf(`tarjoman|${folder}|${document}|`);
    this.waiting = new Set();
    this.failures = 0;
    this.most = MOST;
    this.trouble = "";
    this.busy = false;
    addEventListener("online", () => this.hurry());
    addEventListener("pagehide", () => this.flush());
  }

  // Something about the segment is not on the server yet, or no longer differs from what is.
  note(segment) {
    if (segment.phase === "conflict") {
      this.shelf.put(segment);
      return;
    }
    if (!segment.isDirty() && !segment.sending && !segment.tried.length) {
      this.#settle(segment);
      return;
    }
    this.shelf.put(segment);
    this.waiting.add(segment);
    segment.error = "";
    this.#phase(segment, this.trouble ? "failed" : "unsaved");
    this.#plan();
  }

  // Send what waits, now.
  async flush() {
    clearTimeout(this.timer);
    this.timer = null;
    this.since = null;
    if (this.busy) {
      this.again = true;
      return;
    }
    const batch = [...this.waiting].filter((one) => one.phase !== "conflict" && !one.error).slice(0, this.most);
    if (!batch.length) return;
    this.busy = true;
    const sent = batch.map((segment) => this.#sendable(segment));
    try {
      await this.#send(batch, sent);
    } finally {
      this.busy = false;
      for (const segment of batch) segment.sending = null;
    }
    const more = this.again || this.#hasMore();
    this.again = false;
    if (more && !this.trouble) await this.flush();
  }

  // Somebody asks, or the network is back: do not wait for the next try.
  hurry() {
    if (this.waiting.size) this.flush();
  }

  keepMine(segment) {
    segment.revision = segment.clash.revision;
    segment.clash = null;
    segment.phase = "unsaved";
    this.note(segment);
    this.flush();
  }

  takeTheirs(segment) {
    const theirs = segment.clash;
    segment.clash = null;
    segment.phase = "unsaved";
    segment.adopt(theirs);
    segment.setText(theirs.target, theirs.state);
    this.note(segment);
  }

  counts() {
    const counts = { unsaved: 0, saving: 0, failed: 0, conflict: 0 };
    for (const segment of this.waiting) counts[segment.phase] += 1;
    return counts;
  }

  // Texts that a closed or crashed window left in this browser.
  async recover() {
    for (const [key, kept] of await this.shelf.orphans()) {
      const segment = this.segments[kept.index];
      if (!segment || segment.source !== kept.source || segment.isDirty()) {
        segment?.leftovers.push({ key, text: kept.text });
        continue;
      }
      this.#restore(segment, kept);
      localStorage.removeItem(key);
    }
  }

  #restore(segment, kept) {
    const server = { revision: segment.revision, target: segment.text, state: segment.state };
    segment.spent += kept.seconds;
    segment.setText(kept.text, kept.state);
    if (!segment.isDirty()) return;
    segment.tried = kept.tried;
    if (kept.revision !== server.revision && !this.#isOwn(segment, server)) this.#clash(segment, server);
    else segment.tried = []; // the page was loaded with whatever had arrived
    this.note(segment);
  }

  #plan() {
    if (this.trouble && this.retry) return;
    const now = Date.now();
    this.since ??= now;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), Math.max(0, Math.min(PAUSE, this.since + LONGEST - now)));
  }

  #hasMore() {
    return [...this.waiting].some((one) => one.phase !== "conflict" && !one.error);
  }

  #sendable(segment) {
    const [text, state] = [segment.area.value, segment.now];
    segment.sending = { seconds: segment.spent };
    // Every text on its way since the last answer: one of them may be on the server, its answer lost.
    segment.tried = [...segment.tried.slice(1 - TRIED), [text, state === "untouched" ? "draft" : state]];
    this.shelf.put(segment);
    this.#phase(segment, "saving");
    return {
      index: segment.index,
      source: segment.source,
      target: text,
      state: state === "untouched" ? "draft" : state,
      revision: segment.revision,
      seconds: Math.round(segment.spent * 10) / 10,
    };
  }

  async #send(batch, edits) {
    const body = JSON.stringify({ document: this.document, edits });
    try {
      const answer = await fetch("/api/save", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
        signal: AbortSignal.timeout(PATIENCE),
        keepalive: body.length < 20_000, // outlives the page; browsers take 64 KiB of such requests
      });
      const told = await answer.json().catch(() => ({}));
      if (answer.ok) {
        this.#recovered();
        for (const outcome of told.outcomes) this.#take(this.segments[outcome.index], outcome);
        return;
      }
      if (answer.status === 400) {
        this.#refused(batch, told.error);
        return;
      }
      this.#failed(batch, answer.status === 403 ? NO_KEY : told.error || AWAY);
    } catch {
      this.#failed(batch, AWAY);
    }
  }

  // One segment the server cannot take must not hold up the others: they are sent one by one.
  #refused(batch, error) {
    if (batch.length > 1) {
      this.most = 1;
    } else {
      batch[0].error = error;
      this.#phase(batch[0], "failed");
    }
    this.again = true;
  }

  #failed(batch, trouble) {
    for (const segment of batch) this.#phase(segment, "failed");
    if (this.trouble !== trouble) this.said(trouble);
    this.trouble = trouble;
    this.failures += 1;
    const delay = Math.min(15_000, 500 * 2 ** (this.failures - 1)) * (0.75 + Math.random() / 2);
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.flush(), delay);
  }

  #recovered() {
    clearTimeout(this.retry);
    this.retry = null;
    this.failures = 0;
    if (!this.trouble) return;
    this.trouble = "";
    this.said("The server is back; sending what waited.");
  }

  #take(segment, outcome) {
    const sent = segment.sending;
    if (!outcome.refused) {
      segment.spent = Math.max(0, segment.spent - sent.seconds);
      segment.adopt(outcome.edit);
      if (segment.area.value === outcome.edit.target) this.flagged(segment, outcome.flags);
      this.#afterwards(segment);
      return;
    }
    if (!outcome.edit) {
      segment.error = MOVED;
      this.#phase(segment, "failed");
      return;
    }
    if (this.#isOwn(segment, outcome.edit)) {
      segment.adopt(outcome.edit);
      this.#afterwards(segment);
      return;
    }
    this.#clash(segment, outcome.edit);
  }

  // Whether the version in the way is what this window sent before, when the answer did not arrive.
  #isOwn(segment, edit) {
    return segment.tried.some(([text, state]) => text === edit.target && state === edit.state);
  }

  #afterwards(segment) {
    segment.sending = null;
    segment.tried = [];
    if (segment.isDirty()) {
      this.shelf.put(segment);
      this.#phase(segment, "unsaved");
      this.again = true;
    } else {
      this.#settle(segment);
    }
  }

  #settle(segment) {
    this.waiting.delete(segment);
    this.shelf.drop(segment);
    this.#phase(segment, "saved");
  }

  #clash(segment, theirs) {
    segment.clash = theirs;
    segment.sending = null;
    segment.tried = [];
    this.waiting.add(segment);
    this.shelf.put(segment);
    this.#phase(segment, "conflict");
    this.said(`Segment ${segment.index + 1} was saved in another window meanwhile. Both texts are shown; choose one.`);
  }

  #phase(segment, phase) {
    const news = segment.phase !== phase || segment.error || segment.clash;
    segment.phase = phase;
    if (news) this.changed(segment);
  }
}
