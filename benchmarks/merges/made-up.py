"""Makes cases for the command beside it: random forks of a list, committed as git merges them where it can.

usage: made-up.py FOLDER scalars|twins|records [COUNT]
"""
import json
import pathlib
import random
import subprocess
import sys


def element(kind):
    if kind == "scalars":
        return random.randint(0, 12)
    name = {"title": f"t{random.randrange(10000):04d}"} if kind == "records" else {"type": random.choice("abc")}
    return name | {
        "color": random.choice(["red", "blue"]), "size": random.randint(0, 4), "note": random.choice("xyz")}


def by_title(items):
    return sorted({item["title"]: item for item in items}.values(), key=lambda item: item["title"])


def edited(kind, items):
    items = [dict(item) if isinstance(item, dict) else item for item in items]
    for _ in range(random.randint(1, 3)):
        choice, at = random.random(), random.randrange(len(items)) if items else 0
        if not items or choice < 0.4:
            items.insert(random.randint(0, len(items)), element(kind))
        elif choice < 0.55:
            items.pop(at)
        elif kind == "scalars":
            items[at] = element(kind)
        else:
            member = random.choice(["color", "size", "note"])
            items[at][member] = element(kind)[member]
            if kind == "records" and choice > 0.92:
                items[at]["title"] += "b"
    return by_title(items) if kind == "records" else items


def main(folder, kind, count="150"):
    random.seed(5)
    for number in range(int(count)):
        base = [element(kind) for _ in range(random.randint(6, 25))]
        if kind == "records":
            base = by_title(base)
        case = pathlib.Path(folder, f"{number:03d}")
        case.mkdir(parents=True, exist_ok=True)
        for name, items in (("base", base), ("ours", edited(kind, base)), ("theirs", edited(kind, base))):
            (case / f"{name}.json").write_text(json.dumps(items, indent=2))
        merged = subprocess.run(
            ["git", "merge-file", "-p", "-q", "ours.json", "base.json", "theirs.json"], cwd=case, capture_output=True)
        text = merged.stdout if merged.returncode == 0 else (case / "base.json").read_bytes()
        (case / "committed.json").write_bytes(text)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4) or sys.argv[2] not in ("scalars", "twins", "records"):
        sys.exit(__doc__)
    main(*sys.argv[1:])
