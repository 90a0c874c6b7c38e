"""Numbers and texts as bytes: LEB128 varints, signed ones zig-zag."""

_LONGEST = 70


def number(value: int) -> bytes:
    """Write a number from 0 on."""
    out = bytearray()
    while value > 0x7F:  # noqa: PLR2004
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def signed(value: int) -> bytes:
    """Write any whole number of up to 64 bits."""
    return number((value << 1) ^ (value >> 63))


def text(value: str) -> bytes:
    """Write a text, preceded by its length."""
    return sized(value.encode())


def sized(value: bytes) -> bytes:
    """Write some bytes, preceded by how many there are."""
    return number(len(value)) + value


class Reader:
    """Reads on from where it stopped; going past the end is an ``IndexError``."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data = data
        self.at = at

    def byte(self) -> int:
        """Read one byte."""
        value = self.data[self.at]
        self.at += 1
        return value

    def number(self) -> int:
        """Read a number; ``ValueError`` if it doesn't end."""
        value = self.data[self.at]
        if value > 0x7F:  # noqa: PLR2004
            return self.numbers(1)[0]
        self.at += 1
        return value

    def count(self, most: int) -> int:
        """Read how many things follow; ``ValueError`` if that can't be."""
        value = self.number()
        if value > most:
            raise ValueError("more than there can be")
        return value

    def signed(self) -> int:
        """Read any whole number."""
        return self.signeds(1)[0]

    def numbers(self, count: int) -> list[int]:
        """Read several numbers; quicker than one by one."""
        data, at = self.data, self.at
        found = []
        for _ in range(count):
            value = data[at]
            at += 1
            if value > 0x7F:  # noqa: PLR2004
                value &= 0x7F
                for shift in range(7, _LONGEST, 7):
                    byte = data[at]
                    at += 1
                    value |= (byte & 0x7F) << shift
                    if byte < 0x80:  # noqa: PLR2004
                        break
                else:
                    raise ValueError("a number without an end")
            found.append(value)
        self.at = at
        return found

    def signeds(self, count: int) -> list[int]:
        """Read several whole numbers."""
        return [(value >> 1) ^ -(value & 1) for value in self.numbers(count)]

    def take(self, size: int) -> bytes:
        """Read so many bytes."""
        if size > len(self.data) - self.at:
            raise IndexError("past the end")
        self.at += size
        return self.data[self.at - size : self.at]

    def sized(self) -> bytes:
        """Read some bytes, of which there are as many as stands before them."""
        return self.take(self.number())

    def text(self) -> str:
        """Read a text."""
        return self.sized().decode()

    def rest(self) -> bytes:
        """Read all that is left."""
        return self.take(len(self.data) - self.at)

    def expect_end(self) -> None:
        """Raise ``ValueError`` if anything is left."""
        if self.at != len(self.data):
            raise ValueError("more bytes than a record has")
