"""What the machine can do at best: the parts of Fonds's work, each by the plainest program that does no more."""

import dataclasses
from collections.abc import Iterator

import peers
from measure import Cost
from workshop import Workshop

ROUNDS = 3


@dataclasses.dataclass
class Limit:
    """A part of the work, and what it costs."""

    name: str
    cost: Cost


def limits(shop: Workshop) -> list[Limit]:
    found = []
    for name, command in commands(shop):
        cost = None
        for _ in range(ROUNDS):
            cost = shop.run(name, command).best(cost)
            if cost.wall > 10:
                break
        found.append(Limit(name, cost))
    return found


def commands(shop: Workshop) -> Iterator[tuple[str, list[str]]]:
    if events := peers.yaml_events(shop):
        yield "reading every file", [events[0], "--read-only", *events[1:]]
        yield "reading, and libyaml's events", events
    yield "git status", ["git", "status"]
    yield "git log --raw of all commits", ["git", "log", "--raw", "--no-renames", "--no-abbrev"]
    blobs, _ = peers.segmented_texts(shop)
    yield "git cat-file --batch of all versions", ["sh", "-c", f"git cat-file --batch < '{blobs}'"]
    yield "FTS5: one plain row a version", peers.insertion(shop)
