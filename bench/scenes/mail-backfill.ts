import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { RunView } from "../../connector/connect/admin-api";
import { freePort } from "../../local/start/ports";
import { connectNylas } from "../../local/start/scenario";
import type { Configuration } from "../configuration";
import type { RequestState } from "../dynamics";
import { GOALS, verdict } from "../goals";
import { KilledConnector } from "../killed-connector";
import { leftOutByReason } from "../left-out";
import type { MailState } from "../mail-state";
import { mailsWorld } from "../mails-world";
import { openDynamics, type OpenDynamics } from "../open-dynamics";
import { quartersOf, table } from "../report";
import { shippedConnector } from "../shipped-connector";
import type { Scene } from "./scene";

/** Parts of the mails that are done when the connector is killed. */
const KILLED_AT = [0.3, 0.7];
/** What V8 may use of the memory; the embedded database lives beside it. */
const HEAP_MB = 256;

/** The mails of years come to the timelines, by a connector that is killed twice on the way; then once more. */
export const mailBackfill: Scene = {
  describe: ({ mailboxes: count, mails: size, requestMs, rowMs }) => {
    const { contacts, mailboxes, mails } = mailsWorld(size, count);
    return [
      `${mails} mails in ${mailboxes.length} mailboxes (${mailboxes.map(({ provider }) => provider).join(", ")}), ${contacts.length} contacts of Dynamics; of ten mails, one is in two mailboxes and four are a conversation.`,
      `Some are with strangers, from machines, among colleagues or deleted: these belong on no timeline.`,
      `Nylas' and the providers' limits hold, and Dataverse's service protection. Modelled cost of Dataverse: ${requestMs} ms a request, ${rowMs} ms a row written.`,
      `The connector is the program as it ships, its heap limited to ${HEAP_MB} MB. It is killed when ${KILLED_AT.map((part) => part * 100).join(" and ")} % are done, and started again.`,
      `Requests are counted by Dynamics, a batch as one, from the start of a run to its end: what was done twice and what each start asks are among them.`,
    ].join("\n");
  },

  async run(configuration, tell) {
    const { mailboxes, mails } = configuration;
    const dynamics = await openDynamics({ ...configuration, contacts: 0, mail: { mails, mailboxes } });
    const dataFolder = await mkdtemp(path.join(tmpdir(), "wave-sync-bench-"));
    try {
      const port = await freePort(0);
      const launch = () => shippedConnector({ port, dataFolder, heapMb: HEAP_MB });
      const connector = await KilledConnector.start(launch, tell);
      try {
        return await measure(configuration, dynamics, connector, dataFolder);
      } finally {
        await connector.stop();
      }
    } finally {
      await dynamics.close();
      await rm(dataFolder, { recursive: true, force: true });
    }
  },
};

async function measure(
  { mailboxes, mails: size }: Configuration,
  dynamics: OpenDynamics,
  connector: KilledConnector,
  dataFolder: string,
) {
  const { mails } = mailsWorld(size, mailboxes);
  await connectNylas({ dynamics: dynamics.url, connector: connector.adminUrl, dataFolder }, true, false);
  const asked = () => dynamics.ask<RequestState>({ ask: "requests" });
  const before = await asked();
  const began = performance.now();
  const first = await connector.run(
    "firstImport",
    KILLED_AT.map((part) => part * mails),
  );
  const between = await asked();
  const seconds = (performance.now() - began) / 1_000;
  const state = await dynamics.ask<MailState>({ ask: "mail" });
  if (state.missing + state.doubled + state.unwanted + state.incomplete > 0)
    throw new Error(`Timelines are not as they should be: ${JSON.stringify(state)}`);
  const memory = connector.memory.splice(0);
  const { version } = await dynamics.ask<{ readonly version: number }>({ ask: "version" });
  const second = await connector.run("firstImport", []);
  const after = await asked();
  const { written } = await dynamics.ask<{ readonly written: number }>({ ask: "written", since: version });
  await connector.stop();
  const reasons = await leftOutByReason(dataFolder);
  const requests = between.dataverse - before.dataverse;
  const quarters = quartersOf(memory);
  const peak = Math.max(...memory, ...connector.memory);
  const perThousand = (count: number, of: number) => (count / of) * 1_000;
  return {
    text: [
      table([
        [
          ...["", "logged", "there already", "left out", "failed", "requests to Dataverse"],
          ...["per 1,000 mails", "requests to Nylas", "seconds"],
        ],
        row("first run", first, before, between, seconds),
        row("second run", second, between, after),
      ]),
      `Timelines hold ${state.rows} mails: each of the ${state.wanted} that belong there once, with who wrote it and to whom.`,
      `${state.again} are in a second mailbox. Left out: ${inWords(reasons)}.`,
      `Requests to Dataverse for 1,000 mails on timelines: ${perThousand(requests, state.rows).toFixed(1)}.`,
      `Memory of the connector in MB, by quarters of the first run: ${quarters.map((mb) => mb.toFixed(0)).join(", ")}; peak ${peak.toFixed(0)}.`,
    ].join("\n\n"),
    verdicts: [
      verdict("mails that are not counted as what became of them", differences(first, state), 0),
      verdict("mails left out without their reason", unexplained(reasons, state), 0),
      verdict(
        "requests to Dataverse per 1,000 mails",
        perThousand(requests, mails),
        GOALS.requestsPerThousandMails,
      ),
      verdict("peak memory in MB", Math.round(peak), GOALS.peakMemoryManyMb),
      verdict("last quarter beside the second, times", quarters[3] / quarters[1], GOALS.memoryGrowth),
      verdict("second run: rows written", written, 0),
    ],
  };
}

function row(name: string, run: RunView, before: RequestState, after: RequestState, seconds?: number) {
  const { created, failed, skipped, unchanged } = run.counts;
  const requests = after.dataverse - before.dataverse;
  return [
    name,
    ...[created, unchanged, skipped, failed, requests].map(String),
    ((requests / run.done) * 1_000).toFixed(1),
    String(after.nylas - before.nylas),
    seconds?.toFixed(0) ?? "",
  ];
}

/** By how much the run's counts are off. */
function differences({ counts, done }: RunView, { again, leftOut, wanted }: MailState): number {
  const skipped = sum(Object.values(leftOut));
  const off = [counts.created - wanted, counts.unchanged - again, counts.skipped - skipped];
  return sum([...off, done - wanted - again - skipped].map(Math.abs));
}

/** Of those that were left out, how many the connector remembers with another reason than theirs, or with none. */
function unexplained(reasons: Readonly<Record<string, number>>, { leftOut }: MailState): number {
  const names = new Set([...Object.keys(reasons), ...Object.keys(leftOut)]);
  const expected: Readonly<Record<string, number>> = leftOut;
  return sum([...names].map((name) => Math.abs((reasons[name] ?? 0) - (expected[name] ?? 0))));
}

const sum = (some: readonly number[]): number => some.reduce((all, each) => all + each, 0);

const inWords = (reasons: Readonly<Record<string, number>>): string =>
  Object.entries(reasons)
    .map(([reason, count]) => `${count} ${reason}`)
    .join(", ");
