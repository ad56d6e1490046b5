import { systemClock } from "../../../../connector/clock/clock";
import { UNLIMITED } from "../../../../connector/systems/base/budgets";
import { frontContactMapping } from "../../../../connector/systems/front/contact-mapping";
import { recordList } from "../../../../connector/pipeline/match/record-list";
import type { Sync } from "../../../../connector/pipeline/sync";
import { startFrontHarness } from "./front-harness";
import { FRONT_CONTACT_SAMPLE } from "./front-sample";

const MINUTE_MS = 60_000;

describe("the list of Front's contacts, which do not say when they were changed,", () => {
  let h: Awaited<ReturnType<typeof startFrontHarness>>;
  beforeEach(async () => (h = await startFrontHarness(UNLIMITED, FRONT_CONTACT_SAMPLE)));
  afterEach(() => h.close());

  /** What changed since then, and where the next reading begins. */
  async function news(since: string) {
    const sync = {
      clock: systemClock,
      connection: { id: "front", adapter: h.front },
      mapping: frontContactMapping({ id: "m", connectionId: "front" }),
      runtime: { environment: { id: "e" } },
      correlationId: "00000000-0000-4000-8000-000000000001",
    } as unknown as Sync;
    const ids: string[] = [];
    for await (const page of recordList(sync).changes(since)!) {
      ids.push(...page!.candidates.map(({ id }) => id));
      since = page!.since;
    }
    return { ids, since };
  }

  const make = (n: number) =>
    h.sandbox.contacts.create({ handles: [{ source: "email", handle: `ines-${n}@acme.test` }] }).id;
  const later = () => h.sandbox.turnTo(h.sandbox.now().getTime() + MINUTE_MS);

  it("is brought up to date by what is new, and not by all that ever was", async () => {
    const began = h.sandbox.now().toISOString();
    later();
    const first = make(1);
    later();
    const once = await news(began);
    expect(once.ids).toEqual([first]);
    later();
    const second = make(2);
    expect((await news(once.since)).ids).toEqual([second]);
  });

  it("misses nobody who was changed while it was read", async () => {
    const began = h.sandbox.now().toISOString();
    later();
    const first = make(1);
    const { since } = await news(began);
    const second = make(2);
    expect((await news(since)).ids).toEqual([first, second]);
  });
});
