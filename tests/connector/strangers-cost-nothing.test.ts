import { randomBytes, randomUUID } from "node:crypto";
import type { Database, Sql } from "../../connector/database/database";
import { openDatabase } from "../../connector/database/open-database";
import { Cipher } from "../../connector/secrets/cipher";
import { SignIns } from "../../connector/state/sign-ins";
import { openDoors, type Doors } from "./support/doors";

/** A database that counts what it is asked. */
function counting(database: Database): Database & { asked: number } {
  const counted = {
    kind: database.kind,
    asked: 0,
    exec: (text: string) => database.exec(text),
    transaction: <T>(work: (sql: Sql) => Promise<T>) => database.transaction(work),
    listen: (...args: Parameters<Database["listen"]>) => database.listen(...args),
    close: () => database.close(),
    query: async <T extends object>(text: string, values?: readonly unknown[]) => {
      counted.asked += 1;
      return database.query<T>(text, values);
    },
  };
  return counted;
}

describe("whoever proves nothing costs no query", () => {
  let database: ReturnType<typeof counting>;
  let doors: Doors;

  beforeAll(async () => {
    database = counting(await openDatabase({}));
    doors = await openDoors({ database });
    // What is known of keys and addresses is read once, and again every few seconds at most.
    await doors.dataverse({ MessageName: "Nothing" });
    await doors.wave({});
  });
  afterAll(async () => {
    await doors.close();
    await database.close();
  });

  const flood = async (knock: () => Promise<unknown>) => {
    const before = database.asked;
    for (let at = 0; at < 200; at++) await knock();
    return database.asked - before;
  };

  it("at Dataverse's door", async () => {
    const knock = () => doors.dataverse({}, { "x-wave-sync-key": randomUUID() });
    expect(await flood(knock)).toBeLessThanOrEqual(2);
  });

  it("at a system's door, whatever address is guessed", async () => {
    const knock = () =>
      doors.server.inject({ method: "POST", url: `/webhooks/wave/${randomUUID()}`, payload: "{}" });
    expect(await flood(knock)).toBeLessThanOrEqual(2);
  });

  it("with setup links and states that we never made", async () => {
    const signIns = new SignIns(database, new Cipher([{ id: "k", key: randomBytes(32) }]));
    const guess = () => randomBytes(32).toString("base64url");
    const before = database.asked;
    for (let at = 0; at < 200; at++) {
      expect(await signIns.openLink(guess())).toBeNull();
      expect(await signIns.take(guess(), guess())).toBeNull();
    }
    expect(database.asked).toBe(before);
  });
});
