"""The pictures of a talk and of the way over talks, as PNG. matplotlib is loaded by :func:`get_ready`, not with this module."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from textwrap import fill
from threading import Lock
from typing import Any, Mapping, Sequence

from bot.errors import UsageError
from bot.persona.reaction import OPENNESS_EDGES, TEMPERATURE_EDGES, openness_band, temperature_band
from bot.rehearsal.curve import Curve

DOTS_PER_IN = 200  # a hundred pixels of a page to the inch, at twice their number
FONT = "DejaVu Sans"  # comes with matplotlib
DOTS_UNTIL = 16  # messages; in a longer talk dots would run into each other
LINE, DASHES = 2.6, (3.2, 1.6)  # points; on and off, in widths of the line
FULL_SCALE = 10  # times in ten messages
# matplotlib's cache of letters is not made for several threads.
_drawing = Lock()


@dataclass(frozen=True)
class Theme:
    """Colours. ``first`` and ``second`` differ for every kind of colour blindness (Okabe & Ito) and are readable as text."""

    paper: str
    ink: str
    quiet: str
    line: str
    first: str
    second: str


THEMES = {"light": Theme("#fffdfa", "#2d2528", "#695d61", "#e2d8ce", "#b34a00", "#0069a6"),
          "dark": Theme("#272124", "#f0e8e4", "#b9abab", "#453b40", "#ffb069", "#6cc3f7")}


@dataclass(frozen=True)
class Shape:
    """Where things stand. ``size`` in inches; all else in shares of it: a box is left, bottom, width, height; a place is across, up.

    ``keys``: of the two lines of a talk. ``counted``: what the numbers on the curve are, alone or both. ``panels``: of blame and of
    strengths over talks; ``samples``: of a new talk's dot and a repeated one's. ``letters``: in a line of text.
    """

    size: tuple[float, float]
    curve: tuple[float, float, float, float]
    keys: tuple[tuple[float, float], tuple[float, float]]
    below: float
    counted: tuple[tuple[tuple[float, float], ...], ...]
    progress: tuple[float, float]
    panels: tuple[tuple[float, float, float, float], tuple[float, float, float, float]]
    samples: tuple[tuple[float, float], tuple[float, float]]
    letters: int
    words_pt: float


SHAPES = {
    "wide": Shape((8, 4), (0.145, 0.215, 0.71, 0.61), ((0.145, 0.915), (0.855, 0.915)), 0.155,
                  (((0.5, 0.07),), ((0.27, 0.07), (0.73, 0.07))), (8, 4),
                  ((0.10, 0.255, 0.40, 0.565), (0.56, 0.255, 0.40, 0.565)), ((0.17, 0.085), (0.63, 0.085)), 60, 10),
    # For a phone: as wide as its screen, and taller, with letters of the same size.
    "narrow": Shape((3.6, 4.4), (0.265, 0.245, 0.47, 0.56), ((0.04, 0.945), (0.96, 0.885)), 0.195,
                    (((0.5, 0.09),), ((0.5, 0.12), (0.5, 0.055))), (3.6, 5.6),
                    ((0.2, 0.6, 0.75, 0.31), (0.2, 0.16, 0.75, 0.31)), ((0.22, 0.085), (0.22, 0.04)), 26, 9)}


@cache
def get_ready() -> None:
    """Load matplotlib and its letters, which takes a second or two, once. Call it before anybody wants a picture."""
    with _drawing:
        figure = _figure(THEMES["light"], SHAPES["wide"].size)
        figure.text(0.5, 0.5, "ready")
        _png(figure)


def check(theme: str, shape: str, wording: Mapping[str, Any]) -> None:
    """Raises UsageError for a theme or a shape there is not."""
    if theme not in THEMES:
        raise UsageError(wording["curve"]["themes"])
    if shape not in SHAPES:
        raise UsageError(wording["curve"]["shapes"])


def of_talk(curve: Curve, wording: Mapping[str, Any], theme: str, shape: str = "wide") -> bytes:
    """How upset and how open she was from message to message, with the best and the hardest line by their numbers."""
    colours, stands, words = THEMES[theme], SHAPES[shape], wording["curve"]
    places = list(range(len(curve.temperature)))
    with _drawing:
        figure = _figure(colours, stands.size)
        axes = figure.add_axes(stands.curve)
        other = axes.twinx()
        for side in (axes, other):
            _bare(side, colours)
            side.set_ylim(-3, 103)
            side.set_xlim(-0.02 * max(1, places[-1]), 1.02 * max(1, places[-1]))
        size = stands.words_pt
        _words_beside(axes, TEMPERATURE_EDGES, lambda points: wording["mood"][temperature_band(points).value], colours.first, size)
        _words_beside(other, OPENNESS_EDGES, lambda points: wording["openness"][openness_band(points).value], colours.second, size)
        dots = len(places) <= DOTS_UNTIL
        axes.plot(places, curve.temperature, color=colours.first, linewidth=LINE, marker="o" if dots else None, markersize=5)
        axes.plot(places, curve.openness, color=colours.second, linewidth=LINE, dashes=DASHES, marker="s" if dots else None, markersize=4.5)
        # Above each side stands what its words are about, in the line's own style.
        _key(figure, stands.keys[0], words["upset"], colours.first, "left")
        _key(figure, stands.keys[1], words["open"], colours.second, "right")
        badges = ((curve.best, curve.openness, colours.second, "s", "best"),
                  (curve.hardest, curve.temperature, colours.first, "o", "hardest"))
        counted = [(words[name].format(message=number), colour) for number, _, colour, _, name in badges if number is not None]
        for number, points, colour, shape, _ in badges:
            if number is not None:
                _badge(axes, number, points[number], colour, shape, colours)
        for (text, colour), (across, up) in zip(counted, stands.counted[len(counted) - 1]):
            figure.text(across, up, text, color=colour, fontsize=size, ha="center", va="center")
        below = words["along" if len(places) > 1 else "nothing"]
        figure.text(0.5, stands.below, below, color=colours.quiet, fontsize=9, ha="center", va="center")
        return _png(figure)


def of_progress(talks: Sequence[tuple[float, float, bool]], days: Sequence[str], told: Sequence[str], wording: Mapping[str, Any],
                theme: str, shape: str = "wide") -> bytes:
    """Blame and reaching out in ten messages, a dot a talk: (blame, strengths, new). ``days``: of the first and the last; ``told``: what
    is said where there is nothing to draw."""
    colours, stands, words = THEMES[theme], SHAPES[shape], wording["progress"]
    with _drawing:
        figure = _figure(colours, stands.progress)
        if not talks:
            figure.text(0.5, 0.5, fill(" ".join(told), stands.letters), color=colours.ink, fontsize=12, ha="center", va="center",
                        linespacing=1.6)
            return _png(figure)
        for place, (name, colour, shape) in enumerate((("blame", colours.first, "o"), ("strengths", colours.second, "s"))):
            values = [float(talk[place]) for talk in talks]
            top: float = max(FULL_SCALE, *values)
            axes = figure.add_axes(stands.panels[place])
            _bare(axes, colours)
            axes.spines["bottom"].set_visible(False)
            axes.set_ylim(-0.07 * top, 1.07 * top)
            axes.set_xlim(-0.04 * len(talks) - 0.2, len(talks) - 1 + 0.04 * len(talks) + 0.2)
            for level, text in zip((0, FULL_SCALE / 2, FULL_SCALE), words["levels"]):
                axes.axhline(level, color=colours.line, linewidth=1, zorder=0)
                if place == 0 or stands.panels[0][0] == stands.panels[1][0]:
                    axes.text(-0.02, level, text, transform=axes.get_yaxis_transform(), color=colours.quiet, fontsize=9, ha="right",
                              va="center")
            # Talks on something new are the measure of learning: they alone are joined.
            new = [(at, value) for at, (value, talk) in enumerate(zip(values, talks)) if talk[2]]
            again = [(at, value) for at, (value, talk) in enumerate(zip(values, talks)) if not talk[2]]
            size = 7 if len(talks) <= 40 else 4
            axes.plot(*zip(*new), color=colour, linewidth=2, linestyle="-" if place == 0 else "--", marker=shape, markersize=size, zorder=3)
            if again:
                axes.plot(*zip(*again), color=colour, linestyle="none", marker=shape, markersize=size, markerfacecolor=colours.paper,
                          markeredgewidth=1.4, zorder=2)
            axes.set_title(words[name], color=colour, fontsize=11, pad=10)
            for at, day in zip((0, 1), days):
                axes.text(at if len(days) > 1 else 0.5, -0.03, day, transform=axes.transAxes, color=colours.quiet, fontsize=9, va="top",
                          ha="center" if len(days) == 1 else "right" if at else "left")
        for (across, up), name, face in zip(stands.samples, ("first", "repeat"), (colours.quiet, colours.paper)):
            _sample(figure, (across, up), face, colours)
            figure.text(across + 0.16 / stands.progress[0], up, words[name], color=colours.ink, fontsize=stands.words_pt, va="center")
        return _png(figure)


def _figure(colours: Theme, size: tuple[float, float]) -> Any:
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with matplotlib.rc_context({"font.family": FONT}):
        figure = Figure(figsize=size, dpi=DOTS_PER_IN, facecolor=colours.paper)
        FigureCanvasAgg(figure)
    return figure


def _bare(axes: Any, colours: Theme) -> None:
    axes.set_facecolor("none")
    axes.set_xticks([])
    axes.set_yticks([])
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(colours.line)


def _words_beside(axes: Any, edges: Sequence[tuple[int, Any]], name: Any, colour: str, points: float) -> None:
    """The name of each band at its middle, and a small mark where one ends."""
    borders = [0, *sorted(edge for edge, _ in edges), 100]
    middles = [(low + high) / 2 for low, high in zip(borders, borders[1:])]
    axes.set_yticks(middles)
    axes.set_yticklabels([name(middle) for middle in middles], color=colour, fontsize=points)
    axes.tick_params(axis="y", length=0, pad=0.8 * points)


def _key(figure: Any, place: tuple[float, float], text: str, colour: str, side: str) -> None:
    from matplotlib.lines import Line2D

    dashed, (at, up) = side == "right", place
    inch = 1 / figure.get_size_inches()[0]
    figure.text(at + (-0.4 if dashed else 0.4) * inch, up, text, color=colour, fontsize=11.5, ha=side, va="center", weight="bold")
    sample = (at - 0.34 * inch, at) if dashed else (at, at + 0.34 * inch)
    figure.add_artist(Line2D(sample, (up, up), color=colour, linewidth=LINE, **({"dashes": DASHES} if dashed else {})))


def _badge(axes: Any, message: int, points: float, colour: str, shape: str, colours: Theme) -> None:
    """The number of a message, on the curve."""
    axes.plot([message], [points], marker=shape, markersize=17 if shape == "o" else 15.5, color=colour, markeredgecolor=colours.paper,
              markeredgewidth=2, zorder=5, clip_on=False)
    axes.text(message, points, str(message), color=colours.paper, fontsize=9, weight="bold", ha="center", va="center_baseline", zorder=6)


def _sample(figure: Any, place: tuple[float, float], face: str, colours: Theme) -> None:
    from matplotlib.lines import Line2D

    figure.add_artist(Line2D([place[0]], [place[1]], marker="o", markersize=7, color=colours.quiet, markerfacecolor=face,
                             markeredgewidth=1.4, linestyle="none"))


def _png(figure: Any) -> bytes:
    out = BytesIO()
    figure.savefig(out, format="png", facecolor=figure.get_facecolor(), metadata={"Software": None})
    return out.getvalue()
