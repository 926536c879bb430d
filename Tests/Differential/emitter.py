"""Writes values as YAML in all the ways YAML has for them.

What is written is sound YAML that every reader should understand alike; whether it means what the value was does not
matter (a block scalar adds a line end), since readers are compared with each other and not with the value.
"""

import datetime
import json
import random
from pathlib import Path
import sys

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "Benchmarks"))

from records import PLAIN_DATE, PLAIN, RESERVED


class Raw(str):
    """A scalar to be written as it stands: a number in its own digits, a plain word."""


class Style:
    """How much of YAML's variety is used; by default none, as `fonds fmt` would write."""

    def __init__(self, rng: random.Random | None = None):
        self.rng = rng

    def likely(self, share: float) -> bool:
        return self.rng is not None and self.rng.random() < share

    def choose(self, usual, *others):
        return usual if self.rng is None else self.rng.choice([usual, usual, *others])


def document(record: dict, style: Style) -> str:
    """A whole file."""
    head = "# 说明 / a comment: [not, {a: value\n" if style.likely(0.3) else ""
    start = "---\n" if style.likely(0.1) else ""
    tail = "\n# the end\n" if style.likely(0.2) else ""
    return head + start + "\n".join(mapping(record, 0, style)) + "\n" + tail


def mapping(pairs: dict, indent: int, style: Style) -> list[str]:
    lines = []
    for key, value in pairs.items():
        if style.likely(0.08):
            lines.append(" " * indent + "# 注: " + str(key))
        lines += entry(" " * indent + key_text(key, style) + ":", value, indent, style)
        if style.likely(0.05):
            lines.append("")
    return lines


def key_text(key, style: Style) -> str:
    if isinstance(key, Raw):
        return str(key)
    plain = key if PLAIN.match(key) and key not in RESERVED else json.dumps(key, ensure_ascii=False)
    return style.choose(plain, plain, plain, json.dumps(key, ensure_ascii=False), single(key))


def entry(head: str, value, indent: int, style: Style) -> list[str]:
    """A key or a dash, and the value behind or below it."""
    if isinstance(value, dict) and value and not style.likely(0.4):
        return [head, *mapping(value, indent + style.choose(2, 4), style)]
    if isinstance(value, list) and value and (has_mappings(value) or style.likely(0.4)) and not style.likely(0.25):
        return [head, *sequence(value, indent + style.choose(2, 0 if head.endswith(":") else 4, 4), style)]
    if isinstance(value, str) and not isinstance(value, Raw) and wants_block(value, style):
        return block(head, value, indent, style)
    text = flow(value, indent, style)
    comment = "  # " + style.rng.choice(["核对", "see: #4", "'quoted'"]) if style.likely(0.1) else ""
    gap = "   " if style.likely(0.05) else " "
    return [(head + gap + text if text else head) + comment]


def has_mappings(items: list) -> bool:
    return any(isinstance(item, dict) for item in items)


def sequence(items: list, indent: int, style: Style) -> list[str]:
    lines = []
    for item in items:
        if isinstance(item, dict) and item and not style.likely(0.25):
            inner = mapping(item, indent + 2, style)
            # The first field stands behind the dash, unless comments stand above it.
            if inner[0].lstrip().startswith("#"):
                lines += [" " * indent + "-", *inner]
            else:
                lines += [" " * indent + "- " + inner[0].lstrip(), *inner[1:]]
        else:
            lines += entry(" " * indent + "-", item, indent, style)
    return lines


# MARK: Scalars


def flow(value, indent: int, style: Style) -> str:
    """A value on one line, or, for long lists, on several."""
    if value is None:
        return style.choose("null", "~", "Null", "")
    if isinstance(value, bool):
        return style.choose(str(value).lower(), str(value), str(value).upper())
    if isinstance(value, Raw | int):
        return str(value)
    if isinstance(value, str):
        return inline(value, style)
    joint = ",\n" + " " * (indent + 4) if style.likely(0.15) else style.choose(", ", ",  ", " , ")
    if isinstance(value, list):
        return (
            "["
            + joint.join(flow(item, indent, style) or "null" for item in value)
            + style.choose("", " ", ", " if value else "")
            + "]"
        )
    pairs = (f"{key_text(key, style)}: {flow(item, indent, style) or 'null'}" for key, item in value.items())
    return "{" + joint.join(pairs) + style.choose("", " ") + "}"


def inline(text: str, style: Style) -> str:
    """A text in one of the three styles that fit on a line."""
    double = json.dumps(text, ensure_ascii=style.likely(0.15))
    if "\\ud" in double:
        # JSON writes characters beyond the basic plane in halves, which YAML does not know.
        double = json.dumps(text, ensure_ascii=False)
    is_plain = (PLAIN.match(text) and text.lower() not in RESERVED) or is_day(text)
    usual = text if is_plain else double
    if "\n" in text or any(ord(character) < 32 for character in text):
        return double
    return style.choose(usual, double, single(text))


def is_day(text: str) -> bool:
    """A date that may stand without quotes: one that does not exist is refused as text (TXT012)."""
    try:
        return bool(PLAIN_DATE.match(text) and datetime.date.fromisoformat(text[:10]))
    except ValueError:
        return False


def single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def wants_block(text: str, style: Style) -> bool:
    if not text.strip() or any(ord(character) < 32 and character != "\n" for character in text):
        return False
    return ("\n" in text and not style.likely(0.15)) or style.likely(0.04)


def block(head: str, text: str, indent: int, style: Style) -> list[str]:
    """A literal or folded scalar, with or without its line ends, with an indentation said or seen."""
    symbol = style.choose("|", ">") + style.choose("", "-", "+")
    width = style.choose(2, 3, 4)
    if text[0] in " \n" or style.likely(0.2):
        symbol = symbol[0] + str(width) + symbol[1:]
    lines = [" " * (indent + width) + line if line else "" for line in text.rstrip("\n").split("\n")]
    return [
        head + " " + symbol + ("  # comment" if style.likely(0.1) else ""),
        *lines,
        *([""] if style.likely(0.2) else []),
    ]
