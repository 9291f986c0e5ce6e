import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** What was measured, and the bound that it should keep. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** None where a figure only explains another one. */
  readonly goal: number | null;
  /** Whether the goal is the least that is good enough; else it is the most. */
  readonly least?: true;
}

export function atMost(name: string, value: number, unit: string, goal: number): Figure {
  return { name, value: rounded(value), unit, goal };
}

export function atLeast(name: string, value: number, unit: string, goal: number): Figure {
  return { name, value: rounded(value), unit, goal, least: true };
}

export function told(name: string, value: number, unit: string): Figure {
  return { name, value: rounded(value), unit, goal: null };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** A line of the table; what misses its goal is marked. */
export function line({ name, value, unit, goal, least }: Figure): string {
  const met = goal === null || (least ? value >= goal : value <= goal);
  const bound = goal === null ? "" : `${least ? "≥" : "≤"} ${goal}`;
  const columns = [name.padEnd(62), String(value).padStart(8), unit.padEnd(6), bound.padStart(8)];
  return `${columns.join("  ")}${met ? "" : "  MISSED"}`;
}

/** Writes a list of `{name, value, unit, goal}`. */
export async function write(file: string, figures: readonly Figure[]): Promise<void> {
  const list = figures.map(({ least: _, ...figure }) => figure);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(list, undefined, 2)}\n`);
}

function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}
