import type { Measurement } from "./contenders/contender";

/** A contender's result with its name. */
export interface Result extends Measurement {
  readonly name: string;
}

/** The results as a table, each beside the reference it is measured by. A contact is two rows: itself and its link. */
export function describeResults(results: readonly Result[], reference: Result): string {
  const rows = results.map((result) => [
    result.stopped ? `${result.name}, stopped by ${result.stopped}` : result.name,
    result.seconds.toFixed(2),
    speedOf(result).toFixed(0),
    (speedOf(reference) / speedOf(result)).toFixed(2),
    String(result.requests),
    requestsPerThousand(result).toFixed(1),
  ]);
  return table([
    ["", "seconds", "rows/s", `times ${reference.name}`, "requests", "per 1,000 contacts"],
    ...rows,
  ]);
}

/** Rows a second. */
export function speedOf({ rows, seconds }: Measurement): number {
  return rows / seconds;
}

/** Requests for a thousand contacts, their links included. */
export function requestsPerThousand({ requests, rows }: Measurement): number {
  return (requests / (rows / 2)) * 1000;
}

/** The means of the four quarters of what was measured one after the other. */
export function quartersOf(samples: readonly number[]): readonly [number, number, number, number] {
  const mean = (n: number) => {
    const part = samples.slice((samples.length * n) / 4, (samples.length * (n + 1)) / 4);
    return part.reduce((sum, each) => sum + each, 0) / part.length;
  };
  return [mean(0), mean(1), mean(2), mean(3)];
}

/** A Markdown table with columns of equal width. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), rule, ...body.map(line)].join("\n");
}
