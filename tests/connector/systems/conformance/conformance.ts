import type { Value, Values } from "../../../../core/records";
import { capabilitiesOf, type Capabilities } from "../../../../connector/systems/contract/capabilities";
import {
  createOnce,
  type SystemCall,
  type SystemObject,
} from "../../../../connector/systems/contract/object";
import { objectOf, type OpenSystem } from "../../../../connector/systems/contract/system";
import { SystemError } from "../../../../connector/systems/contract/system-error";

/** A system with its sandbox, as the suite needs it. Every adapter brings one. */
export interface Harness {
  readonly system: OpenSystem;
  readonly object: string;
  /** The same system, asked with credentials it does not know. */
  readonly stranger: OpenSystem;
  /** The same system, whose largest page holds so many records. */
  pagesOf(size: number): OpenSystem;
  /** Values of a record, all canonical, each as the system gives it back. */
  readonly sample: Values;
  /** What else the n-th record is made with, where the system takes no two that are the same. */
  readonly besides?: (n: number) => Values;
  /** Where records do not say when they were changed: when the last one was, by the system's clock. */
  readonly changedOn?: () => string;
  /** Fields of `sample` that records are found by, each with another value for it. */
  readonly identity: Readonly<Record<string, string>>;
  /** A field of `sample` and another value for it. */
  readonly change: { readonly field: string; readonly value: string };
  /** A value the system refuses for a field. */
  readonly refused: { readonly field: string; readonly value: string };
  /** Where we may not write: what people do in the system itself. */
  readonly byHand?: {
    make(values: Values): string;
    edit(id: string, values: Values): void;
  };
  /** How many records the system really holds, and requests it has seen. */
  recordCount(): number;
  requestCount(): number;
  /** Who hears of changes. */
  readonly subscriptions?: () => readonly {
    readonly id: string;
    readonly url: string;
    readonly secret: string;
  }[];
  /** Where the system asks an address whether it is ours, before it tells it anything: one that says so. */
  readonly hook?: string;
  trouble(kind: "down" | "gone" | "none"): void;
  /** The next request is answered 429 with this `Retry-After`. */
  throttleNext(retryAfter: string): void;
  failNext(times: number, status: number): void;
  /** The next write is done and its answer never arrives. */
  loseNextAnswer(): void;
  close(): Promise<void>;
}

const call: SystemCall = { correlationId: "11111111-1111-4111-8111-111111111111" };

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: unknown) => (error instanceof SystemError ? error.code : `not a SystemError: ${String(error)}`),
  );

/** An object all of whose members are there; the suite calls only those that its system declares. */
type Able = Required<SystemObject>;

const upper = (value: Value): Value => (typeof value === "string" ? value.toUpperCase() : value);

