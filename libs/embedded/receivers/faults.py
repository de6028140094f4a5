"""How receivers misbehave on request, the way real ones do unasked."""

import asyncio
import errno
import math
import os


class Fault:
    """One misbehaviour, switched on for ever or for the next few times."""

    def __init__(self) -> None:
        self._left: float = 0

    def arm(self, times: int | None) -> None:
        """Happen the next `times` times; None means until switched off."""
        self._left = math.inf if times is None else times

    def disarm(self) -> None:
        """Behave again."""
        self._left = 0

    def strikes(self) -> bool:
        """Whether it happens now; each yes uses up one time."""
        if self._left <= 0:
            return False
        self._left -= 1
        return True


class SmtpFaults:
    """What a mail server can be made to do. Tests call the first few methods, the server asks the last ones."""

    def __init__(self) -> None:
        self._command, self._answer = "", ""
        self._refuse, self._hang_up = Fault(), Fault()
        self._greylisting = False
        self._seen: set[tuple[str, str]] = set()

    def refuse(self, code: int, text: str = "no", *, at: str = "RCPT", times: int | None = None) -> None:
        """Answer with this code, such as 550 or 452, at the SMTP command MAIL, RCPT or DATA (after the data)."""
        if at not in {"MAIL", "RCPT", "DATA"}:
            raise ValueError(f"a mail server cannot be made to refuse at {at!r}: MAIL, RCPT or DATA")
        self._command, self._answer = at, f"{code} {text}"
        self._refuse.arm(times)

    def hang_up_after_accepting(self, *, times: int | None = 1) -> None:
        """Take the message in, then cut the line without an answer: the sender cannot know whether it arrived."""
        self._hang_up.arm(times)

    def greylist(self) -> None:
        """Turn away each pair of sender and recipient the first time it is seen: 451, try again later."""
        self._greylisting = True

    def behave(self) -> None:
        """End all misbehaviour."""
        self._refuse.disarm()
        self._hang_up.disarm()
        self._greylisting = False
        self._seen.clear()

    def refusal_at(self, command: str) -> str | None:
        """The refusal to send at this command, if any."""
        return self._answer if command == self._command and self._refuse.strikes() else None

    def greylisted(self, sender: str, recipient: str) -> str | None:
        """The refusal to send to this pair, if any."""
        pair = (sender, recipient)
        if not self._greylisting or pair in self._seen:
            return None
        self._seen.add(pair)
        return "451 4.7.1 Greylisted, try again later"

    def hangs_up(self) -> bool:
        """Whether to cut the line now."""
        return self._hang_up.strikes()


class SftpFaults:
    """What an SFTP server can be made to do. Tests call the first few methods, the server asks the last ones."""

    def __init__(self) -> None:
        self._room: float = math.inf
        self._uncut: float = math.inf
        self._seconds = 0.0
        self._deny, self._refuse_rename, self._cut_after_rename = Fault(), Fault(), Fault()

    def disk_full(self, *, after: int = 0) -> None:
        """From now on take in `after` more bytes, then refuse."""
        self._room = after

    def deny_permission(self, *, times: int | None = None) -> None:
        """Let nobody open a file for writing."""
        self._deny.arm(times)

    def cut_connection(self, *, after: int) -> None:
        """Cut the line once, when `after` more bytes are written: half a file stays behind."""
        self._uncut = after

    def refuse_rename(self, *, times: int | None = None) -> None:
        """Let nobody rename a file."""
        self._refuse_rename.arm(times)

    def cut_connection_after_rename(self, *, times: int | None = 1) -> None:
        """Rename, then cut the line without an answer: the sender cannot know whether the file arrived."""
        self._cut_after_rename.arm(times)

    def slow(self, seconds: float) -> None:
        """Wait so long before every write."""
        self._seconds = seconds

    def behave(self) -> None:
        """End all misbehaviour."""
        self._room = self._uncut = math.inf
        self._seconds = 0.0
        for fault in (self._deny, self._refuse_rename, self._cut_after_rename):
            fault.disarm()

    def check_permission(self) -> None:
        """Raise what an operating system raises for a folder that one may not write to."""
        if self._deny.strikes():
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    def check_rename(self) -> None:
        """Raise what an operating system raises for a rename that is not allowed."""
        if self._refuse_rename.strikes():
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    async def wait(self) -> None:
        """Take the time that a slow server takes."""
        await asyncio.sleep(self._seconds)

    def admit(self, size: int) -> tuple[int, bool]:
        """How many of the next `size` bytes are taken in, and whether the line is cut after them."""
        admitted = int(min(size, self._room, self._uncut))
        self._room -= admitted
        self._uncut -= admitted
        cut = self._uncut <= 0
        if cut:
            self._uncut = math.inf
        return admitted, cut

    def cuts_after_rename(self) -> bool:
        """Whether to cut the line now."""
        return self._cut_after_rename.strikes()
