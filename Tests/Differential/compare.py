#!/usr/bin/env python3
"""Does Fonds say the same as others? Some hundred spoilt and sound records, judged by all.

    Tests/Differential/compare.py --fonds BINARY [--seed 1] [--keep DIR]

1. `fonds check` against jsonschema and the check-jsonschema command: valid or not, as far as schemas go (SCH codes).
   Files that Fonds refuses as text have to be those that were spoilt as text, and no others.
2. `fonds show --json` against ruamel.yaml: the same values, numbers compared by their digits.
3. `fonds fmt`: ruamel.yaml reads the same types and values before and after, as YAML 1.2 and as YAML 1.1, where dates
   are no text; and a second run changes nothing.

Needs `pip install check-jsonschema ruamel.yaml`. Left out, since they differ by design or by faults of the others:
fractional `multipleOf`, which others compute in binary (no shipped kind has one); leap seconds and the year 0, which
RFC 3339 has and the others refuse; for the command, line ends behind a pattern's `$`.
"""

import argparse
import dataclasses
import decimal
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from datetime import date
from pathlib import Path

sys.dont_write_bytecode = True
PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(PROJECT / "Benchmarks")]

import ruamel.yaml

import peers
from emitter import Raw, Style, document
from mutations import ENTRY, MUTATIONS, SIGNATURE, TEXT_MUTATIONS
from records import KIND_TYPES, Office, Record, VoidCard

TIMES_EACH = 12
SHOWN_AT_LEAST = 150
# What a JSON Schema says. Further codes are a kind's own checks (`x-fonds.checks`), which others do not know.
SCHEMA = tuple(f"SCH{number:03d}" for number in range(1, 12))


@dataclasses.dataclass
class Case:
    """A file of the temporary repository, and what was done to it."""

    number: str
    path: str
    mutation: str
    text: str
    is_refused: bool = False


# MARK: Records


def hand_written(kind: str) -> dict:
    """What the generator does not make: little drafts, and records with every field."""
    least = {"kind": kind, "title": "值班记录", "date": "2023-03-04", "status": "draft"}
    common = {
        "classification": "internal",
        "retention": "30y",
        "importance": "important",
        "urgency": "urgent",
        "owner": "li.na",
        "archive-number": "WS·2023-D10-BGS-0003",
        "paper": {"location": "档案室", "box": "0012", "copies": Raw("2")},
        "note": "x: y # z",
        "trail": [
            {**ENTRY, "covers": "sha256:" + "0a" * 32, "note": "looks right, but see article 4", "signature": SIGNATURE}
        ],
    }
    own = {
        "policy": {
            "effective": "2023-04-01",
            "applies-to": ["全体员工"],
            "review-by": "2026-04-01",
            "body": "第一条 会议\n",
        },
        "contract": {
            "counterparty": "华东公司",
            "amount": Raw("50000.00"),
            "currency": "CNY",
            "signed": "2023-03-04",
            "expires": "2024-03-03",
        },
        "minutes": {
            "held": "2023-03-04T09:00:00+08:00",
            "place": "301",
            "chair": "li.na",
            "recorder": "wang.fang",
            "present": ["li.na"],
            "absent": [],
            "topics": ["采购"],
            "key-points": ["要点"],
            "resolutions": [{"what": "整改", "owner": "li.na", "due": "2023-04-01"}],
        },
        "asset": {
            "model": "M720",
            "serial": "0012",
            "bought": "2023-03-01",
            "cost": Raw("4999.90"),
            "user": "li.na",
            "place": "301",
            "maintenance": [{"date": "2023-03-02", "what": "保养", "cost": Raw("10")}],
        },
        "void": {"reason": "登记错误"},
    }[kind]
    status = {"asset": "in-use", "void": "closed"}.get(kind, "archived")
    return {"least": least, "full": {**least, "status": status, **common, **own}}


def bases(rng: random.Random) -> list[dict]:
    """Sound records of every kind as trees."""
    office = Office(PROJECT / "Schemas")
    day = date(2023, 5, 8)
    found = [form for kind in [*KIND_TYPES, "void"] for form in hand_written(kind).values()]
    for kind, type_code in KIND_TYPES.items():
        made = [Record(f"HR-2023-{type_code}-001", kind, day, rng, office) for _ in range(3)]
        found += [tree(record.text()) for record in made]
    found.append(tree(VoidCard("HR-2023-05-001", day, "li.na", rng, False).text()))
    return found


def tree(text: str) -> dict:
    """A record's values, numbers as they are written."""

    def raw(value):
        if isinstance(value, decimal.Decimal):
            return Raw(value)
        if isinstance(value, list):
            return [raw(item) for item in value]
        return {key: raw(item) for key, item in value.items()} if isinstance(value, dict) else value

    return raw(peers.yaml_reader(exact_numbers=True).load(text))


