// The keys of the page, wherever the cursor is: keys.py lists them for the help.
//
// By their place on the keyboard, since Alt and a letter write another letter on a Mac. Alt with Ctrl is AltGr on
// many keyboards and is left to typing.

const ALT = {
  ArrowDown: "down", ArrowUp: "up", KeyO: "open", KeyR: "risky", KeyN: "flagged", KeyX: "fix", KeyM: "machine",
  KeyB: "bad", KeyV: "read", KeyS: "find", KeyZ: "older", Slash: "help",
};

export function listen({ acts, isBlocked, always }) {
  document.addEventListener("keydown", (event) => {
    always();
    if (isBlocked() || event.isComposing) return;
    if (event.key === "Escape") {
      if (acts.escape()) event.preventDefault();
      return;
    }
    const act = actOf(event, acts);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function actOf(event, acts) {
  const control = event.ctrlKey || event.metaKey;
  if (control && !event.altKey && event.key === "Enter") return acts.accept;
  if (control && !event.altKey && !event.shiftKey && event.code === "KeyS") return acts.save;
  if (event.altKey && !control && !event.shiftKey) {
    if (/^Digit[1-9]$/.test(event.code)) return () => acts.take(Number(event.code.slice(5)) - 1);
    return acts[ALT[event.code]];
  }
  if (event.altKey && event.shiftKey && !control && event.code === "KeyZ") return acts.newer;
  if (event.key === "?" && !event.target.closest?.("textarea, input, select")) return acts.help;
  return null;
}
