"""``python -m training``: from the annotated news beside the project to the weights that ship."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from bot.extraction.tagging.reading import MODEL
from training.plan import Plan
from training.pupils import train_pupils
from training.teachers import give_lessons, train_teachers


def main() -> None:
    """Train large encoders, let them read more news, and teach both networks that ship."""
    given = _read_arguments()
    for folder in (given.work, given.out):
        folder.mkdir(parents=True, exist_ok=True)
    plan = Plan(given.seed, given.work, given.out, given.texts, time.monotonic())
    teachers = given.large or train_teachers(plan)
    train_pupils(plan, teachers[0], give_lessons(plan, teachers))
    plan.say(f"the weights are in {plan.out}; `make quality` measures them")


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=MODEL, help="where the weights go")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="scratch folder")
    parser.add_argument("--texts", type=int, help="so many texts of each kind only, to try it out")
    parser.add_argument(
        "--large", type=Path, nargs="+", default=[], help="large encoders trained before"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
