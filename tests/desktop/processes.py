"""The programs a desktop consists of: all started by us, all gone when it ends."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from uuid import uuid4

from tests.desktop.waiting import until

MARK = "AFTERPAGE_DESK"
GRACE_S = 5.0


class Programs:
    """Starts programs with ``mark`` in their environment, and ends them and all they started."""

    def __init__(self, logs: Path) -> None:
        self.mark = {MARK: uuid4().hex}
        self._logs = logs
        self._started: list[subprocess.Popen[bytes]] = []

    def start(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        *,
        says: str = "",
        tells: Sequence[int] = (),
    ) -> subprocess.Popen[bytes]:
        """Start one program; ``says`` goes to its input, and it may write to pipes ``tells``."""
        name = Path(command[0]).name
        with (
            (self._logs / f"{name}.out").open("ab") as out,
            (self._logs / f"{name}.err").open("ab") as err,
        ):
            program = subprocess.Popen(
                command,
                env=env,
                stdin=subprocess.PIPE if says else subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                pass_fds=tells,
                start_new_session=True,
            )
        if says:
            assert program.stdin is not None
            program.stdin.write(says.encode())
            program.stdin.close()
        self._started.append(program)
        return program

    def end(self) -> None:
        """End everything, newest first, and see that nothing is left."""
        for program in reversed(self._started):
            self.stop(program)
        self._started.clear()
        for pid in self.alive():
            _send(pid, signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            until(lambda: not self.alive(), "the desktop to be empty", patience=GRACE_S)
        for pid in self.alive():
            _send(pid, signal.SIGKILL)
        until(lambda: not self.alive(), "the desktop to be empty", patience=GRACE_S)

    def alive(self) -> list[int]:
        """Return the ids of all living processes that carry this desktop's mark."""
        return marked(f"{MARK}={self.mark[MARK]}")

    def stop(self, program: subprocess.Popen[bytes]) -> None:
        """End one program, politely first."""
        program.terminate()
        try:
            program.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait(GRACE_S)


def marked(mark: str) -> list[int]:
    """Return the ids of all living processes that have ``mark`` in their environment."""
    return [pid for pid, environ in _environments() if mark.encode() in environ.split(b"\0")]


def _environments() -> Iterator[tuple[int, bytes]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):  # gone meanwhile, or somebody else's
                yield int(folder.name), (folder / "environ").read_bytes()


def _send(pid: int, what: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, what)
