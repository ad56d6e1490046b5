import fc from "fast-check";
import { IssueStatus } from "../../core/generated/schema";
import { usableId } from "../../core/ids/usable-id";
import { anything } from "../support/any-json";
import { asWave, type LooseContact } from "../support/poison";
import { connectTo, importAll, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { plainContact, rowOf } from "./support/runs";
import { withoutEvents } from "./support/without-events";

/** Imports tried, and contacts in each; a seed that fails is printed, and replays. */
const IMPORTS = 12;
const CONTACTS = 15;

const entries = fc.oneof(
  fc.array(fc.oneof(anything, fc.record({ value: anything, primary: anything })), { maxLength: 3 }),
  anything,
);
const id = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 50 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 150, maxLength: 400 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ".",
      "..",
      "a/b",
      "a,b",
      "a b",
      "%2e",
      "a?b#c",
      "ä",
      "\ufffd",
      "A",
      "a",
      7,
      -1,
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(null, {}, [], "", true, 1.5) },
);
const contact: fc.Arbitrary<LooseContact> = fc.record(
  {
    id,
    firstName: anything,
    lastName: anything,
    emails: entries,
    phones: entries,
    company: anything,
    jobTitle: anything,
    city: anything,
    website: anything,
    language: anything,
    note: anything,
    assignedTo: fc.oneof(anything, fc.record({ email: anything })),
    createdAt: anything,
    updatedAt: anything,
  },
  { requiredKeys: ["id"] },
);

/** Of two whose ids are one key for Dataverse, the second is refused: it has lost nothing, since it was not written. */
const ONE_KEY_AND_HALF_AN_EMOJI: LooseContact[] = [
  { id: "a", lastName: "Written" },
  { id: "ä", lastName: "Refused \ud83d" },
];

/** What was refused before makes no sense at all now: one failure takes the place of the other. */
const WORSE_NOW: LooseContact[] = [{ id: "ä", lastName: {} }];

/** An id that is a number: imported, then changed, so that it is asked for by its id. */
const NUMBERED: LooseContact[] = [{ id: -1, lastName: "Numbered" }];
const NUMBERED_NOW: LooseContact[] = [{ id: -1, lastName: "Changed" }];

describe("any JSON value that Wave may send", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("arrives, or becomes exactly one issue; and those beside it arrive", async () => {
    let at = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(contact, {
          minLength: CONTACTS,
          maxLength: CONTACTS,
          selector: ({ id: each }) => JSON.stringify(each).replaceAll('"', ""),
        }),
        async (contacts) => {
          const [first, last] = [plainContact(++at), plainContact(++at)];
          const before = new Set(dynamics.rows("wave_link").map((row) => row.id));
          const { store } = dynamics.wave;
          store.clear();
          store.load([first, ...asWave(contacts), last]);
          const run = await importAll(connector);

          expect(run.status).not.toBe("failed");
          expect(rowOf(dynamics, first.id)).toBeDefined();
          expect(rowOf(dynamics, last.id)).toBeDefined();
          const linked = dynamics.rows("wave_link").filter((row) => !before.has(row.id));
          const { created, failed, unchanged, updated, skipped, conflict } = run.counts;
          expect(created + failed + unchanged + updated + skipped + conflict).toBe(store.size);
          expect(linked.length).toBe(created);
          const open = dynamics
            .rows("wave_issue")
            .filter((row) => row.values.wave_issuestatus === IssueStatus.Open);
          for (const issue of open) expect(issue.values.wave_code).not.toBe("UNEXPECTED");
          const isLinked = (name: unknown) =>
            dynamics.rows("wave_link").some((row) => row.values.wave_externalid === name);
          const alone = open.map((row) => row.values.wave_externalid).filter((name) => !isLinked(name));
          expect(new Set(alone).size).toBe(alone.length);
          for (const { id: given } of contacts) {
            if (!["string", "number"].includes(typeof given) || given === "" || given === 1.5) continue;
            const name = usableId(String(given));
            expect({ name, there: isLinked(name) || alone.includes(name) }).toEqual({ name, there: true });
          }
        },
      ),
      {
        numRuns: IMPORTS,
        endOnFailure: true,
        examples: [[ONE_KEY_AND_HALF_AN_EMOJI], [WORSE_NOW], [NUMBERED], [NUMBERED_NOW]],
      },
    );
  });
});
