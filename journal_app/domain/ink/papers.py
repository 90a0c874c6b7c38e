"""What a page can be like under the ink: its pattern, and an outline to draw within."""

PATTERNS = ("plain", "dots", "lines", "warm")
"""Names a ``Paper`` keeps; any other is plain."""

BODY = "body"
OUTLINES = ("", BODY)

LEAST_ARMS, MOST_ARMS = 2, 16
