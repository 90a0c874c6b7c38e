"""How much room something takes, as it is said."""

_STEP = 1000
_UNITS = ("KB", "MB", "GB", "TB")


def said(size: int) -> str:
    """Return the likes of "36 KB", "4.2 MB" or "120 MB"; never less than "1 KB"."""
    amount = max(size / _STEP, 1.0)
    unit = 0
    while round(amount) >= _STEP and unit < len(_UNITS) - 1:
        amount /= _STEP
        unit += 1
    digits = 1 if unit and amount < 10 else 0  # noqa: PLR2004 - one digit before the point
    return f"{amount:.{digits}f} {_UNITS[unit]}"
