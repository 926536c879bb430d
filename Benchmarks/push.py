"""What a push of many honest commits costs, with Fonds' hook on the server and without.

push.py make REPOSITORY FOLDER FONDS COUNT   two bare servers, of which one has the hook, and a clone with new commits
push.py reset FOLDER                         the servers as they were before the push
"""

import shutil
import subprocess
import sys
from pathlib import Path

AUTHOR = "李娜 <li.na@office.example>"
RECORD = """id: {id}
kind: policy
title: 规定{n}
date: {year}-06-03
classification: internal
retention: 30y
status: draft
owner: li.na
"""


def git(*words: str, data: bytes = b"") -> str:
    answer = subprocess.run(["git", *words], input=data, stdout=subprocess.PIPE, check=True)
    return answer.stdout.decode("utf-8")


def make(repository: str, folder: Path, fonds: str, count: int) -> None:
    """The servers borrow the objects of the repository; what is pushed is new to both."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("plain.git", "judged.git", "clone.git"):
        git("clone", "-q", "--bare", "--shared", repository, str(folder / name))
        git("-C", str(folder / name), "config", "gc.auto", "0")
    branch = git("-C", repository, "symbolic-ref", "HEAD").strip()
    subprocess.run([fonds, "hook", "install", "-C", str(folder / "judged.git")], check=True, stdout=subprocess.DEVNULL)
    git("-C", str(folder / "clone.git"), "fast-import", "--quiet", data=commits(repository, branch, count).encode("utf-8"))
    for name in ("plain", "judged"):
        shutil.copytree(folder / f"{name}.git", folder / f"{name}.before", symlinks=True)


def commits(repository: str, branch: str, count: int) -> str:
    """A new draft in every other commit, a new title for it in the next."""
    time = int(git("-C", repository, "log", "-1", "--format=%ct", branch))
    names = git("-C", repository, "ls-tree", "-r", "-z", "--name-only", "HEAD", "Records/HR").split("\0")
    year = max(name.split("/")[2] for name in names if name)
    taken = [int(name.split("/")[4].split("_")[0].split("-")[3]) for name in names if f"/{year}/01/" in name]
    stream = []
    for index in range(count):
        time += 60
        number = max(taken, default=0) + 1 + index // 2
        id = f"HR-{year}-01-{number:03}"
        text = RECORD.format(id=id, year=year, n=f"{number}，修订" if index % 2 else number)
        path = f"Records/HR/{year}/01/{id}_{year}-06-03_规定{number}.yaml"
        start = f"from {branch}^0\n" if index == 0 else ""
        stream.append(
            f"commit {branch}\nauthor {AUTHOR} {time} +0800\ncommitter {AUTHOR} {time} +0800\ndata 2\nx\n{start}"
            f'M 100644 inline "{path}"\ndata {len(text.encode("utf-8"))}\n{text}\n'
        )
    return "".join(stream)


def reset(folder: Path) -> None:
    for name in ("plain", "judged"):
        shutil.rmtree(folder / f"{name}.git")
        shutil.copytree(folder / f"{name}.before", folder / f"{name}.git", symlinks=True)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], Path(sys.argv[3]), sys.argv[4], int(sys.argv[5]))
    else:
        reset(Path(sys.argv[2]))
