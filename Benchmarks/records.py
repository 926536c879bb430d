"""Made-up office records: what stands in them, how they change, and their YAML text.

Shared by `make-repository`, which strings versions together into a history, and by
`Tests/Differential/compare.py`, which takes records as the sound base of its mutations.
"""

import dataclasses
import datetime
import json
import random
import re
from pathlib import Path

import vocabulary as words

KIND_TYPES = {"policy": "01", "contract": "03", "minutes": "04", "asset": "08"}
KIND_SHARES = {"policy": 12, "contract": 20, "minutes": 33, "asset": 35}

# Kinds that the schedule lets go after ten years.
SHORT_LIVED = {"contract", "asset"}

ZONE = datetime.timezone(datetime.timedelta(hours=8))


@dataclasses.dataclass(frozen=True)
class Move:
    """One step on in a record's life: the status it brings, and the step of the workflow, where it is one."""

    status: str
    step: str = ""
    # Roles that take it, or a field of the record that names who does.
    roles: tuple[str, ...] = ()
    person: str = ""
    decision: str = "approve"
    # How often it is taken at all.
    share: float = 1.0
    by: str = ""


# The ways a record may go through its life; a version takes it one move on. The steps are those of Schemas/workflows/.
LIVES = {
    "policy": [
        Move("draft"),
        Move("in-review"),
        Move("in-review", "department-head", ("department-head",), share=0.6),
        Move("in-review", "finance", ("finance-reviewer", "finance-head"), share=0.3),
        Move("in-review", "secretariat-review", ("secretary",)),
        Move("approved", "management", ("office-director", "leader-in-charge", "ceo")),
        Move("effective", "publish", ("registrar", "secretary"), decision="done"),
        Move("archived"),
    ],
    "contract": [
        Move("draft"),
        Move("in-review"),
        Move("in-review", "department-head", ("department-head",)),
        Move("in-review", "finance", ("finance-reviewer", "finance-head")),
        Move("approved", "director", ("office-director",)),
        Move("effective", "filed", ("archivist",), decision="done"),
        Move("closed"),
        Move("archived"),
    ],
    "minutes": [
        Move("draft"),
        Move("in-review", "draft", person="owner", decision="done"),
        Move("in-review", "secretariat-review", ("secretary",), share=0.5),
        Move("approved", "chair", person="chair"),
        Move("effective", "distribution", person="owner", decision="done"),
        Move("closed", "closed", ("secretary", "department-head"), decision="done"),
        Move("archived"),
    ],
    # Without a workflow: whoever has to do with an asset writes down what became of it.
    "asset": [
        Move("draft"),
        *(
            Move(status, "asset-" + status, decision="done")
            for status in ["in-use", "idle", "in-use", "under-repair", "in-use", "scrapped"]
        ),
        Move("archived", "file", decision="done"),
    ],
}
# With which status a record first shows up in the repository, and how often.
FIRST_STATUSES = {
    "policy": ["draft", "draft", "in-review", "effective"],
    "contract": ["draft", "in-review", "in-review", "effective"],
    "minutes": ["draft", "in-review", "effective", "effective"],
    "asset": ["draft", "in-use", "in-use", "in-use"],
}


