"""One work that an office does, by Fonds and by its peers, and how the two are measured."""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

import measure
from measure import Cost

if TYPE_CHECKING:
    from workshop import Workshop

# So many runs at most, and no more than this many seconds for one work.
ROUNDS, PATIENCE = 7, 25.0


@dataclasses.dataclass
class Line:
    """One line of the table: Fonds and one peer at one work."""

    work: str
    fonds: Cost
    peer_name: str = ""
    peer: Cost | None = None
    by: str = "cpu"
    goal: str = ""
    met: bool | None = None
    # Whether Git runs Fonds, so that Git's memory is in the cost.
    is_within_git: bool = False

    @property
    def own_memory(self) -> float:
        """The peak memory, or nothing where Git by itself takes as much."""
        is_gits = self.is_within_git and self.peer and self.fonds.memory < 1.05 * self.peer.memory
        return 0.0 if is_gits else self.fonds.memory

    @property
    def ratio(self) -> float:
        """How many times the peer's cost is Fonds's."""
        return getattr(self.peer, self.by) / max(getattr(self.fonds, self.by), 1e-6)


@dataclasses.dataclass
class Peer:
    """What Fonds is held against. `goal` is said in the table; `is_met` judges it by Fonds's cost and the peer's.

    One without a command is a goal by itself, or, without a goal too, a tool that is not there.
    """

    name: str
    command: list[str] | None
    goal: str = ""
    is_met: Callable[[Cost, Cost | None], bool] | None = None
    # From what was measured to what is compared, for a peer that only did a part of the work.
    scale: Callable[[Cost], Cost] = lambda cost: cost
    # Which cost the ratio compares, where it is another than the work's.
    by: str = ""


@dataclasses.dataclass
class Work:
    """One thing that an office does often, by Fonds and by its peers. `by` says which cost the ratio compares."""

    name: str
    command: list[str]
    peers: list[Peer]
    by: str = "cpu"
    before: Callable[[], None] = lambda: None
    after: Callable[[], None] = lambda: None
    verify: Callable[[str], str | None] = lambda output: None
    # Whether `before` is due before every run, or once.
    each_time: bool = False

    def measured(self, shop: "Workshop") -> list[Line]:
        """Runs Fonds and its peers in turn, until there are enough rounds or patience ends."""
        peers = [peer for peer in self.peers if peer.command or peer.goal]
        own, others, spent = None, [None] * len(peers), 0.0
        self.before()
        try:
            for number in range(ROUNDS):
                if number > 0 and self.each_time:
                    self.before()
                own = shop.run(self.name, self.command).best(own)
                if number == 0:
                    self._verify(own, shop)
                for index, peer in enumerate(peers):
                    # A peer that takes many seconds is not disturbed by milliseconds: once is enough.
                    if peer.command and (others[index] is None or others[index].wall < PATIENCE / ROUNDS):
                        others[index] = shop.run(peer.name, peer.command).best(others[index])
                        spent += others[index].wall
                spent += own.wall
                if spent > PATIENCE:
                    break
        finally:
            self.after()
        return [self._line(own, peer, cost) for peer, cost in zip(peers, others)] or [Line(self.name, own)]

    def _verify(self, own: Cost, shop: "Workshop") -> None:
        if own.status != 0:
            message = measure.messages(shop.output).read_text(errors="replace").strip().splitlines()[:1]
            shop.remark(f"{self.name}: fonds ended with {own.status} {' '.join(message)}")
        elif remark := self.verify(shop.output.read_text(errors="replace")):
            shop.remark(f"{self.name}: {remark}")

    def _line(self, own: Cost, peer: Peer, cost: Cost | None) -> Line:
        cost = peer.scale(cost) if cost else None
        # Without a peer that the goal speaks of there is no verdict.
        known = cost is not None or not peer.name
        met = peer.is_met(own, cost) if peer.is_met and known and own.status == 0 else None
        is_within_git = self.command[0] == "git"
        return Line(self.name, own, peer.name, cost, peer.by or self.by, peer.goal, met, is_within_git)
