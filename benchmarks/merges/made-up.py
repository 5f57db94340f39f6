"""Makes cases for the command beside it: random forks of a list, committed as git merges them where it can.

usage: made-up.py FOLDER KIND [COUNT [SEED]]

  scalars   numbers, few of them different
  repeats   numbers of which there are three
  rows      lists of numbers
  pairs     maps of two members with three values each
  twins     maps much alike, without a unique member
  nested    maps with a list and a map in them
  long      100 to 300 twins, with up to eight edits a side
  records   maps with a title, kept sorted
"""
import json
import pathlib
import random
import subprocess
import sys


KINDS = ("scalars", "repeats", "rows", "pairs", "twins", "nested", "long", "records")


def element(kind):
    if kind in ("scalars", "repeats"):
        return random.randint(0, 12 if kind == "scalars" else 2)
    if kind == "rows":
        return [random.randint(0, 3) for _ in range(random.randint(1, 4))]
    if kind == "pairs":
        return {"x": random.randint(0, 2), "y": random.randint(0, 2)}
    if kind == "nested":
        return {
            "type": random.choice("ab"), "tags": [random.choice("uvwx") for _ in range(random.randint(0, 4))],
            "box": {"w": random.randint(0, 2), "h": random.randint(0, 2)}}
    name = {"title": f"t{random.randrange(10000):04d}"} if kind == "records" else {"type": random.choice("abc")}
    return name | {
        "color": random.choice(["red", "blue"]), "size": random.randint(0, 4), "note": random.choice("xyz")}


def by_title(items):
    return sorted({item["title"]: item for item in items}.values(), key=lambda item: item["title"])


def altered(kind, item, choice):
    if not isinstance(item, dict):
        return element(kind)
    member = random.choice([key for key in item if key not in ("title", "type")])
    item = item | {member: element(kind)[member]}
    return item | {"title": item["title"] + "b"} if kind == "records" and choice > 0.92 else item


def edited(kind, items):
    items = list(items)
    for _ in range(random.randint(1, 8 if kind == "long" else 3)):
        choice, at = random.random(), random.randrange(len(items)) if items else 0
        if not items or choice < 0.4:
            items.insert(random.randint(0, len(items)), element(kind))
        elif choice < 0.55:
            items.pop(at)
        else:
            items[at] = altered(kind, items[at], choice)
    return by_title(items) if kind == "records" else items


def base_of(kind):
    count = random.randint(100, 300) if kind == "long" else random.randint(6, 25)
    items = [element(kind) for _ in range(count)]
    return by_title(items) if kind == "records" else items


def main(folder, kind, count="150", seed="5"):
    random.seed(int(seed))
    for number in range(int(count)):
        base = base_of(kind)
        case = pathlib.Path(folder, f"{number:04d}")
        case.mkdir(parents=True, exist_ok=True)
        for name, items in (("base", base), ("ours", edited(kind, base)), ("theirs", edited(kind, base))):
            (case / f"{name}.json").write_text(json.dumps(items, indent=2))
        merged = subprocess.run(
            ["git", "merge-file", "-p", "-q", "ours.json", "base.json", "theirs.json"], cwd=case, capture_output=True)
        text = merged.stdout if merged.returncode == 0 else (case / "base.json").read_bytes()
        (case / "committed.json").write_bytes(text)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4, 5) or sys.argv[2] not in KINDS:
        sys.exit(__doc__)
    main(*sys.argv[1:])