class Office:
    """The departments and people of `Schemas/organization.yaml`.

    The file's entries are flow mappings of one line each, so the standard library is enough to read it.
    """

    def __init__(self, schemas: Path):
        text = (schemas / "organization.yaml").read_text(encoding="utf-8")
        self.departments = re.findall(r"\{code: (\w+), name: \{en: ([^,]+), zh: ([^}]+)\}", text)
        self.people = {
            person: {"name": name, "department": department, "roles": roles.split(", "), "email": email}
            for person, name, department, roles, email in re.findall(
                # Those who were in the office all the time: the archive begins long before some came.
                r"\{id: ([\w.-]+), name: ([^,]+), department: (\w+), roles: \[([^]]*)\].*?email: ([^,}]+)\}", text
            )
        }
        roles = re.findall(r"- \{name: ([\w-]+), (.*)\}\n", text)
        self.per_department = {role for role, rest in roles if "per-department: true" in rest}
        self.superior = {role: found[1] for role, rest in roles if (found := re.search(r"superior: ([\w-]+)", rest))}
        if not self.departments or not self.people:
            raise SystemExit("organization.yaml: no departments or people found")
        self.ids = sorted(self.people)
        self.codes = [code for code, _, _ in self.departments]
        self.names = {0: [zh for _, _, zh in self.departments], 1: [en for _, en, _ in self.departments]}

    def head(self, department: str) -> str:
        """Someone of a department, for its everyday work."""
        return next((p for p in self.ids if self.people[p]["department"] == department), self.ids[0])

    def decider(self, roles: tuple[str, ...], department: str, without: set[str], rng: random.Random) -> str:
        """Who takes a step of these roles; where all who might are out of it, one of the roles above."""
        able = [
            person
            for person, about in sorted(self.people.items())
            if person not in without
            and any(
                role in about["roles"] and (role not in self.per_department or about["department"] == department)
                for role in roles
            )
        ]
        above = tuple(self.superior[role] for role in roles if self.superior.get(role, role) not in roles)
        return rng.choice(able) if able or not above else self.decider(above, department, without, rng)


# MARK: YAML text

# Letters and Han first; inside, everything that no reader takes for YAML's own. The last character is none that
# could be trimmed or end a key.
PLAIN = re.compile(
    r"[A-Za-z\u4e00-\u9fff](?:[\w\u4e00-\u9fff ./+()（）、。，；：—·-]*[\w\u4e00-\u9fff/.()（）、。，；—·-])?\Z"
)
PLAIN_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?\Z")
RESERVED = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"}


