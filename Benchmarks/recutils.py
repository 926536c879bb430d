"""Writes records as a database of GNU recutils, for its `recfix`.

recutils.py DATABASE < PATHS   the paths of the records, each ended by a NUL
"""

import sys
from pathlib import Path

HEAD = """%rec: Record
%key: id
%mandatory: kind title date status
%typedef: Date regexp /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/
%type: date Date
%type: id regexp /^[A-Z]+-[0-9]{4}-[0-9]{2}-[0-9]{3,}$/
"""


def fields(text: str) -> str:
    """The top-level fields; what stands below one goes on in its lines, as recutils continues a value."""
    lines = []
    for line in text.splitlines():
        if line[:1].isalpha() and ":" in line:
            name, value = line.split(":", 1)
            lines.append(f"{name.replace('-', '_')}: {value.strip()}")
        elif lines and line.strip():
            lines.append(f"+ {line}")
    return "\n".join(lines)


def main() -> None:
    paths = sys.stdin.buffer.read().decode("utf-8").split("\0")[:-1]
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write(HEAD)
        for path in paths:
            out.write("\n" + fields(Path(path).read_text(encoding="utf-8")) + "\n")


if __name__ == "__main__":
    main()
