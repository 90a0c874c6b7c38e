"""What the app ships beside its code: fonts, icons, texts and colours."""

import json
from pathlib import Path

_PACKAGED = Path(__file__).with_name("resources")  # in a wheel and in an installed bundle
_CHECKOUT = Path(__file__).parents[1] / "resources"


def path(*parts: str) -> Path:
    """Say where a shipped file or folder is, as in ``path("icons", "home.svg")``."""
    root = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
    return root.joinpath(*parts)


def text(name: str) -> dict[str, object]:
    """Read one collection of shown texts: copy, prompts, crisis_resources or instruments."""
    words: dict[str, object] = json.loads(path("texts", f"{name}.json").read_bytes())
    return words


def tokens() -> dict[str, dict[str, str]]:
    """Read the colours of every theme: theme name, token name, ``#RRGGBB``."""
    colours: dict[str, dict[str, str]] = json.loads(path("theme", "tokens.json").read_bytes())
    return colours