class Cases:
    """Numbers the spoilt records and says where they lie."""

    def __init__(self, seed: int):
        self.rng = random.Random(seed)
        self.bases = bases(self.rng)
        self.next_number: dict[str, int] = {}
        self.all: list[Case] = []
        for name, change in MUTATIONS.items():
            for turn in range(TIMES_EACH):
                self._add(name, change, turn)
        for name, spoil in TEXT_MUTATIONS.items():
            self._add(name, lambda record, _: record, 0, spoil)

    def _add(self, name: str, change, turn: int, spoil=None) -> None:
        # What is spoilt as text is a short draft, in which nothing else can be at fault.
        base = self.bases[0] if spoil else self._fitting(name)
        kind, day = base["kind"], base["date"]
        number = self._number(KIND_TYPES.get(kind, "05"))
        record = change({"id": number, **{field: value for field, value in base.items() if field != "id"}}, self.rng)
        # Every third as Fonds itself would write it, the others in all styles.
        text = document(record, Style(self.rng if turn % 3 and not spoil else None))
        if spoil:
            text = spoil(text)
        elif unicodedata.normalize("NFC", text) != text:
            raise SystemExit(f"{name}: this is no composed text")
        path = f"Records/HR/2023/{number.split('-')[2]}/{number}_{day}_{name}.yaml"
        self.all.append(Case(number, path, name, text, spoil is not None))

    def _fitting(self, name: str) -> dict:
        """A record that has the field which the mutation is named for, if there is one: more is then at stake."""
        field = name.removesuffix("_again").removesuffix("_third").replace("_", "-")
        return self.rng.choice([base for base in self.bases if field in base] or self.bases)

    def _number(self, type_code: str) -> str:
        self.next_number[type_code] = self.next_number.get(type_code, 0) + 1
        return f"HR-2023-{type_code}-{self.next_number[type_code]:03d}"


# MARK: Verdicts


