import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { systemClock } from "../../../connector/clock/clock";
import { openDatabase } from "../../../connector/database/open-database";
import { UNLIMITED } from "../../../connector/systems/base/budgets";
import { storing } from "../../../connector/systems/base/storable";
import { objectOf } from "../../../connector/systems/contract/system";
import { NylasSystem } from "../../../connector/systems/nylas/nylas-system";
import { nylasSettings } from "../../../connector/systems/nylas/settings";
import { IssueStatus } from "../../../core/generated/schema";
import { activityIdFor, mailIdFor } from "../../../core/ids/record-ids";
import { keyOfMail, readMail } from "../../../core/mail/mail";
import type { SystemRecord } from "../../../core/records";
import { NYLAS_SANDBOX_KEY } from "../../../local/sandboxes/nylas";
import { ADA, NylasWorld, SALES } from "../../features/support/nylas-world";
import { anyMessages } from "../systems/conformance/any-message";

/** Mailboxes tried; a seed that fails is printed, and replays. */
const MAILBOXES = 15;
/** A rule leaves this out; among the odd texts there are some like it. */
const LEFT_OUT = "xxxx";

/** Messages whose form is legal throughout, and whose addresses, dates, headers and folders are at the edge of it. */
const LEGAL: readonly unknown[] = [
  { date: 253402300799 },
  { date: -62135596800 },
  { date: 0, from: [{ name: "", email: "ADA@acme.example" }] },
  { from: [], to: [], cc: null, bcc: null },
  { from: [{ email: `${"a".repeat(400)}@acme.example` }], subject: "s".repeat(1_000) },
  { to: Array.from({ length: 300 }, (_, at) => ({ email: `p${at}@acme.example`, name: "P" })) },
  { headers: [{ name: "Message-ID", value: `<${"m".repeat(900)}@acme.example>` }] },
  { headers: [{ name: "Message-ID", value: "<one@acme.example>" }], subject: "One of two" },
  { headers: [{ name: "Message-ID", value: "<one@acme.example>" }], subject: "Two of two" },
  { body: "<p>\u0000\ud83d</p>", subject: "\u0000" },
];

/** Whatever JSON Nylas tells of messages, by webhook and in its lists, in the running engine. */
describe("any JSON that Nylas may send of messages", () => {
  let world: NylasWorld;
  let folder: string;
  let sent = 0;
  const told = new Map<string, SystemRecord>();

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "wave-sync-any-mail-"));
    world = await NylasWorld.start({ settings: { dataFolder: folder } });
    await world.contact(ADA);
    await world.policy({
      ...{ unknown: "keep", internal: "keep", noReply: "keep" },
      filters: [{ by: "subject", is: LEFT_OUT, does: "leaveOut" }],
    });
  });
  afterAll(async () => {
    await world?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const mailbox = () => world.nylas.mailboxes()[0]!;
  const rowIdOf = (record: SystemRecord) => {
    const mail = readMail(record);
    const { connectionId: id } = world.connection;
    return mail.messageId === null ? activityIdFor(id, keyOfMail(mail)) : mailIdFor(mail.messageId);
  };
  const openIssues = () =>
    world.dynamics.rows("wave_issue").filter(({ values }) => values.wave_issuestatus === IssueStatus.Open);

  /** What the mailbox tells, as the engine is told it. */
  async function asTold(): Promise<readonly SystemRecord[]> {
    const settings = { apiBaseUrl: `${world.dynamics.url}/sandboxes/nylas/api`, apiKey: NYLAS_SANDBOX_KEY };
    const kit = { clock: systemClock, budgets: UNLIMITED };
    const object = objectOf(storing(new NylasSystem(nylasSettings.parse(settings), kit)), "message");
    const { records } = await object.list(
      { pageSize: 100, mailbox: mailbox().grant.id },
      { correlationId: "11111111-1111-4111-8111-111111111111" },
    );
    return [...new Map(records.map((record) => [record.id, record])).values()];
  }

  async function areDealtWith(messages: readonly unknown[]) {
    for (const mail of [...mailbox().newestFirst()]) mailbox().remove(mail.id);
    const plain = () => {
      const subject = `Plain ${++sent}`;
      world.send({ from: ADA, to: [SALES], subject });
      return subject;
    };
    const first = plain();
    // Every other one is there before anybody listens; the others are told of at once.
    messages.forEach((toldAs, at) =>
      world.send({ from: ADA, to: [SALES], subject: `Odd ${++sent}`, toldAs }, at % 2 === 0),
    );
    const last = plain();
    await world.arrival(first);
    await world.arrival(last);
    const run = await world.backfill();
    expect(["succeeded", "succeededWithWarnings"]).toContain(run.status);

    const records = await asTold();
    for (const record of records) told.set(record.id, record);
    const { conflict, created, failed, skipped, unchanged, updated } = run.counts;
    expect(created + unchanged + skipped + failed + updated + conflict).toBe(records.length);
    for (const issue of openIssues()) expect(issue.values.wave_code).not.toBe("UNEXPECTED");
    const rows = new Set(world.mails().map(({ id }) => id));
    const issues = openIssues().map(({ values }) => values.wave_externalid);
    let left = 0;
    for (const record of records) {
      const isLogged = !record.trouble && rows.has(rowIdOf(record));
      const its = issues.filter((id) => id === record.id).length;
      if (!isLogged && its === 0) left += 1;
      expect(its).toBeLessThanOrEqual(isLogged ? 0 : 1);
    }
    expect(skipped).toBe(left);
  }

  it("at the edge of what is legal: all are logged", async () => {
    await areDealtWith(LEGAL);
    expect(openIssues()).toEqual([]);
    const { length } = world.mails().filter(({ values }) => String(values.subject).includes(" of two"));
    expect(length).toBe(1);
  });

  it("however odd: each is on a timeline, left out, or one issue; and those beside it are logged", () =>
    fc.assert(fc.asyncProperty(anyMessages, areDealtWith), { numRuns: MAILBOXES, endOnFailure: true }));

  it("each that was left out has its reason, and none is on a timeline that nobody told of", async () => {
    const issues = openIssues().map(({ values }) => values.wave_externalid);
    const rows = world.mails().map(({ id }) => id);
    const ids = new Set([...told.values()].filter(({ trouble }) => !trouble).map(rowIdOf));
    expect(rows.filter((id) => !ids.has(id))).toEqual([]);
    expect(new Set(rows).size).toBe(rows.length);
    await world.connector.close();
    const database = await openDatabase({ dataFolder: folder });
    const decisions = await database.query<{ id: string; rowId: string | null; reason: string | null }>(
      'select external_id as id, row_id as "rowId", reason from wave_sync.mail_decision',
    );
    await database.close();
    const known = new Map(decisions.map((each) => [each.id, each]));
    for (const id of told.keys()) {
      const { reason = null, rowId = null } = known.get(id) ?? {};
      if (!issues.includes(id))
        expect({ id, isSaid: rowId !== null || reason !== null }).toEqual({ id, isSaid: true });
    }
  });
});
