import type { Database } from "../../../connector/database/database";
import { openDatabase } from "../../../connector/database/open-database";
import { Office } from "./support/office";

describe("while the mail server does not take mail", () => {
  let database: Database;
  let office: Office;
  let environment: string;

  beforeAll(async () => {
    database = await openDatabase({});
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    await database.query("delete from wave_sync.environment");
    office = await Office.open(database);
    environment = await office.connected();
    await office.pause(environment);
  });
  afterEach(() => office.close());

  const waits = (): number[] =>
    office.log
      .map((line) => JSON.parse(line) as { waitMs?: number })
      .flatMap(({ waitMs }) => (waitMs === undefined ? [] : [waitMs]));

  it("it is tried again, a minute later at first and then ever more seldom, up to an hour", async () => {
    office.server.refusal = { code: 451, text: "try later" };
    for (let attempt = 0; attempt < 9; attempt++) {
      expect(await office.round()).toBe(0);
      expect(office.server.offered()).toBe(attempt + 1);
      // Not before its time.
      await office.round();
      expect(office.server.offered()).toBe(attempt + 1);
      await office.later(environment, "1 hour");
    }
    const minutes = waits().map((ms) => ms / 60_000);
    expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it("nothing is forgotten: the mail comes when the server does, once", async () => {
    office.server.refusal = { code: 550, text: "no" };
    await office.round();
    office.server.refusal = null;
    await office.later(environment, "1 minute");
    expect([await office.round(), await office.round()]).toEqual([1, 0]);
    expect(office.server.mails).toHaveLength(1);
  });

  it("a pause that ends meanwhile is not told at all", async () => {
    office.server.refusal = { code: 451, text: "try later" };
    await office.round();
    await office.signIn(environment);
    office.server.refusal = null;
    await office.later(environment, "1 hour");
    expect(await office.round()).toBe(0);
    expect(office.server.mails).toHaveLength(0);
  });

  it("one admin's refused address does not keep the others from hearing", async () => {
    office.server.refusal = { code: 550, text: "no such mailbox" };
    await office.round("gone@example.com");
    office.server.refusal = null;
    expect(await office.round("gone@example.com, anna@example.com")).toBe(1);
    expect(office.server.mails.map(({ to }) => to.join())).toEqual(["anna@example.com"]);
  });
});
