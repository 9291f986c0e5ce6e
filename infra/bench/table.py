"""Prints a bench's figures, a list of {name, value, unit, goal}, and marks what misses its goal."""

import json
import sys


def number(value: float) -> str:
    """At most three decimals; more where nothing else would be left."""
    text = f"{value:,.3f}" if abs(value) >= 0.01 or value == 0 else f"{value:.6f}"
    return text.rstrip("0").rstrip(".")


def main(path: str) -> None:
    with open(path, encoding="utf-8") as file:
        figures = json.load(file)
    width = max(len(figure["name"]) for figure in figures)
    for figure in figures:
        line = f"{figure['name']:<{width}}  {number(figure['value']):>12}  {figure['unit']}"
        if "goal" in figure:
            missed = figure["value"] > figure["goal"]
            line += f"  (goal {number(figure['goal'])}{': MISSED' if missed else ''})"
        print(line)


main(sys.argv[1])
