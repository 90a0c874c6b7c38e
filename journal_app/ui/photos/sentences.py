"""What is said of a file that was read or not. Never which file: that stays the person's affair."""

from journal_app.domain.errors import JournalError

UNKNOWN = (
    "The file is as it was. It doesn’t hold a picture that can be read here; "
    "JPEG, PNG, WebP, GIF, BMP, TIFF and PDF do."
)
OTHER_KIND = (
    "The picture is as it was. {kind} can’t be read on this computer; saved as JPEG or PNG it can."
)
TOO_LARGE = (
    "The picture is as it was. It is larger than can be read here; a smaller copy of it can be."
)
DAMAGED = "The file is as it was. Not all of it is there, or readable, so it couldn’t be added."
LOCKED = (
    "The file is as it was. It asks for a password, so its pages can’t be read here; "
    "a copy without one can be."
)
EMPTY = "The file is as it was. It is empty, so there is no picture in it yet."
FOLDER = "The folder is as it was. The pictures inside it can be chosen, one or several at once."
GONE = "Nothing was changed. That file isn’t where it was."
CLOSED = "The file is as it was. It may not be opened from this account."
NO_PICTURE = "Nothing was changed. There was no picture in what was to be added."

STAYS = "The original stays where it is."
STAY = "The originals stay where they are."
FIRST = "The first {most} are here; the others can be added after them."
NOT_ALL = "Not everything could be added."


class Refused(JournalError):
    """A file that gives no picture; the sentence says why, and that nothing happened to it."""


def said(pictures: int, most: int | None, refused: Refused | None) -> str:
    """Return what to say of what was added; ``most`` if there was more than that."""
    lines = [STAYS if pictures == 1 else STAY]
    if refused is not None:
        lines = [NOT_ALL, str(refused)]
    if most is not None:
        lines.insert(0, FIRST.format(most=most))
    return " ".join(lines)
