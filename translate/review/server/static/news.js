// What other windows and programs save in the article: asked for now and then, and when this window is looked at.

const EVERY = 20_000; // ms

// Hands each newer version to `take`, in no order; gives the function that asks at once.
export function otherWindows({ id, since, take }) {
  let last = since;
  async function ask() {
    if (document.hidden) return;
    try {
      const answer = await fetch(`/api/news?${new URLSearchParams({ id, since: last })}`);
      if (!answer.ok) return;
      for (const edit of (await answer.json()).news) {
        last = Math.max(last, edit.id);
        take(edit);
      }
    } catch { /* the server is away: saving says so */ }
  }
  setInterval(ask, EVERY);
  return ask;
}
