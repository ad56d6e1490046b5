import fc from "fast-check";
import { readMail, MAIL_LISTS } from "../../../../core/mail/mail";
import type { SystemRecord, Value } from "../../../../core/records";
import { storing } from "../../../../connector/systems/base/storable";
import type { WebhookCall } from "../../../../connector/systems/contract/inbound";
import type { SystemCall, SystemObject } from "../../../../connector/systems/contract/object";
import { objectOf, type OpenSystem, type SystemModule } from "../../../../connector/systems/contract/system";
import { SystemError } from "../../../../connector/systems/contract/system-error";
import { anyMessages } from "./any-message";

/** What the suite needs of a system whose records are only ever added to timelines, beside what every system needs. */
export interface AppendHarness {
  readonly module: SystemModule;
  /** What an admin entered. */
  readonly settings: unknown;
  readonly system: OpenSystem;
  readonly object: string;
  /** The same system, asked with credentials it does not know. */
  readonly stranger: OpenSystem;
  /** As after a restart. */
  reopened(): OpenSystem;
  /** Ids of two mailboxes. */
  readonly mailboxes: readonly [string, string];
  /** Somebody writes to these; gives the records' ids. `date`: when, in seconds. Unless `quietly`, events tell of it. */
  write(
    to: readonly string[],
    how: { readonly date?: number; readonly quietly?: boolean },
  ): readonly string[];
  /** Somebody deletes one there. */
  remove(id: string): void;
  /** The sign-in of a mailbox ends, or holds again. */
  setSignIn(mailbox: string, holds: boolean): void;
  /** From now on the system says this JSON where it tells of its messages; of one, the first. */
  tellAs(json: readonly unknown[] | null): void;
  /** An address that answers as ours does. */
  readonly hook: string;
  /** What was sent to that address until now. */
  delivered(): Promise<readonly Pick<WebhookCall, "rawBody" | "headers">[]>;
  /** From now on it is sent compressed. */
  compress(): void;
  /** With which events are signed. */
  secret(): string;
  /** Headers that prove where these bytes come from. */
  sign(rawBody: Buffer): WebhookCall["headers"];
  throttleNext(retryAfter: string): void;
  failNext(times: number, status: number): void;
  close(): Promise<void>;
}

const call: SystemCall = { correlationId: "11111111-1111-4111-8111-111111111111" };
const DAY_S = 24 * 60 * 60;
const NOW_S = 1_790_000_000;