class Fonds:
    """The binary in the temporary repository, with an environment of its own."""

    def __init__(self, binary: Path, root: Path):
        self.binary, self.root = binary.resolve(), root
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(root),
            "LC_ALL": "C.UTF-8",
            "FONDS_NOW": "2025-01-01T00:00:00Z",
        }
        for role in ("AUTHOR", "COMMITTER"):
            self.environment |= {
                f"GIT_{role}_NAME": "Differential",
                f"GIT_{role}_EMAIL": "differential@office.example",
                f"GIT_{role}_DATE": "2025-01-01T00:00:00Z",
            }

    def git(self, *words: str) -> None:
        subprocess.run(["git", *words], cwd=self.root, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def __call__(self, *words: str, statuses: tuple = (0,)) -> str:
        done = subprocess.run(
            [self.binary, *words], cwd=self.root, env=self.environment, capture_output=True, text=True
        )
        if done.returncode not in statuses:
            raise SystemExit(f"fonds {' '.join(words)} ended with {done.returncode}:\n{done.stderr}")
        if not done.stdout.strip() and "--format" in words:
            raise SystemExit(f"fonds {' '.join(words)} printed nothing (status {done.returncode}):\n{done.stderr}")
        return done.stdout

    def diagnostics(self) -> dict[str, list[dict]]:
        """What a whole check finds, by file."""
        found: dict[str, list[dict]] = {}
        for diagnostic in json.loads(self("check", "--format", "json", statuses=(0, 1)))["diagnostics"]:
            found.setdefault(diagnostic["path"], []).append(diagnostic)
        return found

    def record(self, number: str) -> dict:
        """A record as `show --json` gives it, numbers exact. Raises `ValueError` where it gives none."""
        done = subprocess.run(
            [self.binary, "show", number, "--json"], cwd=self.root, env=self.environment, capture_output=True, text=True
        )
        if done.returncode != 0:
            raise ValueError(f"fonds show ended with {done.returncode}: {done.stderr.strip()}")
        return json.loads(done.stdout, parse_int=decimal.Decimal, parse_float=decimal.Decimal)["record"]


class Tally:
    """Counts agreements and tells about each disagreement."""

    def __init__(self):
        self.passed = self.failed = 0

    def note(self, agrees: bool, case: Case, what: str, *details: str) -> None:
        if agrees:
            self.passed += 1
            return
        self.failed += 1
        print(f"{case.path} ({case.mutation}): {what}")
        for detail in details:
            print("    " + detail)


def words(diagnostics: list[dict], families: str | tuple) -> list[str]:
    return [f"{d['code']} {d['message']}" for d in diagnostics if d["code"].startswith(families)]


def verdict(faults: list[str]) -> str:
    return "invalid: " + "; ".join(faults[:3]) if faults else "valid"


def compare_texts(cases: list[Case], found: dict, tally: Tally) -> list[Case]:
    """Refused as text are just the cases made for it. Returns the others."""
    sound = []
    for case in cases:
        faults = words(found.get(case.path, []), "TXT")
        tally.note(
            bool(faults) == case.is_refused,
            case,
            "should be refused as text" if case.is_refused else "should be sound as text",
            verdict(faults),
        )
        if not faults and not case.is_refused:
            sound.append(case)
    return sound


def compare_with_jsonschema(
    cases: list[Case], found: dict, validators: peers.Validators, tally: Tally
) -> dict[str, list[Case]]:
    """Valid or invalid, by jsonschema in this process. Returns the cases of each known kind."""
    reader = peers.yaml_reader()
    by_kind: dict[str, list[Case]] = {}
    for case in cases:
        record = with_text_keys(reader.load(case.text))
        kind = record.get("kind")
        known = isinstance(kind, str) and kind in validators.by_kind and kind != "record"
        # What no kind judges, the base judges; and a kind that does not exist is a fault of its own.
        others = validators.faults(record, kind if known else "record") + ([] if known else ["$.kind: no such kind"])
        own = words(found.get(case.path, []), SCHEMA)
        tally.note(
            bool(own) == bool(others),
            case,
            "jsonschema differs",
            "Fonds: " + verdict(own),
            "jsonschema: " + verdict(others),
        )
        if known:
            by_kind.setdefault(kind, []).append(case)
    return by_kind


def with_text_keys(value):
    """Keys are texts in JSON; check-jsonschema makes them so too."""
    if isinstance(value, dict):
        return {str(key): with_text_keys(item) for key, item in value.items()}
    return [with_text_keys(item) for item in value] if isinstance(value, list) else value


def compare_with_command(by_kind: dict[str, list[Case]], found: dict, fonds: Fonds, tally: Tally) -> None:
    """Valid or invalid, by the check-jsonschema command and the schemas that Fonds exports.

    The command lets a line end pass behind what a pattern or format describes, as Python's `$` does; those records
    are left to `compare_with_jsonschema`, which is set up without that fault.
    """
    folder = fonds.root / ".git" / "exported"
    fonds("kinds", "--json-schema", str(folder))
    schemas = {path.name.split(".")[0]: path for path in folder.rglob("*.json")}
    for kind, cases in sorted(by_kind.items()):
        if kind not in schemas:
            raise SystemExit(f"fonds kinds --json-schema wrote no schema of the kind '{kind}', only {sorted(schemas)}")
        compare_by_schema(schemas[kind], cases, found, SCHEMA, fonds, tally)


def compare_with_editors(by_kind: dict[str, list[Case]], found: dict, fonds: Fonds, tally: Tally) -> None:
    """Valid or invalid, by the check-jsonschema command and the schemas that editors use, one a type of numbers.

    They know the type from the folder, so a kind that has no business there is invalid too.
    """
    fonds("kinds", "--editor")
    by_type: dict[str, list[Case]] = {}
    for case in sum(by_kind.values(), []):
        by_type.setdefault(case.path.split("/")[3], []).append(case)
    for type_code, cases in sorted(by_type.items()):
        schema = fonds.root / ".vscode" / "fonds" / f"type-{type_code}.json"
        compare_by_schema(schema, cases, found, (*SCHEMA, "COD004"), fonds, tally)


def compare_by_schema(
    schema: Path, cases: list[Case], found: dict, families: tuple, fonds: Fonds, tally: Tally
) -> None:
    cases = [case for case in cases if not has_line_end(tree(case.text))]
    faults = peers.check_jsonschema(schema, [fonds.root / case.path for case in cases])
    for case in cases:
        own, others = words(found.get(case.path, []), families), faults[str(fonds.root / case.path)]
        tally.note(
            bool(own) == bool(others),
            case,
            f"check-jsonschema differs ({schema.name})",
            "Fonds: " + verdict(own),
            "check-jsonschema: " + verdict(others),
        )


def has_line_end(value) -> bool:
    """Whether a text of one line ends with a line end; long texts have no patterns or formats."""
    if isinstance(value, dict):
        return any(has_line_end(item) for key, item in value.items() if key not in ("body", "note"))
    if isinstance(value, list):
        return any(map(has_line_end, value))
    return isinstance(value, str) and value.find("\n") == len(value) - 1 and value != ""


# MARK: Values


def compare_values(cases: list[Case], fonds: Fonds, tally: Tally) -> int:
    """What Fonds reads is what ruamel.yaml reads. Returns how many were compared."""
    reader = peers.yaml_reader(exact_numbers=True)
    compared = 0
    for case in cases:
        others = reader.load(case.text)
        if others.get("id") != case.number or any(not isinstance(key, str) for key in others):
            continue
        compared += 1
        try:
            difference = first_difference(fonds.record(case.number), others, "")
        except ValueError as error:
            difference = str(error)
        tally.note(difference is None, case, "ruamel.yaml reads other values", difference or "")
    return compared


def first_difference(own, others, place: str) -> str | None:
    """Where two trees part; types count (true is not 1), the digits of a number do not (1.50 is 1.5)."""
    if type(own) is not type(others):
        return f"{place or '/'}: Fonds {own!r}, ruamel.yaml {others!r}"
    if isinstance(own, dict):
        if own.keys() != others.keys():
            return f"{place or '/'}: fields {sorted(own)} and {sorted(others)}"
        return next(filter(None, (first_difference(own[key], others[key], f"{place}/{key}") for key in own)), None)
    if isinstance(own, list) and len(own) == len(others):
        return next(
            filter(None, (first_difference(a, b, f"{place}/{i}") for i, (a, b) in enumerate(zip(own, others)))), None
        )
    return None if own == others else f"{place or '/'}: Fonds {own!r}, ruamel.yaml {others!r}"


def compare_forms(cases: list[Case], fonds: Fonds, tally: Tally) -> int:
    """Canonical form means the same to ruamel.yaml, and is its own canonical form. Returns how many files changed."""
    # 2: what is refused as text is left.
    changed = json.loads(fonds("fmt", "--json", statuses=(0, 2)))["changed"]
    again = set(json.loads(fonds("fmt", "--check", "--json", statuses=(0, 1, 2)))["changed"])
    for case in cases:
        formed = (fonds.root / case.path).read_text()
        for version in ("1.2", "1.1"):
            difference = first_difference(meaning(formed, version), meaning(case.text, version), "")
            tally.note(difference is None, case, f"fonds fmt changed a value of YAML {version}", difference or "")
        tally.note(case.path not in again, case, "fonds fmt changes its own work")
    return len(changed)


def meaning(text: str, version: str):
    """A text's values as a version of YAML has them: each scalar's type and text, numbers to the digit."""

    def values(node):
        if isinstance(node, ruamel.yaml.MappingNode):
            return {key.value: values(value) for key, value in node.value}
        if isinstance(node, ruamel.yaml.SequenceNode):
            return [values(item) for item in node.value]
        kind = str(node.tag).rpartition(":")[2]
        return (kind, {"null": None, "bool": node.value.lower()}.get(kind, node.value))

    reader = ruamel.yaml.YAML(typ="safe", pure=True)
    reader.version = version
    return values(reader.compose(text))


# MARK: All together


def main() -> None:
    options = arguments()
    cases = Cases(options.seed).all
    root = Path(options.keep or tempfile.mkdtemp(prefix="fonds-differential-"))
    try:
        tally = compare(cases, Fonds(options.fonds, lay_out(cases, root)))
    finally:
        if not options.keep:
            shutil.rmtree(root)
    print(f"{tally.passed} passed, {tally.failed} failed")
    sys.exit(1 if tally.failed else 0)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fonds", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", metavar="DIR", help="lay the records out here, and leave them")
    return parser.parse_args()


