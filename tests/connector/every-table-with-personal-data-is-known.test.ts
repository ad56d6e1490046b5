import { randomUUID } from "node:crypto";
import { saveJournal } from "../../connector/state/journal";
import { saveLinks } from "../../connector/state/links";
import {
  eraseHeld,
  heldOf,
  NOT_PERSONAL,
  PERSONAL_TABLES,
  purgeDisconnected,
  purgeEnvironment,
  type Names,
} from "../../connector/state/privacy";
import { recordKeys } from "../../connector/state/record-leases";
import { setEnvironmentStatus } from "../../connector/state/environments";
import { addEnvironment } from "./support/environment";
import { onBothDatabases } from "./support/databases";

const ISSUE = "issue_id, record_key, code, field, value_hash, occurrences";

onBothDatabases("personal data", (open) => {
  /** Something of a person in every table. */
  async function addPerson(environmentId: string, externalId: string, rowId: string): Promise<void> {
    const sql = open();
    const connectionId = randomUUID();
    const scope = { environmentId, connectionId, systemObject: "contact" };
    const base = { dataverse: { lastname: externalId }, system: { lastName: externalId } };
    await saveLinks(sql, scope, [{ externalId, table: "contact", recordId: rowId, base: base as never }]);
    await saveJournal(sql, environmentId, randomUUID(), [
      { recordId: rowId, externalId, entry: { created: "dataverse" } as never },
    ]);
    const row = recordKeys.row("contact", rowId);
    const external = recordKeys.external(connectionId, "contact", externalId);
    const add = (table: string, columns: string, values: readonly unknown[]) =>
      sql.query(
        `insert into wave_sync.${table} (environment_id, ${columns}) values ($1, ${values.map((_, n) => `$${n + 2}`).join(", ")})`,
        [environmentId, ...values],
      );
    await add("own_write", "table_name, record_id, hashes", ["contact", rowId, "{}"]);
    await add("failure", "record_key, code, state, parked", [row, "CODE", "state", true]);
    await add("failure", "record_key, code, state, parked", [external, "CODE", "state", true]);
    await add("issue", ISSUE, [randomUUID(), external, "CODE", "", "", 1]);
    const other = recordKeys.row("contact", randomUUID());
    await add("issue", `${ISSUE}, candidates`, [randomUUID(), other, "CODE", "", "", 1, [externalId]]);
    await add("failure", "record_key, code, state, parked", [other, "CODE", "state", true]);
    for (const key of [`row:${rowId}`, `external:${externalId}`])
      await add("change", "mapping_id, record_key, why, correlation_id", [randomUUID(), key, "event", "c"]);
    await add("candidate", "connection_id, object, id, keys, held, listing", [
      connectionId,
      "record",
      externalId,
      [],
      "{}",
      1,
    ]);
    await add("removal", "mapping_id, record_key, deleted_in, state", [
      randomUUID(),
      `external:${externalId}`,
      "dataverse",
      "done",
    ]);
    await add(
      "mail_decision",
      "connection_id, external_id, mailbox_id, mail_id, outcome, outgoing, threads, addresses, about",
      [connectionId, randomUUID(), "m", randomUUID(), "logged", false, [], [], `contact/${rowId}`],
    );
    await add("refused_activity", "connection_id, key, kind, told, person, record_id, external_id", [
      ...[connectionId, randomUUID(), "task", "{}", "p", rowId, externalId],
    ]);
    const ofRow = "connection_id, system_object, table_name, record_id";
    await add("write_intent", `${ofRow}, planned, creation_key`, [
      connectionId,
      "contact",
      "contact",
      rowId,
      "{}",
      "key",
    ]);
    await add("operation", "id, kind, request, request_hash, asker_id, correlation_id, status, ended_on", [
      randomUUID(),
      "push",
      JSON.stringify({ table: "contact", recordIds: [rowId], manual: { m: externalId } }),
      "hash",
      randomUUID(),
      "c",
      "succeeded",
      new Date(),
    ]);
  }

  async function someone(environmentId: string, externalId: string = randomUUID()): Promise<Names> {
    const rowId = randomUUID();
    await addPerson(environmentId, externalId, rowId);
    return { environmentId, rowIds: [rowId], externalIds: [externalId] };
  }

  const counts = async (names: Names) =>
    Object.fromEntries(
      Object.entries(await heldOf(open(), names)).map(([table, rows]) => [table, rows.length]),
    );

  it("is looked for in every table of an environment, or the table is known to hold none", async () => {
    const rows = await open().query<{ name: string }>(
      `select table_name as name from information_schema.columns
       where table_schema = 'wave_sync' and column_name = 'environment_id' order by table_name`,
    );
    const known = [...PERSONAL_TABLES, ...Object.keys(NOT_PERSONAL)];
    expect(rows.map(({ name }) => name).sort()).toEqual([...new Set(known)].sort());
    expect(new Set(known).size).toBe(known.length);
  });

  it("of one person is found and erased, and of nobody else", async () => {
    const { id: environmentId } = await addEnvironment(open());
    // Names that are part of each other.
    const [person, longer, elsewhere] = [
      await someone(environmentId, "a/1"),
      await someone(environmentId, "a/1/1"),
      await someone((await addEnvironment(open())).id, "a/1"),
    ];
    const before = await counts(longer);
    const once = Object.fromEntries(PERSONAL_TABLES.map((table) => [table, 1]));
    // By both of her names, and as a candidate of somebody else's issue.
    expect(before).toEqual({ ...once, change: 2, issue: 2, failure: 3 });
    expect(await counts(person)).toEqual(before);
    expect(await open().transaction((sql) => eraseHeld(sql, person))).toEqual(before);
    expect(Object.values(await counts(person)).filter((count) => count > 0)).toEqual([]);
    expect(await counts(longer)).toEqual(before);
    expect(await counts(elsewhere)).toEqual(before);
    // The operation is still known by its id: asked for again, it is not done again.
    const operations = await open().query(
      "select request from wave_sync.operation where environment_id = $1 and request = '{}'",
      [environmentId],
    );
    expect(operations).toHaveLength(1);
  });

  it("of an environment goes with it, at once or some days after it was disconnected", async () => {
    const [gone, kept, connected] = await Promise.all([1, 2, 3].map(() => addEnvironment(open())));
    const people = [await someone(gone!.id), await someone(kept!.id), await someone(connected!.id)];
    for (const { id } of [gone!, kept!]) await setEnvironmentStatus(open(), id, "disconnected", null);
    await open().query(
      "update wave_sync.environment set disconnected_on = now() - interval '31 days' where id = $1",
      [gone!.id],
    );
    await purgeDisconnected(open(), 30);
    const held = await Promise.all(people.map(counts));
    expect(held.map(({ link_state }) => link_state)).toEqual([0, 1, 1]);
    await purgeEnvironment(open(), kept!.id);
    expect(Object.values(await counts(people[1]!)).filter((count) => count > 0)).toEqual([]);
    expect((await counts(people[2]!)).link_state).toBe(1);
  });
});
