"""What each series is called, and what its values are: the shipped words, nothing else."""

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from journal_app import resources
from journal_app.domain.patterns import Scale
from journal_app.ui import copytext
from journal_app.ui.widgets.charting.sheet import Mark

RULES = 3  # steps between the lowest and the highest total that are written beside the axis


@dataclass(frozen=True, slots=True)
class Item:
    """A series as it is spoken of; ``labels`` are there for each value, or for none."""

    scale: Scale
    name: str
    asked: str = ""
    labels: tuple[str, ...] = field(default=())

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is written beside the axis: every answer there is, or a few totals."""
        least, most = self.scale.least, self.scale.most
        step = 1 if self.labels else -(-(most - least) // RULES)
        return tuple((value, self.said(value)) for value in range(least, most + 1, step))

    def said(self, value: int | None) -> str:
        """Return a value as it is read: "4 good", or a total alone."""
        if value is None:
            return _tr("left out") if self.labels else _tr("no total")
        return f"{value} {self.labels[value - self.scale.least]}" if self.labels else f"{value}"


def item(scale: Scale) -> Item:
    """Return what is shipped for a scale."""
    checkin = copytext.section("checkin")
    for one in (*checkin["items"], checkin["compare_optional"]):
        if one["id"] == scale.id and "labels" in one:
            return Item(scale, _names()[scale.id], one["q"], tuple(one["labels"]))
    form = resources.text("instruments").get(scale.id)
    name = form["name"] if isinstance(form, dict) else scale.id
    return Item(scale, _tr("{form} total").format(form=name))


def _names() -> dict[str, str]:
    return {
        "mood": _tr("mood"),
        "ease": _tr("ease"),
        "energy": _tr("energy"),
        "sleep": _tr("sleep"),
        "body": _tr("body"),
        "overall": _tr("overall"),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("Items", text)
