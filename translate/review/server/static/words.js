// Word by word: how far two texts are apart, and where.

const PIECES = /[\p{L}\p{M}\p{N}]+(?:['’.,\-–][\p{L}\p{M}\p{N}]+)*|\s+|[^\s]/gu;
const LONGEST = 1_500; // pieces; beyond, a middle that differs is shown as one change

// Insertions, deletions and replacements of words, case apart. The same count as `word_edits` in Python.
export function edits(machine, person) {
  let a = words(machine), b = words(person);
  [a, b] = middles(a, b);
  if (!a.length || !b.length) return a.length + b.length;
  let before = Int32Array.from({ length: b.length + 1 }, (_, column) => column);
  let row = new Int32Array(b.length + 1);
  for (let i = 0; i < a.length; i++) {
    row[0] = i + 1;
    for (let j = 0; j < b.length; j++) {
      row[j + 1] = Math.min(before[j] + (a[i] === b[j] ? 0 : 1), before[j + 1] + 1, row[j] + 1);
    }
    [before, row] = [row, before];
  }
  return before[b.length];
}

export function words(text) {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

// Runs of [kind, text], kind one of "same", "del", "ins": what became of `before` in `after`.
export function changes(before, after) {
  const a = before.match(PIECES) ?? [], b = after.match(PIECES) ?? [];
  const [x, y, start, end] = middles(a, b);
  const runs = [];
  push(runs, "same", a.slice(0, start).join(""));
  if (x.length * y.length > LONGEST * LONGEST) {
    push(runs, "del", x.join(""));
    push(runs, "ins", y.join(""));
  } else {
    aligned(runs, x, y);
  }
  push(runs, "same", end ? a.slice(-end).join("") : "");
  return smoothed(runs);
}

export function marked(runs) {
  const fragment = document.createDocumentFragment();
  for (const [kind, text] of runs) {
    if (kind === "same") {
      fragment.append(text);
    } else {
      const mark = document.createElement(kind);
      mark.textContent = text;
      fragment.append(mark);
    }
  }
  return fragment;
}

// Both without what they begin and end with in common; and how long that is at either end.
function middles(a, b) {
  let start = 0, end = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end), start, end];
}

// The longest common subsequence, followed back.
function aligned(runs, a, b) {
  const width = b.length + 1;
  const longest = new Int32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] = a[i] === b[j]
        ? longest[(i + 1) * width + j + 1] + 1
        : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
  }
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      push(runs, "same", a[i++]);
      j++;
    } else if (j >= b.length || (i < a.length && longest[(i + 1) * width + j] >= longest[i * width + j + 1])) {
      push(runs, "del", a[i++]);
    } else {
      push(runs, "ins", b[j++]);
    }
  }
}

function push(runs, kind, text) {
  if (!text) return;
  const last = runs.at(-1);
  if (last?.[0] === kind) last[1] += text;
  else runs.push([kind, text]);
}

// A lone blank between two changes belongs to both: "the old house" to "a new house" is one change, not two.
function smoothed(runs) {
  const out = [];
  let gone = "", come = "";
  const settle = () => {
    push(out, "del", gone);
    push(out, "ins", come);
    gone = come = "";
  };
  runs.forEach(([kind, text], at) => {
    const between = kind === "same" && /^\s+$/.test(text) && at > 0 && at < runs.length - 1;
    if (kind === "del") gone += text;
    else if (kind === "ins") come += text;
    else if (between) { gone += text; come += text; }
    else { settle(); out.push([kind, text]); }
  });
  settle();
  return out;
}
