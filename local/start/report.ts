/** The outcomes of the first import, as the last line of `--once` has them. */
export interface Outcomes {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly conflict: number;
  readonly failed: number;
  readonly requests: number;
}

/** A line for people; standard output belongs to the JSON line. */
export function say(line = ""): void {
  process.stderr.write(`${line}\n`);
}

/** What a person needs to know now that everything runs. */
export function greeting(
  urls: { dynamics: string; connector: string; operators: string; log: string },
  outcomes: Outcomes,
  seconds: number,
  once: boolean,
): string {
  const { created, failed, conflict, skipped, requests } = outcomes;
  const trouble = [
    [failed, "failed"],
    [conflict, "with conflicts"],
    [skipped, "skipped"],
  ].filter(([count]) => Number(count) > 0);
  return [
    "",
    `  Contacts imported: ${created} in ${seconds.toFixed(1)} s. Requests to Dataverse: ${requests}.`,
    ...(trouble.length > 0
      ? [
          `  ${trouble.map((pair) => pair.join(" ")).join(", ")}: "Issues" in the app says why and what to do.`,
        ]
      : []),
    ...(once ? [] : whereToGo(urls)),
    "",
  ].join("\n");
}

function whereToGo({
  dynamics,
  connector,
  operators,
  log,
}: {
  dynamics: string;
  connector: string;
  operators: string;
  log: string;
}): string[] {
  return [
    "",
    `  Open Dynamics:  ${dynamics}`,
    `  Front:          ${new URL(dynamics).origin}/sandboxes/front/app/accounts  (push an account from its form to see it there)`,
    `  Enginy:         ${new URL(dynamics).origin}/sandboxes/enginy/app/contacts  (its mappings rest: Wave Sync app, Mappings)`,
    `  Nylas:          ${new URL(dynamics).origin}/sandboxes/nylas/app/mailboxes  (write a mail as a contact: it appears on her timeline)`,
    `  Connector:      ${connector}  (log: ${log})`,
    `  For operators:  ${operators}/ready, /metrics; wave-sync --connector ${operators}`,
    "  Press Ctrl+C to stop. All data is discarded.",
  ];
}
