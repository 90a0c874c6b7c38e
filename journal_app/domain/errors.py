"""What can go wrong in a way a person can act on.

The text of every ``JournalError`` is the sentence that person reads: calm, saying first what is
safe. It never holds anything they made. Whatever is not a ``JournalError`` is a bug of ours.
"""


class JournalError(Exception):
    """Something a person can act on; ``str(error)`` is the sentence they are shown."""


class KeyringAbsent(JournalError):
    """This computer offers no keyring we may trust with a key."""


class KeyringLocked(JournalError):
    """There is a keyring, and it is closed, or asking for it was declined."""


class KeyMissing(JournalError):
    """The keyring is open and holds no key for this journal."""


class KeyMismatch(JournalError):
    """A key was found, and it belongs to another journal."""


class WrongPassphrase(JournalError):
    """The passphrase does not open this journal."""


class WrongWords(JournalError):
    """The recovery words are not spelt as any are, or do not open this journal."""


class VaultMissing(JournalError):
    """One of the journal's two files is not where it was."""


class VaultDamaged(JournalError):
    """The journal's file or header is not what we left there."""


class VaultTooNew(JournalError):
    """A newer version of Afterpage made this journal."""


class DiskFull(JournalError):
    """There is no room to keep what was made; nothing already kept is touched."""


class NotKept(JournalError):
    """A write did not succeed for another reason than a full disk."""


class MicrophoneMissing(JournalError):
    """No sound comes in, because there is no microphone to open."""


class MicrophoneLost(JournalError):
    """The microphone went away while recording."""


class SpeakerMissing(JournalError):
    """There is nothing to play sound on."""


class SoundUnreadable(JournalError):
    """A stored recording can't be decoded."""


class ModelRefused(JournalError):
    """A file can't be used to write down what was said."""


class ModelUnknown(ModelRefused):
    """A file looks like a model, and is none of those that are known."""


class NotWrittenDown(JournalError):
    """What was said in a recording could not be written down."""
