"""The keys of the article page: what the help shows, and what the script listens to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shortcut:
    """`keys` as a person reads them; they work wherever the cursor is. On a Mac, Ctrl is also command."""

    keys: tuple[str, ...]
    does: str


KEYS = (
    Shortcut(("Ctrl", "Enter"), "Accept, and go to the next open segment"),
    Shortcut(("Ctrl", "S"), "Save now (it is saved by itself a moment after you stop typing)"),
    Shortcut(("Alt", "↓"), "Next segment"),
    Shortcut(("Alt", "↑"), "Segment before"),
    Shortcut(("Alt", "O"), "Next open segment"),
    Shortcut(("Alt", "R"), "Next risky segment that is open"),
    Shortcut(("Alt", "N"), "Next segment with a flag that is open"),
    Shortcut(("Alt", "X"), "Apply the next fix of this segment"),
    Shortcut(("Alt", "1 … 9"), "Take that suggestion"),
    Shortcut(("Ctrl", "Z"), "Undo what was typed, fixed or taken here"),
    Shortcut(("Alt", "Z"), "Back to an earlier version, also of another day"),
    Shortcut(("Alt", "Shift", "Z"), "Forward again"),
    Shortcut(("Alt", "M"), "Back to the machine’s text"),
    Shortcut(("Alt", "B"), "Mark as bad: not to be used or learned from"),
    Shortcut(("Alt", "S"), "Search and replace in this article"),
    Shortcut(("Alt", "V"), "Read the article as a whole, and back"),
    Shortcut(("Alt", "/"), "These keys; outside a text also ?"),
    Shortcut(("Esc",), "Close what is open"),
)
