"""The table, and what machine it is from."""

import dataclasses
import datetime
import os
import platform
import subprocess
import unicodedata
from pathlib import Path

import measure
from limits import Limit
from work import ROUNDS, Line
from workshop import Workshop

HEADINGS = ["work", "Fonds CPU", "wall", "RSS", "peer", "peer CPU", "wall", "ratio", "goal", "met"]
NOTES = f"""
Best of up to {ROUNDS} runs, Fonds and its peers in turn. CPU counts children and threads; the ratio compares CPU, for
short works wall. RSS is the peak as Linux counts it: pages of Git's packs and of the index that were only mapped count too,
and the most of all processes. The last line leaves out what Git takes as much for by itself.
""".strip()


def memory_line(lines: list[Line]) -> Line:
    hungriest = max(lines, key=lambda line: line.own_memory)
    cost = dataclasses.replace(hungriest.fonds, cpu=0, wall=0, memory=hungriest.own_memory)
    return Line("memory, at most", cost, f"({hungriest.work})", goal="≤ 300 MB", met=cost.memory <= 300)


def text(shop: Workshop, lines: list[Line], best: list[Limit]) -> str:
    version = output(*shop.fonds("--version"))
    facts = shop.facts
    parts = [
        f"Fonds {version}, {today()}: {facts['arguments']['records']} records, {facts['versions']} versions, "
        f"{facts['commits']} commits.\n{machine()}",
        NOTES,
        table([HEADINGS, *map(cells, lines)], left={0, 4, 8, 9}),
    ]
    if best:
        rows = [[limit.name, *costs(limit.cost)] for limit in best]
        parts.append(table([["what the machine can do", "CPU", "wall", "RSS"], *rows], left={0}))
    if shop.remarks:
        parts.append("\n".join(sorted(shop.remarks)))
    return "\n\n".join(parts) + "\n"


def keep(shop: Workshop, text: str, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{today()}-{shop.options.records}.txt").write_text(text, encoding="utf-8")


def today() -> str:
    return datetime.date.today().isoformat()


def machine() -> str:
    """Processor, cores, memory, kernel, Git, and how busy it was."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{processor()}, {os.cpu_count()} cores, {memory:.0f} GB; {platform.system()} {platform.release()}; "
        f"{output('git', '--version')}; load {os.getloadavg()[0]:.1f} at the end."
    )


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()


# MARK: Drawing


def cells(line: Line) -> list[str]:
    own, peer = line.fonds, line.peer
    name = line.work if own.status == 0 else f"{line.work} (ended with {own.status})"
    own_costs = costs(own) if own.wall else ["", "", costs(own)[2]]
    peer_costs = [*costs(peer)[:2], f"{line.ratio:.1f} ×"] if peer else ["", "", ""]
    met = {True: "yes", False: "NO", None: "–" if line.goal else ""}[line.met]
    return [name, *own_costs, line.peer_name, *peer_costs, line.goal, met]


def costs(cost: measure.Cost) -> list[str]:
    return [measure.seconds(cost.cpu), measure.seconds(cost.wall), f"{cost.memory:.0f} MB"]


def width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def table(rows: list[list[str]], left: set[int]) -> str:
    """The first row is the head; the columns in `left` begin at the same place, the others end there."""
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]

    def padded(text: str, column: int) -> str:
        blanks = " " * (widths[column] - width(text))
        return text + blanks if column in left else blanks + text

    drawn = ["  ".join(padded(text, column) for column, text in enumerate(row)).rstrip() for row in rows]
    drawn.insert(1, "  ".join("-" * wide for wide in widths))
    return "\n".join(drawn)
