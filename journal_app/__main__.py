"""``python -m journal_app``, and the program of an installed package."""

import sys


def run() -> int:
    """Open the journal, or be the process that talks to the sound system or writes speech down."""
    if sys.argv[1:2] == ["--audio-helper"]:
        from journal_app.devices import audio_helper  # noqa: PLC0415 - it needs no window

        audio_helper.main(sys.argv[2:])
    if sys.argv[1:2] == ["--transcriber-helper"]:
        from journal_app.devices import transcriber_helper  # noqa: PLC0415

        transcriber_helper.main()
    from journal_app import app  # noqa: PLC0415

    return app.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(run())
