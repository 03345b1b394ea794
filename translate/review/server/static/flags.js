// Flags beyond their segment: their words marked in the Persian, their fixes fetched from the server.

const AT_ONCE = 100; // segments in a request: checking and trying fixes takes the server a millisecond or more each

const highlights = globalThis.Highlight ? new Highlight() : null;
if (highlights) CSS.highlights.set("flag-source", highlights);

// Marks the words that the segment's flags are about, in browsers that can mark without touching the text.
export function markPersian(segment) {
  if (!highlights) return;
  for (const range of segment.ranges ?? []) highlights.delete(range);
  segment.ranges = segment.flags.flatMap((one) => rangesOf(segment, one.persian));
  for (const range of segment.ranges) highlights.add(range);
}

// Hands each segment's flags with their fixes to `take`. Where the server is away, flags stay without fixes
// until the text is saved again.
export async function explained(id, segments, take) {
  for (let at = 0; at < segments.length; at += AT_ONCE) {
    const few = segments.slice(at, at + AT_ONCE);
    let told;
    try {
      const answer = await fetch(`/api/flags?${new URLSearchParams({ id, of: few.map((one) => one.index).join() })}`);
      if (!answer.ok) return;
      told = (await answer.json()).flags;
    } catch {
      return;
    }
    for (const one of few) take(one, told[one.index]);
  }
}

function rangesOf(segment, words) {
  const text = segment.persian.firstChild;
  const start = words ? segment.source.indexOf(words) : -1;
  if (start < 0) return [];
  const range = new Range();
  range.setStart(text, start);
  range.setEnd(text, start + words.length);
  return [range];
}
