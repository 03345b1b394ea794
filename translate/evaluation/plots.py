"""Plots of the report as inline SVG, drawn by matplotlib where it is installed."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from io import StringIO
from typing import Any

# Told apart by colour-blind readers and, by their marks, in print (Okabe and Ito 2008).
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
MARKS = "osD^vPX"

Curve = Sequence[tuple[str, float | None]]


def available() -> bool:
    """Whether matplotlib is installed (extra `report`)."""
    return find_spec("matplotlib") is not None


def _figure(height: float) -> tuple[Any, Any]:
    figure = import_module("matplotlib.figure").Figure(figsize=(7.2, height), layout="constrained")
    axes = figure.add_subplot()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure, axes


def _svg(figure: Any) -> str:
    """The drawing alone: no XML head, no outside references, the same bytes for the same figure."""
    import_module("matplotlib").rcParams["svg.hashsalt"] = "tarjoman"
    out = StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    drawing = out.getvalue()
    return drawing[drawing.index("<svg") :]


def intervals(rows: Sequence[tuple[str, float, float, float]], metric: str) -> str:
    """Scores (label, value, low, high) as points with their 95% intervals, best to read downwards."""
    figure, axes = _figure(0.7 + 0.38 * len(rows))
    for at, (_, value, low, high) in enumerate(rows):
        error = [[max(0.0, value - low)], [max(0.0, high - value)]]
        axes.errorbar(value, at, xerr=error, fmt="o", color=COLOURS[0], capsize=3)
    axes.set_yticks(range(len(rows)), [label for label, *_ in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlabel(f"{metric}, 95% interval")
    axes.grid(axis="x", alpha=0.3)
    return _svg(figure)


def curves(lines: Mapping[str, Curve], *, across: str, up: str) -> str:
    """A line a system over named steps; a step without a value leaves a gap."""
    figure, axes = _figure(3.2)
    for number, (label, curve) in enumerate(lines.items()):
        values = [float("nan") if value is None else value for _, value in curve]
        axes.plot(
            [name for name, _ in curve],
            values,
            marker=MARKS[number % len(MARKS)],
            color=COLOURS[number % len(COLOURS)],
            label=label,
        )
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    return _svg(figure)


def scatter(points: Sequence[tuple[str, float, float]], *, across: str, up: str) -> str:
    """A named point a system: (label, x, y), x on a logarithmic scale."""
    figure, axes = _figure(3.2)
    for number, (label, x, y) in enumerate(points):
        colour = COLOURS[number % len(COLOURS)]
        axes.scatter([x], [y], marker=MARKS[number % len(MARKS)], color=colour, s=45, label=label)
    axes.set_xscale("log")
    plain = import_module("matplotlib.ticker").StrMethodFormatter
    axes.xaxis.set_major_formatter(plain("{x:g}"))
    axes.xaxis.set_minor_formatter(plain("{x:g}"))
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    return _svg(figure)
