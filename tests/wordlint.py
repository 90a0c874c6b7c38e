"""What a shown text may not say, and how hard it may be to read.

What somebody reads here, they may read tired, on a hard night, or a day after a session. So nothing
is counted up or praised, nobody is told what to do, and nothing is promised.
"""

import re
from collections.abc import Iterator

LONGEST_PROMPT = 24  # words
LONGEST_FOGGY_PROMPT = 8  # words, on a day on which one isn't clear yet
OLDEST_READER = 15  # years: nothing that is shown asks for more
USUAL_READER = 10  # years: a set of questions as a whole, and all texts together, ask no more
FEWEST_WORDS = 20  # a formula for prose says nothing about a label

_NUMBER = r"(?:\d+|\{\w*\}|%n|%\d|one|two|three|four|five|six|seven|eight|nine|ten|many)"
_DAYS = rf"{_NUMBER} (?:days?|weeks?|months?)"
_SURELY = r"(?:completely|totally|perfectly|absolutely|100 ?%)"
_THEY = r"(?:depress|anxi|ptsd|trauma|pain|symptom|disorder|mood)"

RULES: dict[str, tuple[str, ...]] = {
    "counts up or praises": (
        r"streaks?",
        r"badges?",
        rf"{_DAYS} (?:in a row|running|without|away)",
        rf"{_DAYS} since (?:you|your last)",
        r"welcome back",
        r"keep (?:it up|going)",
        r"(?:overdue|missed|you(?:’ve| have) been away)",
        r"(?:well done|good job|great (?:job|work)|congratulations|proud of you|amazing|awesome)",
        r"(?:achievements?|rewards?|level up|points? (?:earned|scored)|leaderboard)",
        r"(?:daily|weekly) (?:goal|target)s?",
    ),
    "tells people what to do": (
        r"you (?:should|must|ought|need to|have to|had better)",
        r"we (?:recommend|suggest|advise)",
        r"(?:try to|try and|be sure to|don’t forget|remember to|never forget|consider \w+ing)",
        r"(?<!to )make sure",
        r"it(?:’s| is) (?:important|best|essential|vital) (?:to|that)",
    ),
    "promises": (
        r"heal(?:s|ed|ing)?",
        r"cur(?:es?|ed|ing)",
        r"improv(?:es?|ed|ing|ements?)",
        r"boost(?:s|ed|ing)?",
        r"(?:proven|proves?|evidence-based|clinically|scientific(?:ally)?|the science)",
        r"(?:research|science|studies) (?:shows?|proves?)",
        r"(?:guarantee[ds]?|unbreakable|unhackable|bulletproof|military.grade|bank.grade)",
        r"(?:anonymous(?:ly)?|hipaa|privileged)",
        rf"{_SURELY} (?:safe|secure|private)",
        rf"(?:treat|reduce|manage|relieve|monitor|ease)(?:s|ing)? (?:your |the )?{_THEY}\w*",
        r"(?:outcomes?|integration therapy|therapeutic|breakthroughs?|rewir\w*|reset your)",
        r"(?:transformations?|transformative|transformed|transforming)",
        r"(?:sacred|healing journey|your journey|montreal)",
    ),
    "judges or interprets": (
        r"you (?:seem|appear)",
        r"(?:risk scores?|diagnos(?:is|ed)|severe|severity)",
        r"(?:subconscious|unconscious(?:ly)?|repressed|ego death)",
        r"(?:the medicine|who hurt you|next dose|dose due|optimal)",
    ),
    "blames, or speaks like a machine": (
        r"(?:errors?|failed|failures?|invalid|illegal|fatal|aborted|forbidden|denied)",
        r"(?:oops|uh-oh|whoops)",
    ),
}
_ASKS_WHY = re.compile(r"\bwhy\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.?…:;]+(?=\s|$|”)")
_VOWELS = re.compile(r"[aeiouyáéíóú]+")
_FILLED = re.compile(r"\{\w*\}|%n|%\d")

_PATTERNS = {
    name: re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)", re.IGNORECASE)
    for name, found in RULES.items()
}


def faults(text: str) -> Iterator[str]:
    """Say what is wrong with a text: the rule, and the words that break it."""
    for name, pattern in _PATTERNS.items():
        for found in pattern.finditer(text):
            yield f"{name}: “{found[0]}”"
    if "!" in text:
        yield "exclaims"


def faults_of_print(text: str) -> Iterator[str]:
    """Say which marks are those of a typewriter."""
    if re.search(r"\w'|'\w", text):
        yield "has a straight apostrophe"
    if re.search(r'"[^"]*"', text):
        yield "has straight quotation marks"
    if "..." in text:
        yield "has three full stops for “…”"


def faults_of_prompt(text: str, most: int = LONGEST_PROMPT) -> Iterator[str]:
    """Say what is wrong with a question."""
    if _ASKS_WHY.search(text):
        yield "asks why"
    if len(text.split()) > most:
        yield f"has more than {most} words"


def reading_age(text: str) -> float:
    """Return the years of a reader who follows the text: Flesch and Kincaid's grade, plus five."""
    words = _WORD.findall(_FILLED.sub("one", text))
    sentences = max(1, len(_SENTENCE.findall(text.strip())))
    syllables = sum(map(_syllables, words))
    if not words:
        return 0.0
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59 + 5


def is_long(text: str) -> bool:
    """Whether a text has enough words to be measured."""
    return len(_WORD.findall(text)) >= FEWEST_WORDS


def _syllables(word: str) -> int:
    """Count the runs of vowels; an “e” at the end, or before “d” or “s”, is mostly silent."""
    bare = word.lower()
    if len(bare) > 3:
        bare = re.sub(r"(?<![aeiouyl])(?:e|(?<![td])ed|(?<![sxzcg])es)$", "", bare)
    return max(1, len(_VOWELS.findall(bare)))
