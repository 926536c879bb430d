"""The lines of the table. The goals are those of the design; CPU goals for 10 000 records grow with the records."""

import peers
from work import Peer, Work
from workshop import Workshop

# A day in the middle of what `make-repository` makes.
PAST_DAY = "2020-06-30"
IN_A_BLINK = Peer("", None, "≤ 30 ms", lambda f, _: f.wall <= 0.030)


def works(shop: Workshop) -> list[Work]:
    return [*check_works(shop), *index_works(shop), *find_works(shop), *due_works(shop)]


def cpu_goal(seconds: float) -> Peer:
    """A goal by itself."""
    return Peer("", None, f"≤ {seconds:.3g} s CPU", lambda f, _: f.cpu <= seconds)


def check_works(shop: Workshop) -> list[Work]:
    is_small = shop.options.records <= 10_000
    return [
        Work(
            "check everything, cold",
            shop.fonds("check"),
            [
                peers.check_jsonschema(shop),
                peers.jsonschema_rs(shop),
                peers.recfix(shop),
                Peer("reading + libyaml events", peers.yaml_events(shop), "≤ 2 ×", lambda f, p: f.cpu <= 2 * p.cpu),
                Peer(
                    "the same, by wall",
                    peers.yaml_events(shop),
                    "≤ 2 ×",
                    lambda f, p: f.wall <= 2 * p.wall,
                    by="wall",
                ),
                cpu_goal(shop.options.records / 10_000),
            ],
            before=shop.forget,
            each_time=True,
            verify=clean,
        ),
        Work(
            "check everything, nothing changed",
            shop.fonds("check"),
            [Peer("git status", ["git", "status"], "≤ 2 ×", lambda f, p: f.cpu <= 2 * p.cpu)],
            before=shop.check_once,
            verify=clean,
        ),
        Work(
            "pre-commit, one staged record",
            shop.fonds("hook", "run", "pre-commit"),
            [
                Peer(
                    "git diff-index --cached",
                    ["git", "diff-index", "--cached", "--raw", "-z", "HEAD"],
                    "≤ 30 ms" if is_small else "≤ 15 ms beyond",
                    lambda f, p: f.wall <= 0.030 if is_small else f.wall - p.wall <= 0.015,
                )
            ],
            by="wall",
            before=shop.stage_one_edit,
            after=shop.unstage,
        ),
        Work(
            "a push of 1 000 commits, judged",
            shop.push("judged"),
            [Peer("git push without the hook", shop.push("plain"), "≤ 3 ×", lambda f, p: f.wall <= 3 * p.wall)],
            by="wall",
            before=shop.before_push,
            each_time=True,
        ),
    ]


def index_works(shop: Workshop) -> list[Work]:
    return [
        Work(
            "build the index of all versions",
            shop.fonds("index", "--rebuild"),
            [
                Peer("git log + cat-file + FTS5", peers.index(shop), "≤ 2 ×", lambda f, p: f.cpu <= 2 * p.cpu),
                cpu_goal(shop.options.versions / 5000),
            ],
        ),
        Work(
            "find right after a commit",
            shop.fonds("find", shop.COMMITTED_WORD),
            [Peer("", None, "≤ 100 ms", lambda f, _: f.wall <= 0.1)],
            by="wall",
            before=shop.commit_one_edit,
            after=shop.uncommit,
            each_time=True,
            verify=lambda output: None if shop.facts["busiest"]["id"] in output else "what was committed is not found",
        ),
    ]


def find_works(shop: Workshop) -> list[Work]:
    busiest = shop.facts["busiest"]
    return [
        find_in_history(shop, "会议"),
        find_in_history(shop, "青铜器"),
        find_in_present(shop, "会议"),
        find_in_present(shop, "紫檀木"),
        Work(
            f"find 会议 as of {PAST_DAY}",
            shop.fonds("find", "会议", "--at", PAST_DAY),
            [Peer("git grep of that day's tree", shop.grep_at(PAST_DAY, "会议"), "≤ 30 ms", IN_A_BLINK.is_met)],
            by="wall",
            verify=lambda _: shop.wrong_count(["find", "会议", "--at", PAST_DAY], shop.count_at(PAST_DAY, "会议")),
        ),
        Work(
            "one record's history",
            shop.fonds("log", busiest["id"]),
            [
                Peer(
                    "git log --follow",
                    ["git", "log", "--follow", "--oneline", "--", busiest["path"]],
                    "≤ 30 ms",
                    IN_A_BLINK.is_met,
                )
            ],
            by="wall",
            verify=lambda _: shop.wrong_count(["log", busiest["id"]], busiest["versions"]),
        ),
    ]


def due_works(shop: Workshop) -> list[Work]:
    return [
        Work(
            "what is due, index up to date",
            shop.fonds("due"),
            [Peer("git status", ["git", "status"]), cpu_goal(0.5)],
            before=shop.remember,
        ),
        Work(
            "what may leave in 2040, index up to date",
            shop.fonds("retention", "--at", "2040-01-01"),
            [cpu_goal(3)],
            before=shop.remember,
        ),
        Work(
            "what has reached its term by 2040, for the list",
            shop.fonds("dispose", "list", "--at", "2040-01-01"),
            [cpu_goal(3)],
            before=shop.remember,
        ),
        Work(
            "what a changed schedule moves",
            shop.fonds("retention", "--diff", "HEAD"),
            [cpu_goal(3)],
            before=shop.lengthen_periods,
            after=shop.restore_schedule,
        ),
    ]


def find_in_history(shop: Workshop, word: str) -> Work:
    return Work(
        f"find {word} in all versions",
        shop.fonds("find", "--history", word),
        [
            Peer(
                "git log -S",
                ["git", "log", "-S", word, "--oneline"],
                "≤ 30 ms; ≥ 300 × at 100 000",
                lambda f, p: f.wall <= 0.030 and (shop.options.records < 100_000 or p.wall >= 300 * f.wall),
            )
        ],
        by="wall",
        verify=lambda _: shop.wrong_count(["find", "--history", word], shop.facts["words"][word]["versions"]),
    )


def find_in_present(shop: Workshop, word: str) -> Work:
    return Work(
        f"find {word} in the present",
        shop.fonds("find", word),
        [
            Peer(
                "rg",
                shop.installed("rg", "rg", "--files-with-matches", word, "Records"),
                "≤ 30 ms; ≥ 10 × at 100 000",
                lambda f, p: f.wall <= 0.030 and (shop.options.records < 100_000 or p.wall >= 10 * f.wall),
            ),
            Peer("git grep", ["git", "grep", "--files-with-matches", word], "≤ 30 ms", IN_A_BLINK.is_met),
        ],
        by="wall",
        verify=lambda _: shop.wrong_count(["find", word], shop.facts["words"][word]["present"]),
    )


def clean(output: str) -> str | None:
    """The generated records have no fault; if some are found, one of the two programs is wrong."""
    faults = [line for line in output.splitlines() if ": error[" in line or ": warning[" in line]
    return f"{len(faults)} faults in sound records, the first: {faults[0]}" if faults else None
