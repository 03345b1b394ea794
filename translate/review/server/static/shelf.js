// What this browser keeps of an article until the server has it: one entry a segment and window.

export class Shelf {
  constructor(prefix) {
    this.prefix = prefix;
    this.window = Math.random().toString(36).slice(2);
    this.isFull = false;
    // Held as long as this window lives: others can tell its unsaved texts from those of one that died.
    navigator.locks?.request(`tarjoman-${this.window}`, () => new Promise(() => {}));
  }

  put(segment) {
    try {
      localStorage.setItem(this.#key(segment), JSON.stringify({
        index: segment.index,
        source: segment.source,
        text: segment.area.value,
        state: segment.now,
        revision: segment.revision,
        seconds: segment.spent,
        tried: segment.tried,
        at: Date.now(),
      }));
    } catch {
      this.isFull = true; // the page then asks before it is closed
    }
  }

  drop(segment) {
    try {
      localStorage.removeItem(this.#key(segment));
    } catch { /* nothing is kept there then */ }
  }

  // [key, entry] of windows that are gone, the latest first.
  async orphans() {
    const locks = await navigator.locks?.query();
    const alive = new Set(locks?.held.map((lock) => lock.name));
    return this.#entries()
      .filter(([key]) => !alive.has(`tarjoman-${key.split("|").at(-1)}`))
      .sort((a, b) => b[1].at - a[1].at);
  }

  #entries() {
    const found = [];
    try {
      for (const key of Object.keys(localStorage).filter((key) => key.startsWith(this.prefix))) {
        const entry = parsed(localStorage.getItem(key));
        if (entry) found.push([key, entry]);
        else localStorage.removeItem(key); // cut off when the browser died while writing
      }
    } catch {
      this.isFull = true; // a browser that forbids pages to keep anything
    }
    return found;
  }

  #key(segment) {
    return `${this.prefix}${segment.index}|${this.window}`;
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
