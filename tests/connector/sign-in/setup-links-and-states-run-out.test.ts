import { randomBytes } from "node:crypto";
import type { Database } from "../../../connector/database/database";
import { openDatabase } from "../../../connector/database/open-database";
import { Cipher } from "../../../connector/secrets/cipher";
import { removeOldSignIns, SignIns } from "../../../connector/state/sign-ins";

describe("setup links and sign-ins under way", () => {
  let database: Database;
  let signIns: SignIns<{ secret: string }>;

  beforeAll(async () => {
    database = await openDatabase({});
    signIns = new SignIns(database, new Cipher([{ id: "k", key: randomBytes(32) }]));
  });
  afterAll(() => database.close());

  const begin = (link: string) =>
    signIns.begin({
      link,
      dataverseUrl: "https://contoso.crm4.dynamics.com",
      verifier: "v".repeat(43),
      autoSync: false,
      entered: {},
      otherAccount: false,
    });
  const age = (table: string, minutes: number) =>
    database.query(`update wave_sync.${table} set expires_on = expires_on - $1 * interval '1 minute'`, [
      minutes,
    ]);

  it("give back what they were made with, and nothing for another text", async () => {
    const { link } = await signIns.createLink({ secret: "s3cret" });
    expect(await signIns.openLink(link)).toEqual({ secret: "s3cret" });
    expect(await signIns.openLink(`${link}x`)).toBeNull();
    expect(await signIns.openLink("")).toBeNull();
  });

  it("a sign-in is over after ten minutes", async () => {
    const { link } = await signIns.createLink({ secret: "s3cret" });
    const late = await begin(link);
    await age("sign_in_attempt", 10);
    expect(await signIns.take(late.state, late.browser)).toBeNull();
    const inTime = await begin(link);
    await age("sign_in_attempt", 9);
    expect(await signIns.take(inTime.state, inTime.browser)).toMatchObject({
      link,
      verifier: "v".repeat(43),
    });
  });

  it("a link is over after an hour, and so is every sign-in begun with it", async () => {
    const { link } = await signIns.createLink({ secret: "s3cret" });
    const { state, browser } = await begin(link);
    await age("setup_link", 60);
    expect(await signIns.openLink(link)).toBeNull();
    expect(await signIns.useLink(link)).toBe(false);
    expect(await signIns.take(state, browser)).toBeNull();
  });

  it("a link has ten sign-ins under way at most: the oldest gives way to the newest", async () => {
    const { link } = await signIns.createLink({ secret: "s3cret" });
    const first = await begin(link);
    await database.query(
      "update wave_sync.sign_in_attempt set expires_on = expires_on - interval '1 second'",
    );
    const others = [];
    for (let at = 0; at < 10; at++) others.push(await begin(link));
    expect(await signIns.take(first.state, first.browser)).toBeNull();
    for (const { state, browser } of others) expect(await signIns.take(state, browser)).not.toBeNull();
  });

  it("another browser takes nothing away from the one that began", async () => {
    const { link } = await signIns.createLink({ secret: "s3cret" });
    const { state, browser } = await begin(link);
    expect(await signIns.take(state, `${browser}x`)).toBeNull();
    expect(await signIns.take(state, browser)).toMatchObject({ link });
    expect(await signIns.take(state, browser)).toBeNull();
  });

  it("of two people with one link, one uses it", async () => {
    const { link } = await signIns.createLink({ secret: "s3cret" });
    const used = await Promise.all([signIns.useLink(link), signIns.useLink(link)]);
    expect(used.sort()).toEqual([false, true]);
    expect(await signIns.openLink(link)).toBeNull();
    await signIns.giveLinkBack(link);
    expect(await signIns.openLink(link)).toEqual({ secret: "s3cret" });
  });

  it("are removed once they open nothing any more", async () => {
    const { link } = await signIns.createLink({ secret: "s3cret" });
    await begin(link);
    await signIns.useLink(link);
    await removeOldSignIns(database);
    const left = await database.query("select digest from wave_sync.setup_link where used_on is not null");
    expect(left).toEqual([]);
    expect(await database.query("select 1 from wave_sync.sign_in_attempt where expires_on < now()")).toEqual(
      [],
    );
  });

  it("keep no link, state, browser, verifier or secret in the clear", async () => {
    const { link } = await signIns.createLink({ secret: "s3cret" });
    const { state, browser } = await begin(link);
    const rows = JSON.stringify([
      await database.query("select * from wave_sync.setup_link"),
      await database.query("select * from wave_sync.sign_in_attempt"),
    ]);
    for (const text of [link, state, browser, "vvvv", "s3cret"]) expect(rows).not.toContain(text);
    expect(rows).toContain('"key_id":"k"');
  });
});