/** What the engine relies on, whatever the system. Which cases there are follows from what the object can do. */
export function systemConformance(
  name: string,
  can: Capabilities & { readonly subscriptions: boolean },
  start: () => Promise<Harness>,
): void {
  /** Cases of what the system cannot do are not made. */
  const when = (capability: boolean) => (words: string, test: () => Promise<void>) => {
    if (capability) it(words, test);
  };
  describe(`${name} keeps the promises of a system adapter`, () => {
    let h: Harness;
    let object: Able;
    let made = 0;
    const create = async (
      values: Values = {},
      key: string = crypto.randomUUID(),
      rowId = key,
      again = false,
    ) => {
      const whole = { ...h.sample, ...h.besides?.(made++), ...values };
      if (h.byHand) return (await object.read(h.byHand.make(whole), call))!;
      return createOnce(object, { values: whole, key, rowId, again }, call);
    };
    const update = async (id: string, values: Values) =>
      h.byHand ? h.byHand.edit(id, values) : void (await object.update(id, values, call));
    const find = (values: Values) => object.find(values, call);
    beforeEach(async () => {
      h = await start();
      object = objectOf(h.system, h.object) as Able;
      made = 0;
    });
    afterEach(() => h.close());

    it("can do what is said of it, and nothing else", () => {
      const { subscriptions, ...capabilities } = can;
      expect(capabilitiesOf(object)).toEqual(capabilities);
      expect(h.system.subscriptions !== undefined).toBe(subscriptions);
    });

    describe("reading", () => {
      it("gives back every canonical field that was written", async () => {
        const { id } = await create();
        const record = await object.read(id, call);
        expect(record?.values).toMatchObject({ ...h.sample, ...h.besides?.(0) });
        expect(Date.parse(record?.modifiedOn ?? h.changedOn?.() ?? "")).not.toBeNaN();
      });

      it("answers null for a record that is not there", async () => {
        expect(await object.read("no such/../id?", call)).toBeNull();
      });

      it("reads many and leaves out those that are not there", async () => {
        const [one, two] = [await create(), await create()];
        const records = await object.readMany([one.id, "missing", two.id], call);
        expect(records.map((record) => record.id).sort()).toEqual([one.id, two.id].sort());
      });

      it("lists every record once, page by page", async () => {
        const records = await Promise.all(Array.from({ length: 7 }, () => create()));
        const seen: string[] = [];
        let next: string | undefined;
        do {
          const page = await object.list({ pageSize: 3, cursor: next }, call);
          expect(page.records.length).toBeLessThanOrEqual(3);
          seen.push(...page.records.map((record) => record.id));
          next = page.next ?? undefined;
        } while (next);
        expect(seen.sort()).toEqual(records.map((record) => record.id).sort());
      });

      it("loses nobody when a record changes while paging", async () => {
        const records = [await create(), await create(), await create()];
        const first = await object.list({ pageSize: 1 }, call);
        await update(first.records[0]!.id, { [h.change.field]: h.change.value });
        const ids = first.records.map((record) => record.id);
        for (let cursor = first.next; cursor !== null;) {
          const page = await object.list({ pageSize: 10, cursor }, call);
          ids.push(...page.records.map((record) => record.id));
          cursor = page.next;
        }
        expect(new Set(ids)).toEqual(new Set(records.map((record) => record.id)));
      });

      it("asks for no more than the system's largest page", async () => {
        await create();
        expect((await object.list({ pageSize: 1_000_000 }, call)).records).toHaveLength(1);
      });

      when(can.find)("finds whoever has one of the values that identify it, whatever the case", async () => {
        const others = await create(h.identity);
        const ids: string[] = [];
        for (const field of Object.keys(h.identity)) {
          const { id } = await create({ ...h.identity, [field]: h.sample[field]! });
          expect((await find({ [field]: upper(h.sample[field]!) })).map((record) => record.id)).toEqual([id]);
          ids.push(id);
        }
        const all = Object.fromEntries(Object.keys(h.identity).map((field) => [field, h.sample[field]!]));
        const found = (await find(all)).map((record) => record.id);
        expect(found.sort()).toEqual(ids.sort());
        expect(found).not.toContain(others.id);
      });

      when(can.find)("finds all of them, page by page, with their values", async () => {
        const [field] = Object.keys(h.identity);
        const ids = [await create(), await create(), await create()].map((record) => record.id);
        const paged = objectOf(h.pagesOf(2), h.object) as Able;
        const found = await paged.find({ [field!]: h.sample[field!]! }, call);
        expect(found.map((record) => record.id).sort()).toEqual(ids.sort());
        expect(found[0]!.values[field!]).toEqual(h.sample[field!]);
      });

      when(can.find)("asks nothing for values that name nobody", async () => {
        await create();
        const before = h.requestCount();
        expect(await find({ [h.change.field]: h.change.value })).toEqual([]);
        expect(await find({ [Object.keys(h.identity)[0]!]: "" })).toEqual([]);
        expect(h.requestCount()).toBe(before);
      });

      when(can.changes)("lists what changed since a time", async () => {
        const { modifiedOn } = await create();
        const changedOn = modifiedOn ?? h.changedOn!();
        const later = new Date(Date.parse(changedOn) + 60_000).toISOString();
        expect((await object.listChanged(changedOn, { pageSize: 5 }, call)).records).toHaveLength(1);
        expect((await object.listChanged(later, { pageSize: 5 }, call)).records).toHaveLength(0);
      });
    });

    describe("writing", () => {
      when(can.update)("changes the fields given and no other", async () => {
        const { id } = await create();
        const { field, value } = h.change;
        const updated = await object.update(id, { [field]: value }, call);
        expect(updated.values).toMatchObject({ ...h.sample, [field]: value });
      });

      when(can.update)("empties a field that is set to null", async () => {
        const { id } = await create();
        const updated = await object.update(id, { [h.change.field]: null }, call);
        expect(updated.values[h.change.field]).toBeNull();
      });

      when(can.create)("creates once, however often it is tried", async () => {
        const key = crypto.randomUUID();
        const first = await create({}, key);
        made = 0;
        expect((await create({}, key, key, true)).id).toBe(first.id);
        expect(h.recordCount()).toBe(1);
      });

      when(can.create)("creates once although the first answer got lost", async () => {
        h.loseNextAnswer();
        await create();
        expect(h.recordCount()).toBe(1);
      });

      when(can.remove)("deletes, and takes a record that is already gone as done", async () => {
        const { id } = await create();
        await object.remove(id, call);
        await object.remove(id, call);
        expect(h.recordCount()).toBe(0);
      });

      it("refuses an object the system does not have", async () => {
        expect(await codeOf((async () => objectOf(h.system, "spaceship"))())).toBe("SYSTEM_REJECTED");
      });
    });

    describe("trouble", () => {
      it("tells credentials that are not accepted", async () => {
        expect(await codeOf(h.stranger.check(call))).toBe("SYSTEM_REFUSED");
      });

      it("proves credentials that are", async () => {
        expect((await h.system.check(call)).name).not.toBe("");
      });

      it("tells a system that is down, and one that closes the connection", async () => {
        h.trouble("down");
        expect(await codeOf(h.system.check(call))).toBe("SYSTEM_UNREACHABLE");
        h.trouble("gone");
        expect(await codeOf(h.system.check(call))).toBe("SYSTEM_UNREACHABLE");
        h.trouble("none");
        expect(await codeOf(h.system.check(call))).toBe("no error");
      });

      it("gets over a hiccup", async () => {
        h.failNext(1, 502);
        expect(await codeOf(h.system.check(call))).toBe("no error");
      });

      it("waits as long as a throttling system asks", async () => {
        h.throttleNext("1");
        const began = Date.now();
        expect(await codeOf(h.system.check(call))).toBe("no error");
        expect(Date.now() - began).toBeGreaterThanOrEqual(950);
      });

      it("does not wait for long itself, but says how long it would be", async () => {
        h.throttleNext("120");
        const error = (await h.system.check(call).catch((e: unknown) => e)) as SystemError;
        expect([error.code, error.retryAfterMs]).toEqual(["SYSTEM_THROTTLED", 120_000]);
      });

      when(can.update)("names the field the system did not like", async () => {
        const { id } = await create();
        const { field, value } = h.refused;
        const error = (await object
          .update(id, { [field]: value }, call)
          .catch((e: unknown) => e)) as SystemError;
        expect(error.code).toBe("SYSTEM_REJECTED");
        expect(error.fields?.[field]).toBeTruthy();
      });

      when(can.update)("says that a record to be changed is gone", async () => {
        expect(await codeOf(object.update("missing", { [h.change.field]: "x" }, call))).toBe(
          "EXTERNAL_RECORD_GONE",
        );
      });

      it("stops when the caller gives up", async () => {
        const aborted = { ...call, signal: AbortSignal.abort() };
        const before = h.requestCount();
        expect(await codeOf(h.system.check(aborted))).toBe("SYSTEM_UNREACHABLE");
        expect(h.requestCount()).toBe(before);
      });
    });

    const tells = () => h.system.subscriptions!;
    if (can.subscriptions)
      describe("telling of changes", () => {
        let url: string;
        beforeEach(() => (url = h.hook ?? "http://127.0.0.1:9/webhooks/test"));

        it("replaces a subscription to the same address", async () => {
          await tells().subscribe(url, "a secret of sufficient length", call);
          const again = await tells().subscribe(url, "another secret of such length", call);
          expect(again.id).not.toBe("");
          // Some make the secret themselves.
          const secret = again.secret ?? "another secret of such length";
          expect(h.subscriptions!()).toEqual([{ id: again.id, url, secret }]);
        });

        it("leaves the subscriptions of others alone", async () => {
          await tells().subscribe(url, "a secret of sufficient length", call);
          await tells().subscribe(`${url}/2`, "a secret of sufficient length", call);
          expect(h.subscriptions!().map((each) => each.url)).toEqual([url, `${url}/2`]);
        });

        it("ends one, and takes one that is already gone as done", async () => {
          const { id } = await tells().subscribe(url, "a secret of sufficient length", call);
          await tells().unsubscribe(id, call);
          await tells().unsubscribe(id, call);
          expect(h.subscriptions!()).toEqual([]);
        });
      });

    it("lists the people who work in it", async () => {
      const users = await h.system.users(call);
      expect(users.length).toBeGreaterThan(0);
      expect(users.every((user) => user.id !== "" && user.name !== "")).toBe(true);
    });
  });
}
