// The lines at the top: how much is accepted and flagged, the HTER, and whether everything is saved.

export function showCounts(segments, keeper) {
  const part = (id) => document.getElementById(id);
  let accepted = 0, flagged = 0, edits = 0, words = 0;
  for (const one of segments) {
    accepted += one.now === "accepted";
    flagged += one.flags.length > 0 && one.isOpen();
    edits += one.edits;
    words += one.words;
  }
  part("accepted").textContent = accepted;
  part("progress").value = accepted;
  part("flagged").textContent = flagged;
  part("hter").textContent = words ? `${Math.round((100 * edits) / words)}%` : "–";
  const { unsaved, saving, failed, conflict } = keeper.counts();
  const line = part("saved");
  line.dataset.phase = conflict ? "conflict" : failed ? "failed" : saving ? "saving" : unsaved ? "unsaved" : "saved";
  line.textContent = conflict ? `${conflict} to decide: saved in two windows`
    : failed ? `${failed} not on the server yet, kept in this browser`
    : saving ? "Saving…"
    : unsaved ? `${unsaved} unsaved`
    : "All saved";
  line.title = keeper.trouble;
  part("retry").hidden = !failed;
}