def lay_out(cases: list[Case], root: Path) -> Path:
    """A records repository with a file for every case."""
    shutil.copytree(PROJECT / "Schemas", root / "Schemas", dirs_exist_ok=True)
    for case in cases:
        path = root / case.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(case.text.encode())
    return root


def compare(cases: list[Case], fonds: Fonds) -> Tally:
    tally = Tally()
    fonds.git("init", "-q", "-b", "main")
    fonds.git("add", "-A")
    # Plain git, without hooks: most of these no office would ever commit.
    fonds.git("commit", "-q", "--no-verify", "-m", "cases")
    found = fonds.diagnostics()
    sound = compare_texts(cases, found, tally)
    by_kind = compare_with_jsonschema(sound, found, peers.Validators(fonds.root / "Schemas"), tally)
    compare_with_command(by_kind, found, fonds, tally)
    compare_with_editors(by_kind, found, fonds, tally)
    compared = compare_values(sound, fonds, tally)
    formed = compare_forms(sound, fonds, tally)
    invalid = sum(bool(words(found.get(case.path, []), SCHEMA)) for case in sound)
    print(
        f"{len(cases)} records: {len(sound)} sound as text, {invalid} of them invalid; "
        f"the values of {compared} compared, {formed} brought into canonical form"
    )
    if compared < SHOWN_AT_LEAST:
        raise SystemExit(f"only {compared} records were compared by value, {SHOWN_AT_LEAST} are due")
    return tally


if __name__ == "__main__":
    main()
