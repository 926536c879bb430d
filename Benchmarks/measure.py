"""Runs commands and measures them: CPU of the process and all its children, wall-clock time, peak memory."""

import dataclasses
import os
import time
from pathlib import Path


@dataclasses.dataclass
class Cost:
    """What one run took; seconds and MiB.

    Linux counts into a process's peak memory what its parent had before `exec`: nothing shows less than this
    program's own ten-odd MiB.
    """

    cpu: float
    wall: float
    memory: float
    status: int

    def best(self, other: "Cost | None") -> "Cost":
        """The lower time of each sort, the higher memory: time is disturbed upwards only, memory is a promise."""
        if other is None:
            return self
        return Cost(
            min(self.cpu, other.cpu),
            min(self.wall, other.wall),
            max(self.memory, other.memory),
            max(self.status, other.status),
        )

    def scaled(self, factor: float, fixed: "Cost") -> "Cost":
        """The cost of `factor` times the work, with a start-up that is paid once."""

        def scale(cost: float, start: float) -> float:
            return start + max(0.0, cost - start) * factor

        return Cost(scale(self.cpu, fixed.cpu), scale(self.wall, fixed.wall), self.memory, self.status)


def run(command: list[str], output: Path, *, environment: dict[str, str] | None = None) -> Cost:
    """Runs a command in the current folder; its standard output goes to a file, its messages beside it.

    `posix_spawn` and `wait4` instead of `subprocess`: a start of 2 ms must not be drowned by the harness.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(output), flags, 0o644),
        (os.POSIX_SPAWN_OPEN, 2, str(messages(output)), flags, 0o644),
    ]
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, environment or os.environ, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))


def messages(output: Path) -> Path:
    """Where the messages of a run go."""
    return output.with_name(output.name + ".messages")


def seconds(value: float) -> str:
    """A time as people say it."""
    return (
        f"{value:.2f} s"
        if value >= 0.995
        else f"{value * 1000:.0f} ms" if value >= 0.0095 else f"{value * 1000:.1f} ms"
    )
