// Search and replace over the article: Persian and English are searched, English is replaced.

export class Search {
  constructor({ segments, go, replaced, said }) {
    this.segments = segments;
    this.go = go;
    this.replaced = replaced;
    this.said = said;
    this.done = [];
    this.part = (name) => document.getElementById(name);
    this.form = this.part("search");
    this.form.addEventListener("input", () => this.count());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.next();
    });
    this.part("replace-all").addEventListener("click", () => this.replaceAll());
    this.part("replace-undo").addEventListener("click", () => this.undo());
    this.part("search-close").addEventListener("click", () => this.close());
  }

  open() {
    this.form.hidden = false;
    const selected = String(getSelection()) || selectedIn(document.activeElement);
    if (selected && !selected.includes("\n")) this.part("search-what").value = selected;
    this.part("search-what").select();
    this.count();
  }

  close() {
    this.form.hidden = true;
  }

  get isOpen() {
    return !this.form.hidden;
  }

  count() {
    const pattern = this.#pattern();
    let english = 0, persian = 0, among = 0;
    for (const one of pattern ? this.segments : []) {
      const here = matches(pattern, one.area.value);
      english += here;
      among += here ? 1 : 0;
      persian += matches(pattern, folded(one.source));
    }
    this.part("replace-all").disabled = !english;
    this.part("search-count").textContent = !pattern ? "" : english || persian
      ? `${english} in ${among} segment${among === 1 ? "" : "s"}${persian ? `, ${persian} in Persian` : ""}`
      : "not found";
    return english;
  }

  next() {
    const pattern = this.#pattern();
    if (!pattern) return;
    const from = this.last ?? -1;
    for (let step = 1; step <= this.segments.length; step++) {
      const one = this.segments[(from + step) % this.segments.length];
      const at = one.area.value.search(pattern);
      if (at < 0 && folded(one.source).search(pattern) < 0) continue;
      this.last = one.index;
      this.go(one, { focus: false });
      if (at >= 0) one.area.setSelectionRange(at, at + one.area.value.slice(at).match(pattern)[0].length);
      return;
    }
  }

  replaceAll() {
    const pattern = this.#pattern();
    if (!pattern) return;
    const by = this.part("search-by").value;
    this.done = [];
    for (const one of this.segments) {
      const before = one.area.value;
      const after = before.replace(pattern, () => by);
      if (after === before) continue;
      this.done.push({ segment: one, before, after, state: one.now });
      one.setText(after, "draft");
    }
    this.#tell(this.done.map(({ segment }) => segment), `Replaced in ${this.done.length} segments.`);
  }

  // Only where nothing was changed since.
  undo() {
    const undone = this.done.filter(({ segment, after }) => segment.area.value === after);
    for (const { segment, before, state } of undone) segment.setText(before, state);
    const left = this.done.length - undone.length;
    this.done = [];
    this.#tell(
      undone.map(({ segment }) => segment),
      `Taken back in ${undone.length} segments${left ? `; ${left} were changed since and stay` : ""}.`,
    );
  }

  #tell(segments, message) {
    this.part("replace-undo").hidden = !this.done.length;
    this.replaced(segments);
    this.count();
    this.said(message);
  }

  #pattern() {
    const what = folded(this.part("search-what").value);
    if (!what) return null;
    let source = what.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    if (this.part("search-word").checked) source = `(?<![\\p{L}\\p{N}_])${source}(?![\\p{L}\\p{N}_])`;
    return new RegExp(source, this.part("search-case").checked ? "gu" : "giu");
  }
}

// Letters that Persian is typed with in several ways; of the same length, so that places stay.
function folded(text) {
  return text.replace(/[يى]/g, "ی").replace(/ك/g, "ک");
}

function matches(pattern, text) {
  return text.match(pattern)?.length ?? 0;
}

function selectedIn(element) {
  return element?.tagName === "TEXTAREA" ? element.value.slice(element.selectionStart, element.selectionEnd) : "";
}
