import type { Values } from "../../core/records";
import type { SystemAdapter, SystemCall } from "../../connector/systems/system-adapter";
import { SystemError } from "../../connector/systems/system-error";

/** A system with its sandbox, as the suite needs it. Every adapter brings one. */
export interface Harness {
  readonly adapter: SystemAdapter;
  readonly object: string;
  /** The same system, asked with credentials it does not know. */
  readonly stranger: SystemAdapter;
  /** The same system, whose largest page holds so many records. */
  pagesOf(size: number): SystemAdapter;
  /** Values of a record, all canonical, each as the system gives it back. */
  readonly sample: Values;
  /** A field of `sample` and another value for it. */
  readonly change: { readonly field: string; readonly value: string };
  /** A value the system refuses for a field. */
  readonly refused: { readonly field: string; readonly value: string };
  /** How many records the system really holds, and requests it has seen. */
  recordCount(): number;
  requestCount(): number;
  /** Who hears of changes. */
  subscriptions(): readonly { readonly id: string; readonly url: string; readonly secret: string }[];
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

/** What the engine relies on, whatever the system. */
export function systemConformance(name: string, start: () => Promise<Harness>): void {
  describe(`${name} keeps the promises of a system adapter`, () => {
    let h: Harness;
    const create = (values: Values = {}, key: string = crypto.randomUUID()) =>
      h.adapter.create(h.object, { ...h.sample, ...values }, key, call);
    beforeEach(async () => (h = await start()));
    afterEach(() => h.close());

    describe("reading", () => {
      it("gives back every canonical field that was written", async () => {
        const { id } = await create();
        const record = await h.adapter.read(h.object, id, call);
        expect(record?.values).toMatchObject(h.sample);
        expect(Date.parse(record?.modifiedOn ?? "")).not.toBeNaN();
      });

      it("answers null for a record that is not there", async () => {
        expect(await h.adapter.read(h.object, "no such/../id?", call)).toBeNull();
      });

      it("reads many and leaves out those that are not there", async () => {
        const [one, two] = [await create(), await create()];
        const records = await h.adapter.readMany(h.object, [one.id, "missing", two.id], call);
        expect(records.map((record) => record.id).sort()).toEqual([one.id, two.id].sort());
      });

      it("lists every record once, page by page", async () => {
        const made = await Promise.all(Array.from({ length: 7 }, () => create()));
        const seen: string[] = [];
        let next: string | undefined;
        do {
          const page = await h.adapter.list(h.object, { pageSize: 3, cursor: next }, call);
          expect(page.records.length).toBeLessThanOrEqual(3);
          seen.push(...page.records.map((record) => record.id));
          next = page.next ?? undefined;
        } while (next);
        expect(seen.sort()).toEqual(made.map((record) => record.id).sort());
      });

      it("loses nobody when a record changes while paging", async () => {
        const made = [await create(), await create(), await create()];
        const first = await h.adapter.list(h.object, { pageSize: 1 }, call);
        await h.adapter.update(h.object, first.records[0]!.id, { [h.change.field]: h.change.value }, call);
        const rest = await h.adapter.list(h.object, { pageSize: 10, cursor: first.next! }, call);
        const ids = [...first.records, ...rest.records].map((record) => record.id);
        expect(new Set(ids)).toEqual(new Set(made.map((record) => record.id)));
      });

      it("asks for no more than the system's largest page", async () => {
        await create();
        expect((await h.adapter.list(h.object, { pageSize: 1_000_000 }, call)).records).toHaveLength(1);
      });

      it("finds whoever has the e-mail address or the last name, whatever the case", async () => {
        const { lastName, primaryEmail } = h.sample as { lastName: string; primaryEmail: string };
        const byName = await create({ primaryEmail: "other@example.test" });
        const byAddress = await create({ lastName: "Other" });
        await create({ lastName: "Nobody", primaryEmail: "nobody@example.test" });
        const find = async (values: Values) =>
          (await h.adapter.find(h.object, values, call)).map((record) => record.id).sort();
        const both = [byName.id, byAddress.id].sort();
        const values = { lastName: lastName.toUpperCase(), primaryEmail: primaryEmail.toUpperCase() };
        expect(await find(values)).toEqual(both);
        expect(await find({ lastName })).toEqual([byName.id]);
        expect(await find({ primaryEmail, lastName: null })).toEqual([byAddress.id]);
      });

      it("finds all of them, page by page, with their values", async () => {
        const made = [await create(), await create(), await create()];
        const found = await h.pagesOf(2).find(h.object, h.sample, call);
        expect(found.map((record) => record.id).sort()).toEqual(made.map((record) => record.id).sort());
        expect(found[0]!.values).toMatchObject(h.sample);
      });

      it("asks nothing for values that name nobody", async () => {
        await create({ lastName: null, primaryEmail: null });
        const before = h.requestCount();
        expect(await h.adapter.find(h.object, { firstName: "Zoë", lastName: "" }, call)).toEqual([]);
        expect(h.requestCount()).toBe(before);
      });

      it("lists what changed since a time", async () => {
        const { modifiedOn } = await create();
        const later = new Date(Date.parse(modifiedOn!) + 60_000).toISOString();
        expect(
          (await h.adapter.list(h.object, { pageSize: 5, updatedSince: modifiedOn }, call)).records,
        ).toHaveLength(1);
        expect(
          (await h.adapter.list(h.object, { pageSize: 5, updatedSince: later }, call)).records,
        ).toHaveLength(0);
      });
    });

    describe("writing", () => {
      it("changes the fields given and no other", async () => {
        const { id } = await create();
        const { field, value } = h.change;
        const updated = await h.adapter.update(h.object, id, { [field]: value }, call);
        expect(updated.values).toMatchObject({ ...h.sample, [field]: value });
      });

      it("empties a field that is set to null", async () => {
        const { id } = await create();
        const updated = await h.adapter.update(h.object, id, { [h.change.field]: null }, call);
        expect(updated.values[h.change.field]).toBeNull();
      });

      it("creates once for the same key", async () => {
        const first = await create({}, "key-1");
        expect((await create({}, "key-1")).id).toBe(first.id);
        expect(h.recordCount()).toBe(1);
      });

      it("creates once although the first answer got lost", async () => {
        h.loseNextAnswer();
        await create();
        expect(h.recordCount()).toBe(1);
      });

      it("deletes, and takes a record that is already gone as done", async () => {
        const { id } = await create();
        await h.adapter.remove(h.object, id, call);
        await h.adapter.remove(h.object, id, call);
        expect(h.recordCount()).toBe(0);
      });

      it("refuses an object the system does not have", async () => {
        expect(await codeOf(h.adapter.read("spaceship", "1", call))).toBe("SYSTEM_REJECTED");
      });
    });

    describe("trouble", () => {
      it("tells credentials that are not accepted", async () => {
        expect(await codeOf(h.stranger.check(call))).toBe("SYSTEM_REFUSED");
      });

      it("proves credentials that are", async () => {
        expect((await h.adapter.check(call)).name).not.toBe("");
      });

      it("tells a system that is down, and one that closes the connection", async () => {
        h.trouble("down");
        expect(await codeOf(h.adapter.check(call))).toBe("SYSTEM_UNREACHABLE");
        h.trouble("gone");
        expect(await codeOf(h.adapter.check(call))).toBe("SYSTEM_UNREACHABLE");
        h.trouble("none");
        expect(await codeOf(h.adapter.check(call))).toBe("no error");
      });

      it("gets over a hiccup", async () => {
        h.failNext(1, 502);
        expect(await codeOf(h.adapter.check(call))).toBe("no error");
      });

      it("waits as long as a throttling system asks", async () => {
        h.throttleNext("1");
        const began = Date.now();
        expect(await codeOf(h.adapter.check(call))).toBe("no error");
        expect(Date.now() - began).toBeGreaterThanOrEqual(950);
      });

      it("does not wait for long itself, but says how long it would be", async () => {
        h.throttleNext("120");
        const error = (await h.adapter.check(call).catch((e: unknown) => e)) as SystemError;
        expect([error.code, error.retryAfterMs]).toEqual(["SYSTEM_THROTTLED", 120_000]);
      });

      it("names the field the system did not like", async () => {
        const { id } = await create();
        const { field, value } = h.refused;
        const error = (await h.adapter
          .update(h.object, id, { [field]: value }, call)
          .catch((e: unknown) => e)) as SystemError;
        expect(error.code).toBe("SYSTEM_REJECTED");
        expect(error.fields?.[field]).toBeTruthy();
      });

      it("says that a record to be changed is gone", async () => {
        expect(await codeOf(h.adapter.update(h.object, "missing", { [h.change.field]: "x" }, call))).toBe(
          "EXTERNAL_RECORD_GONE",
        );
      });

      it("stops when the caller gives up", async () => {
        const aborted = { ...call, signal: AbortSignal.abort() };
        const before = h.requestCount();
        expect(await codeOf(h.adapter.check(aborted))).toBe("SYSTEM_UNREACHABLE");
        expect(h.requestCount()).toBe(before);
      });
    });

    describe("telling of changes", () => {
      const url = "http://127.0.0.1:9/webhooks/test";

      it("replaces a subscription to the same address", async () => {
        await h.adapter.subscribe(url, "a secret of sufficient length", call);
        const again = await h.adapter.subscribe(url, "another secret of such length", call);
        expect(again.id).not.toBe("");
        expect(h.subscriptions()).toEqual([{ id: again.id, url, secret: "another secret of such length" }]);
      });

      it("leaves the subscriptions of others alone", async () => {
        await h.adapter.subscribe(url, "a secret of sufficient length", call);
        await h.adapter.subscribe(`${url}/2`, "a secret of sufficient length", call);
        expect(h.subscriptions().map((each) => each.url)).toEqual([url, `${url}/2`]);
      });

      it("ends one, and takes one that is already gone as done", async () => {
        const { id } = await h.adapter.subscribe(url, "a secret of sufficient length", call);
        await h.adapter.unsubscribe(id, call);
        await h.adapter.unsubscribe(id, call);
        expect(h.subscriptions()).toEqual([]);
      });
    });

    it("lists the people who work in it", async () => {
      const users = await h.adapter.users(call);
      expect(users.length).toBeGreaterThan(0);
      expect(users.every((user) => user.id !== "" && user.name !== "")).toBe(true);
    });
  });
}
