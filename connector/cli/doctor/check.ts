/** What a check found. A failed one always says how to put it right. */
export type Finding =
  | { readonly state: "ok"; readonly what: string }
  | { readonly state: "skipped"; readonly what: string }
  | { readonly state: "failed"; readonly what: string; readonly cure: string };

/** One thing to look at. Must not throw: a check that breaks has found something. */
export type Check = () => Promise<Finding>;

export const ok = (what: string): Finding => ({ state: "ok", what });
export const skipped = (what: string): Finding => ({ state: "skipped", what });
export const failed = (what: string, cure: string): Finding => ({ state: "failed", what, cure });

const SIGNS = { ok: "✓", skipped: "–", failed: "✗" } as const;

/** A finding as lines for people. */
export function describe(finding: Finding): string {
  const line = `${SIGNS[finding.state]} ${finding.what}`;
  return finding.state === "failed" ? `${line}\n    ${finding.cure}` : line;
}