def scalar(text: str) -> str:
    """A text as YAML: plain where all readers agree on it, else in double quotes, as JSON writes it."""
    if (PLAIN.match(text) and text.lower() not in RESERVED) or PLAIN_DATE.match(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def flow(items) -> str:
    """A list on one line."""
    return "[" + ", ".join(map(scalar, items)) + "]"


def block(text: str) -> str:
    """A literal block scalar, indented by two."""
    return "|\n" + "\n".join("  " + line if line else "" for line in text.rstrip("\n").split("\n"))


# MARK: Records


class Record:
    """One record, as it stands now. `text()` is the file's content, `path()` where it lies."""

    def __init__(
        self, number: str, kind: str, date: datetime.date, rng: random.Random, office: Office, hand: str | None = None
    ):
        """`hand` is who puts the record into the archive, and enters what was decided on it on paper before."""
        self.number, self.kind, self.date, self.rng, self.office = number, kind, date, rng, office
        self.department = number.split("-")[0]
        self.english = rng.random() < (0.6 if self.department == "TEC" else 0.22)
        self.subject = rng.choice(words.SUBJECTS[kind])[self.english]
        self.title = self._title()
        self.summary = summary(self.title)
        self.owner = office.head(self.department) if rng.random() < 0.7 else rng.choice(office.ids)
        # Rules and minutes are kept for 30 years at least.
        retention = rng.choice(["permanent", "30y", "30y", "10y", "10y"])
        self.retention = retention if retention != "10y" or kind in SHORT_LIVED else "30y"
        # Nothing confidential: that is for few (ACC004), not for whoever comes by in a trail.
        self.classification = rng.choice(["public", "internal", "internal", "internal", "internal"])
        self.keywords = self._keywords()
        self.references: list[str] = []
        self.supersedes = self.superseded_by = self.note = self.rare = None
        self.paper = self._paper() if rng.random() < 0.3 else None
        self.body = [self.sentence() for _ in range(rng.randint(3, 9))]
        self.trail: list[dict] = []
        self.own = getattr(self, "_own_" + kind)()
        self.life, self.step = self._life(), 0
        self.status = self.life[0].status
        self._come_to(rng.choice(FIRST_STATUSES[kind]), date, hand or self.owner)

    # The random choices that make a record.

    def _fill(self, template: str) -> str:
        rng, side = self.rng, int(self.english)
        departments = self.office.names[side]
        person = rng.choice(self.office.ids)
        return template.format(
            topic=self.subject,
            subject=self.subject,
            n=rng.randint(2, 28),
            m=rng.randint(1, 9),
            amount=rng.randint(1, 500) * 1000,
            month=rng.randint(1, 12),
            year=self.date.year,
            person=person if self.english else self.office.people[person]["name"],
            dept=rng.choice(departments),
            dept2=rng.choice(departments),
            place=rng.choice(words.PLACES)[side],
        )

    def sentence(self) -> str:
        """A fresh sentence in the record's language, now and then in the other one."""
        pools = [words.SENTENCES_ZH, words.SENTENCES_EN]
        return self._fill(self.rng.choice(pools[self.english ^ (self.rng.random() < 0.06)]))

    def _title(self) -> str:
        return self._fill(self.rng.choice(words.TITLES[self.kind])[self.english])

    def _keywords(self) -> list[str]:
        pool = words.KEYWORDS_EN if self.english else words.KEYWORDS_ZH
        return self.rng.sample(pool, self.rng.randint(1, 4))

    def _paper(self) -> str:
        box = self.rng.choice(
            ['"%04d"' % self.rng.randint(1, 80), str(self.rng.randint(1, 80)), "A%d" % self.rng.randint(1, 9)]
        )
        return "{location: %s, box: %s, copies: %d}" % (self._place(), box, self.rng.randint(1, 3))

    def _place(self) -> str:
        return scalar(self.rng.choice(words.PLACES)[self.english])

    def _later(self, least: int, most: int) -> str:
        return (self.date + datetime.timedelta(days=self.rng.randint(least, most))).isoformat()

    # The fields of each kind, as lines of YAML.

    def _own_policy(self) -> list[str]:
        return [
            "effective: " + self._later(0, 40),
            "applies-to: " + flow(self.rng.sample(self.office.names[self.english], 2)),
            "review-by: " + self._later(700, 1100),
        ]

    def _own_contract(self) -> list[str]:
        company = self.rng.choice(words.COMPANIES)[self.english]
        amount = self.rng.choice(
            [
                "%d" % (self.rng.randint(5, 900) * 1000),
                "%d.%02d" % (self.rng.randint(900, 99999), self.rng.randint(1, 99)),
            ]
        )
        return [
            "counterparty: " + scalar(company),
            "amount: " + amount,
            "currency: " + self.rng.choice(["CNY", "CNY", "CNY", "USD"]),
            "expires: " + self._later(300, 1100),
        ]

    def _own_minutes(self) -> list[str]:
        people = self.rng.sample(self.office.ids, min(len(self.office.ids), self.rng.randint(3, 6)))
        self.chair, self.recorder = people[:2]
        lines = [
            f"held: {self.date - datetime.timedelta(days=9)}T{self.rng.randint(8, 17):02d}:{self.rng.choice(['00', '30'])}:00+08:00",
            "place: " + self._place(),
            "chair: " + people[0],
            "recorder: " + people[1],
            "present: " + flow(people[:-1]),
            "absent: " + flow(people[-1:]),
            "topics:",
            "  - " + scalar(self._fill("{topic}")),
            "resolutions:",
        ]
        for person in people[:2]:
            lines += [
                "  - what: " + scalar(self.sentence()),
                "    owner: " + person,
                "    due: " + self._later(7, 60),
                "    state: " + self.rng.choice(["open", "done", "late"]),
            ]
        return lines

    def _own_asset(self) -> list[str]:
        lines = [
            "model: " + scalar(self.rng.choice(words.MODELS)),
            'serial: "%08d"' % self.rng.randint(0, 99999999),
            "bought: " + self.date.isoformat(),
            "cost: %d.%02d" % (self.rng.randint(200, 90000), self.rng.randint(0, 99)),
            "user: " + self.owner,
            "place: " + self._place(),
        ]
        if self.rng.random() < 0.3:
            lines += [
                "maintenance:",
                "  - {date: %s, what: %s, cost: %d}"
                % (
                    self._later(30, 600),
                    scalar(self.rng.choice(words.REPAIRS)[self.english]),
                    self.rng.randint(20, 2000),
                ),
            ]
        return lines

    # How a record changes.

    @property
    def hand(self) -> str:
        """Who takes the next step; nobody's in particular where it is empty."""
        return self.life[self.step + 1].by if self._may_go_on() else ""

    def _may_go_on(self) -> bool:
        return self.step + 1 < len(self.life) and self.status != "superseded"

    def change(self, person: str, moment: datetime.datetime) -> str:
        """One edit such as an office makes; says what it was, for the commit's message."""
        dice = self.rng.random()
        # Nobody takes a step that is another's.
        if dice < (0.8 if self.hand == person else 0.5) and self._may_go_on() and self.hand in ("", person):
            return self._advance(person, moment)
        if dice < 0.85:
            self.body[self.rng.randrange(len(self.body))] = self.sentence()
            return "text"
        if dice < 0.93:
            return self._rename()
        note = self._fill(self.rng.choice(words.NOTES)[self.english])
        # The same note again would be no change.
        self.note = note if note != self.note else note + " (2)"
        return "note"

    def _life(self) -> list[Move]:
        """The moves before the record, each with who makes it: nobody decides on their own paper, and nobody twice."""
        moves, asking = [], {self.recorder if self.kind == "minutes" else self.owner}
        for move in LIVES[self.kind]:
            if self.rng.random() >= move.share:
                continue
            by = getattr(self, move.person) if move.person else ""
            if move.roles:
                out = asking if move.decision == "approve" else set()
                by = self.office.decider(move.roles, self.department, out, self.rng)
                # Who chaired the meeting approves the minutes, and does not review them before.
                if move.share < 1 and self.kind == "minutes" and by == self.chair:
                    continue
                asking = asking | {by}
            moves.append(dataclasses.replace(move, by=by))
        return moves

    def _advance(self, person: str, moment: datetime.datetime, paper: bool = False) -> str:
        """The next move. Of a decision on `paper` the person is who enters it."""
        self.step += 1
        move = self.life[self.step]
        self.status = move.status
        if move.step:
            by = move.by or person
            entry = {"step": move.step, "by": by, "decision": move.decision, "at": moment.isoformat()}
            if self.rng.random() < 0.4:
                entry["note"] = self.rng.choice(words.NOTES)[self.english]
            if paper and by != person:
                entry |= {"evidence": "scan.pdf", "entered-by": person}
            self.trail.append(entry)
        if self.status == "effective" and self.kind == "contract":
            # It runs from the day on which it was signed.
            expires = moment.date() + datetime.timedelta(days=self.rng.randint(300, 1100))
            self.own[-1:] = [f"signed: {moment.date()}", f"expires: {expires}"]
        if self.status == "closed" and self.kind == "minutes":
            self.own = [re.sub("state: (open|late)", "state: done", line) for line in self.own]
        return self.status

    def settle(self, hand: str, day: datetime.date, age: int) -> None:
        """What is old has come to its end: steps that nobody typed in at the time are entered from paper.

        Of all papers one in a hundred was forgotten, and stays open for ever."""
        if self.kind == "asset" or self.status == "superseded" or age < 120 or self.rng.random() < 0.01:
            return
        end = self.life[-1 if age > 500 else -2].status
        if all(move.status != end for move in self.life[: self.step + 1]):
            self._come_to(end, day, hand)

    def _come_to(self, status: str, day: datetime.date, hand: str) -> None:
        """Goes on to a status by what was decided on paper in the days before."""
        goal = next(place for place, move in enumerate(self.life) if move.status == status)
        for left in range(goal - self.step, 0, -1):
            clock = datetime.time(self.rng.randint(9, 16), self.rng.randint(0, 59), tzinfo=ZONE)
            moment = datetime.datetime.combine(day - datetime.timedelta(days=left), clock)
            if self.trail:
                last = datetime.datetime.fromisoformat(self.trail[-1]["at"])
                moment = max(moment, last + datetime.timedelta(minutes=1))
            self._advance(hand, moment, paper=True)

    def _rename(self) -> str:
        """A new summary in the file name, mostly with a new title: neither forces the other."""
        old = self.summary
        if self.rng.random() < 0.75:
            self.title = self._title()
        self.summary = summary(self.title)
        if self.summary == old:
            self.summary = old[:34] + ("-new" if self.english else "（新）")
        return "rename"

    def supersede(self, older: "Record", hand: str) -> None:
        """Both records say so, as both must; the newer is in force."""
        for record in (self, older):
            if not any(move.status == "effective" for move in record.life[: record.step + 1]):
                record._come_to("effective", self.date, hand)
        self.supersedes, older.superseded_by, older.status = older.number, self.number, "superseded"

    # What it looks like.

    def path(self) -> str:
        department, year, type_code, _ = self.number.split("-")
        return f"Records/{department}/{year}/{type_code}/{self.number}_{self.date}_{self.summary}.yaml"

    def text(self) -> str:
        lines = [f"id: {self.number}", f"kind: {self.kind}", "title: " + scalar(self.title), f"date: {self.date}"]
        lines += [
            f"classification: {self.classification}",
            f"retention: {self.retention}",
            f"status: {self.status}",
            f"owner: {self.owner}",
        ]
        lines += self.own
        lines.append("keywords: " + flow(self.keywords))
        if self.references:
            lines.append("references: " + flow_numbers(self.references))
        for field, value in (("supersedes", self.supersedes), ("superseded-by", self.superseded_by)):
            if value:
                lines.append(f"{field}: {value}")
        if self.paper:
            lines.append("paper: " + self.paper)
        if any("evidence" in entry for entry in self.trail):
            lines.append("attachments: [{name: scan.pdf}]")
        if self.note:
            lines.append("note: " + scalar(self.note))
        lines.append("body: " + block("\n".join(self._articles())))
        if self.trail:
            lines.append("trail:")
            lines += [line for entry in self.trail for line in trail_lines(entry)]
        return "\n".join(lines) + "\n"

    def _articles(self) -> list[str]:
        name = "Article {}. " if self.english else "第{}条 "
        numbered = [name.format(number) + sentence for number, sentence in enumerate(self.body, 1)]
        return numbered + ([self.rare] if self.rare else [])


class VoidCard:
    """What stands where a number is not used."""

    kind = "void"

    def __init__(
        self, number: str, date: datetime.date, owner: str, rng: random.Random, english: bool, trail: tuple = ()
    ):
        self.number, self.date, self.owner = number, date, owner
        # What was decided on the record before stays said.
        self.trail = trail
        self.reason = rng.choice(words.REASONS)[english]
        self.title = "Void number" if english else "作废编号"

    def path(self) -> str:
        department, year, type_code, _ = self.number.split("-")
        return f"Records/{department}/{year}/{type_code}/{self.number}_{self.date}_{self.title}.yaml"

    def text(self) -> str:
        text = (
            f"id: {self.number}\nkind: void\ntitle: {self.title}\ndate: {self.date}\nclassification: internal\n"
            f"retention: 10y\nstatus: closed\nowner: {self.owner}\nreason: {scalar(self.reason)}\n"
        )
        lines = [line for entry in self.trail for line in trail_lines(entry)]
        return text + "".join(line + "\n" for line in (["trail:"] + lines if lines else []))


def flow_numbers(numbers: list[str]) -> str:
    """A list of record numbers, which no reader takes for anything but text."""
    return "[" + ", ".join(numbers) + "]"


def trail_lines(entry: dict) -> list[str]:
    """An entry of the trail, its note always in quotes: notes are what people type."""
    pairs = [
        f"{key}: {json.dumps(value, ensure_ascii=False) if key == 'note' else value}" for key, value in entry.items()
    ]
    return ["  - " + pairs[0]] + ["    " + pair for pair in pairs[1:]]


def summary(title: str) -> str:
    """A title as part of a file name: nothing that another system can't have there."""
    return re.sub(r'[/\\:*?"<>|%]', "-", title)[:40].rstrip(". ")
