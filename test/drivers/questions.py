"""The questions of questions.txt, and rows as every driver's script prints them."""
import os


def questions():
    with open(os.path.join(os.path.dirname(__file__), "questions.txt"), encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            name, statement, *parameters = line.split("|")
            yield name, statement, [int(p[2:]) if p.startswith("N:") else p for p in parameters]


def show(name, rows):
    for row in rows:
        print(name + ": " + " | ".join("NULL" if v is None else str(v).lower() if isinstance(v, bool) else f"{v:g}" if isinstance(v, float) else str(v) for v in row))
