"""Afterpage as it would start if nobody had to be asked for the key: it lies in a file beside.

python -m tests.bench.told_key --vault FOLDER
"""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from journal_app import app
from journal_app.devices import folders
from journal_app.devices.memory import MemoryKeychain

KEY = "key"


def main() -> int:
    """Start on a journal whose id and key the file says."""
    folder = Path(sys.argv[-1])
    vault_id, key = (folder.parent / KEY).read_text(encoding="ascii").split()
    folders.keep_to_ourselves()
    keychain = MemoryKeychain()
    keychain.write(vault_id, bytes.fromhex(key))
    application = QApplication([app.NAME])
    app._name(application)
    machine = app._this_machine(folder, folders.settings(), keychain)
    return app._run(application, folder, machine)


if __name__ == "__main__":
    sys.exit(main())
