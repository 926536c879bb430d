"""What measuring takes: the binary, the repository, the states that it is brought into, the outputs."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import measure
from measure import Cost

HERE = Path(__file__).resolve().parent


class Workshop:
    """The binary, the repository, the helpers and their outputs."""

    INSTALLS = {
        "rg": "apt-get install ripgrep",
        "gcc": "apt-get install gcc libyaml-dev",
        "check-jsonschema": "pip install check-jsonschema",
        "jsonschema-rs": "pip install jsonschema-rs PyYAML",
        "recfix": "apt-get install recutils",
    }
    COMMITTED_WORD = "刚刚提交"

    def __init__(self, options: argparse.Namespace):
        self.options = options
        self.remarks: list[str] = []
        # What a run makes once, whoever asks for it first.
        self.made: set = set()
        self.has_servers = False
        self.folder = options.work.resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.output = self.folder / "output"
        self.binary = (options.fonds or self._build()).resolve()
        self.name = f"office-{options.records}-{options.versions}"
        self.repository = self.folder / self.name
        self._make_repository()
        self.facts = json.loads((self.repository / ".git" / "benchmark.json").read_text(encoding="utf-8"))
        # Fonds and git must not depend on who measures.
        self.environment = {**os.environ, "GIT_PAGER": "cat", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
        # The office's day is that of its last records, whenever it is measured.
        self.environment["FONDS_NOW"] = "2025-07-01T09:00:00+08:00"
        # No background work of git in the middle of a measurement.
        self.git("config", "gc.auto", "0")

    def _build(self) -> Path:
        scratch = HERE.parent / ".build-static"
        command = ["swift", "build", "-c", "release", "--static-swift-stdlib", "--product", "fonds"]
        subprocess.run([*command, "--scratch-path", str(scratch)], cwd=HERE.parent, check=True, stdout=sys.stderr)
        return scratch / "release" / "fonds"

    def _make_repository(self) -> None:
        """Made anew when the maker or the schemas are younger than what it made: the figures would differ."""
        made = self.repository / ".git" / "benchmark.json"
        makers = [HERE / name for name in ("make-repository", "records.py", "vocabulary.py")]
        sources = [*makers, *(HERE.parent / "Schemas").rglob("*.yaml")]
        if made.exists() and all(source.stat().st_mtime < made.stat().st_mtime for source in sources):
            return
        shutil.rmtree(self.repository, ignore_errors=True)
        print(f"… making {self.name}", file=sys.stderr)
        words = ["--records", str(self.options.records), "--versions", str(self.options.versions)]
        subprocess.run([str(HERE / "make-repository"), str(self.repository), *words], check=True)

    # Commands.

    def fonds(self, *words: str) -> list[str]:
        return [str(self.binary), *words]

    def git(self, *words: str, data: bytes | None = None, **environment: str) -> str:
        done = subprocess.run(
            ["git", *words],
            cwd=self.repository,
            input=data,
            stdout=subprocess.PIPE,
            check=True,
            env={**os.environ, **environment},
        )
        return done.stdout.decode("utf-8").strip()

    def run(self, name: str, command: list[str]) -> Cost:
        cost = measure.run(command, self.output, environment=self.environment)
        if cost.status != 0 and command[0] != str(self.binary) and cost.status != 1:
            raise SystemExit(f"{name} ended with {cost.status}:\n{measure.messages(self.output).read_text()}")
        return cost

    def quietly(self, *words: str) -> None:
        """Runs Fonds for what it leaves, not for what it says."""
        nowhere = subprocess.DEVNULL
        subprocess.run(self.fonds(*words), cwd=self.repository, env=self.environment, stdout=nowhere, stderr=nowhere)

    def remark(self, text: str) -> None:
        if text not in self.remarks:
            self.remarks.append(text)

    def installed(self, tool: str, *command: str) -> list[str] | None:
        """The command, or nothing and a remark how to install what is missing."""
        if shutil.which(tool):
            return list(command)
        self.remark(f"{tool} is not installed: {self.INSTALLS[tool]}")
        return None

    # Answers.

    def wrong_count(self, words: list[str], expected: int) -> str | None:
        """Whether `--json` answers with another number of versions or records than there are."""
        answer = subprocess.run(self.fonds(*words, "--json"), capture_output=True, text=True, env=self.environment)
        try:
            data = json.loads(answer.stdout)
        except json.JSONDecodeError:
            return f"no JSON with --json (status {answer.returncode})"
        found = data["total"] if "total" in data else len(data["versions"])
        return None if found == expected else f"{found} found where there are {expected}"

    def grep_at(self, day: str, word: str) -> list[str]:
        """The same question to Git: the files with the word in the tree of that day."""
        commit = self.git("rev-list", "-1", "--first-parent", f"--until={day} 23:59:59 +0800", "HEAD")
        return ["git", "grep", "--files-with-matches", word, commit, "--", "Records"]

    def count_at(self, day: str, word: str) -> int:
        answer = subprocess.run(self.grep_at(day, word), cwd=self.repository, stdout=subprocess.PIPE)
        return answer.stdout.count(b"\n")

    # States of the repository.

    def forget(self) -> None:
        """Takes from Fonds all that it has kept for later."""
        shutil.rmtree(self.repository / ".git" / "fonds", ignore_errors=True)

    def check_once(self) -> None:
        """Lets Fonds keep what a clean check leaves."""
        self.quietly("check")

    def remember(self) -> None:
        """Lets Fonds keep what it keeps when it has run once."""
        for words in (["index"], ["due"], ["retention"]):
            self.quietly(*words)

    def lengthen_periods(self) -> None:
        """Eleven years for ten, in every class that has ten: most records move."""
        self.remember()
        path = self.repository / "Schemas" / "retention.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("period: 10y", "period: 11y"), encoding="utf-8")

    def restore_schedule(self) -> None:
        self.git("restore", "--", "Schemas/retention.yaml")

    def stage_one_edit(self) -> None:
        """A comment behind one record: the smallest change that every rule has to look at."""
        self.staged = self.facts["busiest"]["path"]
        with open(self.repository / self.staged, "a", encoding="utf-8") as file:
            file.write("# 核对\n")
        self.git("add", "--", self.staged)
        # Git rereads files that are as young as the index, which would be charged to Fonds and the peer alike.
        time.sleep(1.1)
        self.git("status")
        # As Git tells its hooks.
        self.environment["GIT_INDEX_FILE"] = ".git/index"

    def unstage(self) -> None:
        del self.environment["GIT_INDEX_FILE"]
        self.git("restore", "--staged", "--worktree", "--", self.staged)

    def commit_one_edit(self) -> None:
        """One more commit, with a word that was never there, to an index that is up to date. The files stay as they are."""
        if not hasattr(self, "head"):
            self.head = self.git("rev-parse", "HEAD")
        self.quietly("index")
        path = self.facts["busiest"]["path"]
        text = (self.repository / path).read_text(encoding="utf-8") + f"remark: {self.COMMITTED_WORD} {time.time()}\n"
        blob = self.git("hash-object", "-w", "--stdin", data=text.encode("utf-8"))
        index = {"GIT_INDEX_FILE": str(self.folder / "scratch-index")}
        self.git("read-tree", "HEAD", **index)
        self.git("update-index", "--cacheinfo", f"100644,{blob},{path}", **index)
        commit = self.git("commit-tree", self.git("write-tree", **index), "-p", "HEAD", "-m", "edit")
        self.git("update-ref", "HEAD", commit)

    def uncommit(self) -> None:
        self.git("update-ref", "HEAD", self.head)
        self.quietly("index")

    def push(self, server: str) -> list[str]:
        folder = self.folder / "push"
        return ["git", "-C", str(folder / "clone.git"), "push", "-q", str(folder / f"{server}.git"), "HEAD"]

    def before_push(self) -> None:
        """Two servers that have not seen the commits yet."""
        folder = str(self.folder / "push")
        if not self.has_servers:
            self.has_servers = True
            words = ["make", str(self.repository), folder, str(self.binary), "1000"]
            subprocess.run([sys.executable, str(HERE / "push.py"), *words], check=True, env=self.environment)
        subprocess.run([sys.executable, str(HERE / "push.py"), "reset", folder], check=True)
