import { limitConcurrency } from "../../connector/clock/limit-concurrency";
import { MappingStatus } from "../../core/generated/schema";
import { connectEnginy } from "../../local/start/scenario";
import { openDynamics } from "../open-dynamics";
import { openConnector } from "../our-connector";
import { table } from "../report";
import { send, tokenFor } from "../web-api";
import type { Scene } from "./scene";

/** Calls with one contact, and with a hundred. */
const SINGLES = 200;
const HUNDREDS = 20;
/** Calls of Enginy under way at a time; the interface takes one activity a call. */
const AT_ONCE = 4;
const LONGEST_WAIT_MS = 60_000;

/** Enginy uses Dynamics as its CRM: contacts by calls, alone and a hundred at a time, then what was written to them. */
export const enginyCalls: Scene = {
  describe: ({ activities, requestMs, rowMs }) =>
    [
      `${SINGLES} calls with one new contact each, ${HUNDREDS} with a hundred, one after the other; then ${activities} activities, ${AT_ONCE} calls at a time.`,
      `Modelled cost: ${requestMs} ms a request to Dataverse, ${rowMs} ms a row written; service protection limits on.`,
      "The time is from the call to its answer; an activity that is told to come back later (429) waits, and is counted from its first try.",
    ].join("\n"),

  async run(configuration, tell) {
    const dynamics = await openDynamics({ ...configuration, contacts: 0 });
    try {
      const connector = await openConnector(dynamics.url, (places) => connectEnginy(places, true));
      try {
        await switchOn(dynamics.url);
        const { key, url } = await connector.client.systemKey({ system: "enginy" });
        const call = (path: string, body: object) => answerOf(url + path, key, body);
        const measure = async (
          what: string,
          count: number,
          perCall: number,
          work: (at: number) => Promise<void>,
        ) => {
          tell(what);
          const [requests, cpu, began] = [
            await connector.requests(),
            await connector.cpuSeconds(),
            performance.now(),
          ];
          const times = await timed(count, perCall === 0 ? AT_ONCE : 1, work);
          const records = count * Math.max(1, perCall);
          const per = (all: number, places: number) => ((all / records) * 1_000).toFixed(places);
          return [
            what,
            String(count),
            ...[0.5, 0.99].map((part) =>
              Math.round(times[Math.min(count - 1, Math.floor(count * part))]!).toString(),
            ),
            per((await connector.requests()) - requests, 0),
            per(((await connector.cpuSeconds()) - cpu) * 1_000, 0),
            ((performance.now() - began) / 1_000).toFixed(0),
          ];
        };
        const ids: string[] = [];
        const bring = async (some: readonly object[]) => {
          const { results } = (await call("/contacts", { contacts: some })) as {
            results: { crmId: string }[];
          };
          ids.push(...results.map(({ crmId }) => crmId));
        };
        // What is read once, such as the tables, is nobody's time.
        await bring([contact(0)]);
        const one = await measure("one contact a call", SINGLES, 1, (at) => bring([contact(1 + at)]));
        const hundred = await measure("a hundred a call", HUNDREDS, 100, (at) =>
          bring(Array.from({ length: 100 }, (_, n) => contact(1_000 + at * 100 + n))),
        );
        const logged = await measure("an activity a call", configuration.activities, 0, (at) =>
          call("/activities", activity(at, ids[at % ids.length]!)).then(() => undefined),
        );
        const head = ["", "calls", "p50 ms", "p99 ms", "requests per 1,000", "CPU ms per 1,000", "seconds"];
        return { text: table([head, one, hundred, logged]), verdicts: [] };
      } finally {
        await connector.stop();
      }
    } finally {
      await dynamics.close();
    }
  },
};

/** An admin switches Enginy's mappings on. */
async function switchOn(url: string): Promise<void> {
  const admin = { url, token: await tokenFor(url, "admin") };
  const { value } = (await send(admin, "GET", "wave_mappings?$select=wave_mappingid")) as {
    value: { wave_mappingid: string }[];
  };
  for (const { wave_mappingid: id } of value)
    await send(
      admin,
      "PATCH",
      `wave_mappings(${id})`,
      JSON.stringify({ wave_mappingstatus: MappingStatus.Active }),
    );
}

/** The times of so many pieces of work, shortest first. */
async function timed(
  count: number,
  atOnce: number,
  work: (at: number) => Promise<void>,
): Promise<readonly number[]> {
  const limited = limitConcurrency(atOnce);
  const times = await Promise.all(
    Array.from({ length: count }, (_, at) =>
      limited(async () => {
        const began = performance.now();
        await work(at);
        return performance.now() - began;
      }),
    ),
  );
  return times.sort((a, b) => a - b);
}

async function answerOf(url: string, key: string, body: object): Promise<unknown> {
  for (let waited = 0; ;) {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "x-api-key": key, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return answer.json();
    const pause = 1_000 * Number(answer.headers.get("retry-after") ?? 1);
    waited += pause;
    // The mapping was switched on a moment ago, or there were too many at once.
    if (waited > LONGEST_WAIT_MS || answer.status === 400 || answer.status === 404)
      throw new Error(`${url} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

const contact = (at: number) => ({
  ...{ externalId: String(100_000 + at), firstName: "Ines", lastName: `Bench ${at}` },
  ...{ email: `bench-${at}@acme-${at}.test`, title: "Head of Purchasing", company: `Acme ${at}` },
});

const activity = (at: number, contactId: string) => ({
  ...{ type: at % 2 === 0 ? "EMAIL" : "LINKEDIN", direction: "OUTBOUND", contactId },
  ...{ subject: `[1/3] Hello ${at}`, body: "Hello Ines", occurredAt: new Date().toISOString() },
  metadata: { messageId: String(700_000 + at), sequenceIndex: 1, sequenceMessageCount: 3 },
});