/** What the engine relies on where records are only ever added: mailboxes, their order, their troubles, and what tells of them. */
export function appendConformance(name: string, start: () => Promise<AppendHarness>): void {
  describe(`${name} keeps the promises of a system whose records are logged`, () => {
    let h: AppendHarness;
    let object: SystemObject;
    const of = (system: OpenSystem) => objectOf(storing(system), h.object);

    beforeEach(async () => {
      h = await start();
      object = of(h.system);
    });
    afterEach(() => h.close());

    const inTrouble = async (records: Promise<readonly SystemRecord[]>) =>
      Object.fromEntries((await records).map(({ id, trouble }) => [id, trouble?.code ?? null]));

    /** Ids of all pages from a cursor on. */
    async function idsFrom(
      list: SystemObject,
      cursor: string | null,
      request: object = {},
    ): Promise<string[]> {
      const ids: string[] = [];
      for (let next = cursor; next !== null;) {
        const page = await list.list({ pageSize: 2, cursor: next, ...request }, call);
        ids.push(...page.records.map(({ id }) => id));
        next = page.next;
      }
      return ids;
    }
    async function all(request: { readonly mailbox?: string; readonly since?: string } = {}) {
      const first = await object.list({ pageSize: 2, ...request }, call);
      return [...first.records.map(({ id }) => id), ...(await idsFrom(object, first.next, request))];
    }

    it("only ever adds", () => {
      const { create, deactivate, mode, remove, update } = object;
      expect([mode, create, update, remove, deactivate]).toEqual(["append", ...Array(4).fill(undefined)]);
    });

    describe("mailboxes", () => {
      it("are all told of, each with its address, and each holds its own copy", async () => {
        const found = await object.mailboxes!(call);
        expect(found.map(({ id }) => id).sort()).toEqual([...h.mailboxes].sort());
        expect(found.every(({ address, trouble }) => address.includes("@") && !trouble)).toBe(true);
        const copies = h.write(h.mailboxes, {});
        expect(new Set(copies).size).toBe(2);
        const messageIds = (await object.readMany(copies, call)).map((record) => readMail(record).messageId);
        expect(new Set(messageIds).size).toBe(1);
      });

      it("are listed one by one, or one after the other", async () => {
        const [one, other] = h.mailboxes;
        const ofOne = [1, 2, 3].flatMap(() => h.write([one], {}));
        const ofOther = [1, 2, 3].flatMap(() => h.write([other], {}));
        expect((await all({ mailbox: one })).sort()).toEqual([...ofOne].sort());
        expect((await all({ mailbox: other })).sort()).toEqual([...ofOther].sort());
        expect((await all()).sort()).toEqual([...ofOne, ...ofOther].sort());
      });

      it("give what came since a time, that very second included, and nothing older", async () => {
        const [mailbox] = h.mailboxes;
        h.write([mailbox], { date: NOW_S - 1 });
        const younger = [NOW_S, NOW_S + DAY_S].flatMap((date) => h.write([mailbox], { date }));
        const since = new Date(NOW_S * 1000).toISOString();
        const listed = await all({ mailbox, since });
        expect(listed).toEqual(expect.arrayContaining(younger));
        const dates = (await object.readMany(listed, call)).map((record) =>
          Date.parse(readMail(record).sentOn!),
        );
        expect(Math.min(...dates)).toBeGreaterThanOrEqual((NOW_S - 1) * 1000);
      });

      it("one whose sign-in has ended is told, and costs the others nothing", async () => {
        const [well, ill] = h.mailboxes;
        const [readable, unreadable] = [h.write([well], {})[0]!, h.write([ill], {})[0]!];
        h.setSignIn(ill, false);
        expect((await object.mailboxes!(call)).map(({ id, trouble }) => [id, trouble?.code]).sort()).toEqual(
          [
            [well, undefined],
            [ill, "MAILBOX_PAUSED"],
          ].sort(),
        );
        expect(await all()).toEqual([readable]);
        expect(await inTrouble(object.readMany([readable, unreadable], call))).toEqual({
          [readable]: null,
          [unreadable]: "MAILBOX_PAUSED",
        });
        h.setSignIn(ill, true);
        await object.mailboxes!(call);
        expect(await inTrouble(object.readMany([readable, unreadable], call))).toEqual({
          [readable]: null,
          [unreadable]: null,
        });
      });

      it("credentials that are refused are no mailbox's trouble", async () => {
        const ids = h.write(h.mailboxes, {});
        await expect(of(h.stranger).readMany(ids, call)).rejects.toMatchObject({ code: "SYSTEM_REFUSED" });
        await expect(of(h.stranger).mailboxes!(call)).rejects.toMatchObject({ code: "SYSTEM_REFUSED" });
      });
    });

    describe("paging", () => {
      it("gives every one that was there once, while others come and go", async () => {
        const [mailbox] = h.mailboxes;
        const there = Array.from({ length: 9 }, (_, n) => h.write([mailbox], { date: NOW_S - (n >> 1) })[0]!);
        const first = await object.list({ pageSize: 3, mailbox }, call);
        h.write([mailbox], { date: NOW_S + 1 });
        h.remove(there[0]!);
        h.remove(there[8]!);
        h.remove(first.records[2]!.id);
        const ids = [
          ...first.records.map(({ id }) => id),
          ...(await idsFrom(object, first.next, { mailbox })),
        ];
        expect(ids).toEqual([...new Set(ids)]);
        expect(ids).toEqual(expect.arrayContaining(there.slice(1, 8)));
      });

      it("goes on at its cursor after a restart", async () => {
        const [mailbox] = h.mailboxes;
        const there = Array.from({ length: 5 }, () => h.write([mailbox], {})[0]!);
        const first = await object.list({ pageSize: 2, mailbox }, call);
        const rest = await idsFrom(of(h.reopened()), first.next, { mailbox });
        expect([...first.records.map(({ id }) => id), ...rest].sort()).toEqual(there.sort());
      });

      it("refuses a cursor that is none", async () => {
        const cursors = ["", "x", "[]", "{}", "null", '["a"]', "[1,2]"];
        for (const cursor of cursors)
          await expect(object.list({ pageSize: 2, cursor }, call)).rejects.toBeInstanceOf(SystemError);
      });
    });

    describe("one of many", () => {
      it("that was deleted is there no longer, and the others are", async () => {
        const [gone, kept] = [h.write([h.mailboxes[0]], {})[0]!, h.write([h.mailboxes[0]], {})[0]!];
        h.remove(gone);
        expect(await object.read(gone, call)).toBeNull();
        expect((await object.readMany([gone, kept], call)).map(({ id }) => id)).toEqual([kept]);
        expect(await all()).toEqual([kept]);
      });

      it("that has to wait is in trouble with the time that it takes, and the others are read", async () => {
        const ids = h.write(h.mailboxes, {});
        await object.readMany(ids, call);
        h.throttleNext("120");
        const told = Object.values(await inTrouble(object.readMany(ids, call)));
        expect(told.sort()).toEqual([null, "SYSTEM_THROTTLED"].sort());
        expect(Object.values(await inTrouble(object.readMany(ids, call)))).toEqual([null, null]);
      });

      it("gets over a hiccup, and over a short pause that is asked for", async () => {
        const ids = h.write(h.mailboxes, {});
        h.failNext(1, 502);
        expect(Object.values(await inTrouble(object.readMany(ids, call)))).toEqual([null, null]);
        h.throttleNext("1");
        const began = Date.now();
        expect(Object.values(await inTrouble(object.readMany(ids, call)))).toEqual([null, null]);
        expect(Date.now() - began).toBeGreaterThanOrEqual(950);
      });
    });

    describe("events", () => {
      const inbound = () => h.module.inbound!;
      const read = ({ rawBody, headers }: Pick<WebhookCall, "rawBody" | "headers">, secrets = [h.secret()]) =>
        inbound().readEvents(h.settings, { rawBody, headers, secrets, now: new Date() });
      const subscribe = () =>
        h.system.subscriptions!.subscribe(h.hook, "a secret of sufficient length", call);

      it("name what was written, are believed by the bytes as they came, and have an id of their own", async () => {
        await subscribe();
        const ids = h.write(h.mailboxes, { quietly: false });
        const deliveries = await h.delivered();
        const heard = deliveries.map((each) => read(each));
        const events = heard.flatMap((each) => ("events" in each ? each.events : []));
        expect(events.map(({ externalId }) => externalId).sort()).toEqual([...ids].sort());
        expect(new Set(events.map(({ id }) => id)).size).toBe(2);
        expect(events.every((event) => event.object === h.object)).toBe(true);
        expect((await object.readMany(ids, call)).map(({ id }) => id).sort()).toEqual([...ids].sort());
        // The same call again tells of the same event.
        expect(read(deliveries[0]!)).toEqual(heard[0]);
        expect(read(deliveries[0]!, ["another", h.secret()])).toEqual(heard[0]);
      });

      it("are believed when they come compressed", async () => {
        await subscribe();
        h.compress();
        const [id] = h.write([h.mailboxes[0]], { quietly: false });
        const [delivery] = await h.delivered();
        expect(read(delivery!)).toMatchObject({ events: [{ externalId: id }] });
      });

      it("are refused where the bytes, the signature or the secret are not the ones", async () => {
        await subscribe();
        h.write([h.mailboxes[0]], { quietly: false });
        const [{ headers, rawBody }] = (await h.delivered()) as [Pick<WebhookCall, "rawBody" | "headers">];
        const printedAnew = Buffer.from(JSON.stringify(JSON.parse(rawBody.toString("utf8")), null, 1));
        const longer = Buffer.concat([rawBody, Buffer.from(" ")]);
        const refused = { refused: "signature" };
        expect(read({ headers, rawBody: printedAnew })).toEqual(refused);
        expect(read({ headers, rawBody: longer })).toEqual(refused);
        expect(read({ headers: {}, rawBody })).toEqual(refused);
        expect(read({ headers: h.sign(longer), rawBody })).toEqual(refused);
        expect(read({ headers, rawBody }, ["another secret"])).toEqual(refused);
        expect(read({ headers, rawBody }, [])).toEqual(refused);
      });

      it("of one that was deleted lead to nothing, whether they name it or not", async () => {
        await subscribe();
        const [id] = h.write([h.mailboxes[0]], { quietly: false });
        h.remove(id!);
        const heard = (await h.delivered()).map((each) => read(each));
        const named = heard.flatMap((each) => ("events" in each ? each.events : []));
        expect(heard.every((each) => "events" in each)).toBe(true);
        expect(
          await object.readMany(
            named.map(({ externalId }) => externalId!),
            call,
          ),
        ).toEqual([]);
      });

      it("whatever JSON they hold: heard, or refused in words, and never more than one call's worth", async () => {
        await subscribe();
        fc.assert(
          fc.property(fc.oneof(fc.json({ maxDepth: 4 }), fc.string({ unit: "binary" })), (text) => {
            const rawBody = Buffer.from(text, "utf8");
            const heard = read({ rawBody, headers: h.sign(rawBody) });
            if ("refused" in heard) expect(heard.refused).toBe("unreadable");
            else expect(heard.events.length).toBeLessThan(2);
          }),
          { numRuns: 300 },
        );
      });
    });

    describe("any JSON value", () => {
      const isScalar = (value: Value) =>
        value === null || ["string", "number", "boolean"].includes(typeof value);

      it("is a record with an id, whole or in trouble, and costs those beside it nothing", async () => {
        const [plain] = h.write([h.mailboxes[0]], {});
        const { values } = (await object.read(plain!, call))!;
        await fc.assert(
          fc.asyncProperty(anyMessages, async (odd) => {
            h.tellAs([...odd, { id: values.id, subject: "Plain", from: [{ email: "ines@acme.example" }] }]);
            const { records } = await object.list({ pageSize: 50, mailbox: h.mailboxes[0] }, call);
            expect(records).toHaveLength(odd.length + 1);
            expect(records.at(-1)).toMatchObject({ id: plain, values: { subject: "Plain" } });
            expect(records.at(-1)!.trouble).toBeUndefined();
            for (const record of records) {
              expect(record.id).not.toBe("");
              expect(Object.values(record.values).every(isScalar)).toBe(true);
              expect(Object.keys(record.lists ?? {}).every((list) => list in MAIL_LISTS)).toBe(true);
              if (!record.trouble) expect(() => readMail(record)).not.toThrow();
            }
          }),
          { numRuns: 150 },
        );
        h.tellAs(null);
      });

      it("one that is read by name is the record of that name, in trouble, or gone", async () => {
        const [id] = h.write([h.mailboxes[0]], {});
        await fc.assert(
          fc.asyncProperty(anyMessages, async (odd) => {
            h.tellAs(odd);
            const found = await object.readMany([id!], call).catch((error: unknown) => error);
            if (found instanceof SystemError) expect(found.code).toBe("UNEXPECTED");
            else expect((found as readonly SystemRecord[]).length).toBeLessThan(2);
          }),
          { numRuns: 150 },
        );
        h.tellAs(null);
      });
    });
  });
}
