"""Where somebody is in a set of questions: any of them can be skipped, and one can always stop."""

from dataclasses import dataclass, replace

from journal_app.domain.guides import Guide, Prompt


@dataclass(frozen=True, slots=True)
class Run:
    """A set that is being answered, and which of its questions is shown.

    Behind the last one is its closing, where nothing is asked.
    """

    guide: Guide
    at: int = 0

    @property
    def prompt(self) -> Prompt | None:
        """The question that is shown; None at the closing."""
        prompts = self.guide.prompts
        return prompts[self.at] if self.at < len(prompts) else None

    @property
    def is_first(self) -> bool:
        """Whether there is nothing to go back to."""
        return self.at == 0

    @property
    def is_over(self) -> bool:
        """Whether all questions were shown."""
        return self.prompt is None

    def onward(self) -> "Run":
        """Return it one question further: skipped or answered is the same."""
        return replace(self, at=min(self.at + 1, len(self.guide.prompts)))

    def back(self) -> "Run":
        """Return it one question back."""
        return replace(self, at=max(0, self.at - 1))

    def count(self) -> tuple[int, int]:
        """Return the number of the question, and how many there are, without follow-ups.

        A follow-up has the number of the question before it.
        """
        prompts = self.guide.prompts
        number = sum(prompt.counts for prompt in prompts[: self.at + 1])
        return max(1, number), sum(prompt.counts for prompt in prompts)
