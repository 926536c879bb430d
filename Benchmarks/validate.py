"""The peer of `fonds check` that a programmer would write: libyaml's reader and a validator in Rust, in one process.

validate.py SCHEMAS RECORDS   a folder of standalone schemas, <kind>….json, and one of records
"""

import json
import sys
from pathlib import Path

import jsonschema_rs
import yaml


class Loader(yaml.CSafeLoader):
    """Dates stay texts, as the schemas want them."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def main() -> None:
    validators = {
        path.name.split(".")[0]: jsonschema_rs.validator_for(json.loads(path.read_text(encoding="utf-8")))
        for path in Path(sys.argv[1]).rglob("*.json")
    }
    checked = faults = 0
    for path in sorted(Path(sys.argv[2]).rglob("*.yaml")):
        record = yaml.load(path.read_bytes(), Loader)
        checked += 1
        for error in validators[record["kind"]].iter_errors(record):
            faults += 1
            print(f"{path}: {error.message}")
    print(f"{checked} checked, {faults} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
