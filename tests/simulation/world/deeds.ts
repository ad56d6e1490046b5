import * as schema from "../../../core/generated/schema";
import type { Side } from "../../../core/merge/types";
import type { OperationKind } from "../../../core/operation/types";
import { ask } from "./doors";
import type { People } from "./people";
import { EDITED, type DeedName } from "./settings";
import type { World } from "./world";

/** What one of the people does next. */
export function actSomehow(world: World, people: People): void {
  const { random } = world;
  const rows = world.store.rows("contact").filter((row) => row.values.statecode === 0);
  const contacts = world.wave.store.all();
  const row = () => random.pick(rows).id;
  const contact = () => random.pick(contacts).id;
  const selected = () => ({ Table: "contact", RecordIds: several(world, rows) });
  const aRow = rows.length > 0;
  const aContact = contacts.length > 0;
  const deeds: Readonly<Record<DeedName, readonly [weight: number, possible: boolean, deed: () => void]>> = {
    editRow: [6, aRow, () => people.editRow(row(), ...fieldAndValue(world, people))],
    editWave: [6, aContact, () => people.editWave(contact(), ...fieldAndValue(world, people))],
    editBoth: [2, aRow && aContact, () => editBothSides(world, people)],
    add: [3, true, () => addSomebody(world, people)],
    removeRow: [1, aRow, () => people.removeRow(row())],
    removeFromWave: [1, aContact, () => people.removeFromWave(contact())],
    merge: [1, rows.length > 1, () => mergeTwo(world, people, rows)],
    push: [2, aRow, () => askFor(world, "push", selected())],
    pull: [2, aRow, () => askFor(world, "pull", selected())],
    preview: [1, aRow, () => askFor(world, "preview", { Table: "contact", RecordIds: [row()] })],
    startRun: [1, true, () => askFor(world, "startRun", { Mapping: world.mapping.id })],
    resolve: [1, true, () => decideSomething(world)],
    undoRun: [1, true, () => undoSomething(world)],
    pause: [1, true, () => pauseOrResume(world)],
  };
  const { does } = world.weather;
  const possible = (Object.keys(deeds) as DeedName[])
    .filter((name) => deeds[name][1] && (!does || does.includes(name)))
    .map((name) => deeds[name]);
  if (possible.length === 0) return;
  let at = random.below(possible.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, , deed] of possible) {
    if (at < weight) return deed();
    at -= weight;
  }
}

/** Somebody saves a record that a connector is about to write, mostly the very field. Null: none is about to be. */
export async function getInTheWay(world: World, people: People): Promise<(() => void) | null> {
  const { random, scheduler, store, wave } = world;
  const writes = [
    ...(await scheduler.about("dataverse")).filter((label) => /writes PATCH contacts/.test(label)),
    ...(await scheduler.about("wave")).filter((label) => /^wave PATCH/.test(label)),
  ];
  if (writes.length === 0) return null;
  const label = random.pick(writes);
  const written = EDITED.filter(
    ({ column, field }) => label.includes(` ${column}=`) || label.includes(`"${field}"`),
  );
  const { field } = random.pick(written.length > 0 && random.chance(0.8) ? written : EDITED);
  const value = people.newValue(field);
  const contact = wave.store.all().find(({ id }) => label.includes(id));
  const address = contact?.emails[0]?.value;
  // What is about to be written to Wave comes from the row, which may be in somebody's hands as well.
  const rows = store.rows("contact").filter(({ values }) => values.statecode === 0);
  const row = contact
    ? rows.find(({ values }) => values.emailaddress1 === address && random.chance(0.5))
    : rows.find(({ id }) => label.includes(`contacts(${id.slice(0, 8)}`));
  const partner = wave.store.all().find((each) => each.emails[0]?.value === row?.values.emailaddress1);
  // Into the other record, which nobody is about to write: that must not be forgotten over this.
  if (row && partner && world.more.chance(world.weather.elbowsBeside))
    return () => people.editWave(partner.id, field, value);
  if (row) return () => people.editRow(row.id, field, value);
  return contact ? () => people.editWave(contact.id, field, value) : null;
}

/** Somebody pushes these accounts to Front. */
export function pushAccounts(world: World, ids: readonly string[]): void {
  if (ids.length > 0) askFor(world, "push", { Table: "account", RecordIds: ids });
}

/** Who is where when the connection is made. */
export function settleIn(world: World, people: People): void {
  const { random } = world;
  for (const person of people.persons) {
    const { start } = world.weather;
    const where =
      start === "bothSides" ? 2 : start === "inWave" ? 0 : random.below(start === "oneSide" ? 2 : 4);
    if (where === 0 || where === 2) people.addToWave(person);
    if (where === 1 || where === 2) people.addToDataverse(person);
  }
}

function fieldAndValue(world: World, people: People): [field: string, value: string | null] {
  const { fields } = world.weather;
  const { field } = world.random.pick(EDITED.filter((each) => !fields || fields.includes(each.field)));
  return [field, world.random.chance(0.1) ? null : people.newValue(field)];
}

/** The same person is edited on both sides: the same field or not, the same value or not. */
function editBothSides(world: World, people: People): void {
  const { random } = world;
  const person = random.pick(people.persons);
  const [row] = people.rowsOf(person).filter((each) => each.values.statecode === 0);
  const [contact] = people.contactsOf(person);
  if (!row || !contact) return;
  const [field, value] = fieldAndValue(world, people);
  people.editRow(row.id, field, value);
  if (random.chance(0.3)) people.editWave(contact.id, field, value);
  else if (random.chance(0.6)) people.editWave(contact.id, field, people.newValue(field));
  else people.editWave(contact.id, ...fieldAndValue(world, people));
}

/** Somebody who is missing on a side, and never was there, is added there by hand, perhaps on both at once. */
function addSomebody(world: World, people: People): void {
  const { random } = world;
  const person = random.pick(people.persons);
  const nobody = !people.known.has(person.email);
  if (people.contactsOf(person).length === 0 && nobody) people.addToWave(person);
  if (people.rowsOf(person).length === 0 && nobody && random.chance(0.7)) people.addToDataverse(person);
}

function mergeTwo(world: World, people: People, rows: readonly { readonly id: string }[]): void {
  const ids = rows.map(({ id }) => id);
  const master = world.random.pick(ids);
  const loser = world.random.pick(ids.filter((id) => id !== master));
  people.mergeRows(master, loser);
}

function several(world: World, rows: readonly { readonly id: string }[]): readonly string[] {
  const chosen = rows.filter(() => world.random.chance(0.4)).map((row) => row.id);
  return chosen.length > 0 ? chosen : [rows[0]!.id];
}

/** Gives the operation's id; null where no connector can be reached. */
export function askFor(
  world: World,
  kind: OperationKind,
  input: Readonly<Record<string, unknown>>,
): string | null {
  const connector = world.someConnector();
  if (!connector) return null;
  world.note("people", `ask ${kind} ${JSON.stringify(input)}`);
  world.asked.add(kind);
  const id = world.random.guid();
  world.operations.set(id, kind);
  if (input.Table === "account") world.forAccounts.add(id);
  const again = world.more.chance(world.weather.repeats);
  const first = async () => {
    const answer = ask(world, connector, id, kind, input);
    if (again) answer.then(() => askAgain(world, id, kind, input)).catch(() => undefined);
    await answer;
  };
  connector.begin("operations", `asking for ${kind}`, first, id);
  return id;
}

/** The platform was not answered in time, and asks once more; or somebody uses an id that stands for something else by now. */
function askAgain(
  world: World,
  id: string,
  kind: OperationKind,
  input: Readonly<Record<string, unknown>>,
): void {
  const connector = world.someConnector();
  if (!connector) return;
  const differently = world.more.chance(0.5);
  const [otherKind, otherInput] = differently
    ? (["startRun", { Mapping: world.random.guid() }] as const)
    : [kind, input];
  world.note("people", `ask ${otherKind} under the same id`);
  connector.begin(
    "operations",
    `asking again for ${otherKind}`,
    async () => {
      const answer = await ask(world, connector, id, otherKind, otherInput);
      if (differently && answer < 400)
        world.surprises.push(`Operation ${id} was taken again for something else.`);
    },
    id,
  );
}

/** An open issue gets an answer. */
function decideSomething(world: World): void {
  const { random } = world;
  const { columns } = schema.issue;
  const open = world.store
    .rows("wave_issue")
    .filter((row) => row.values[columns.issuestatus] === schema.IssueStatus.Open && !row.values.wave_account);
  if (open.length === 0) return;
  const issue = random.pick(open);
  const side = (): Side => random.pick(["system", "dataverse"] as const);
  const decisions = [
    { kind: "fields", fields: Object.fromEntries(world.mapping.lines.map((line) => [line.id, side()])) },
    { kind: "retry" },
    { kind: "ignore" },
    { kind: "keep" },
    { kind: "delete" },
    { kind: "create" },
  ];
  const fitting =
    issue.values[columns.code] === "CONFLICT"
      ? decisions.slice(0, 1)
      : issue.values[columns.code] === "DELETE_CONFLICT"
        ? decisions.slice(3, 5)
        : decisions.slice(1, 3);
  const decision = random.pick(fitting);
  for (const name of [issue.values[columns.externalid], issue.values.wave_contact])
    if (typeof name === "string") world.decided.add(name);
  askFor(world, "resolve", { Issue: issue.id, Decision: JSON.stringify(decision) });
}

function undoSomething(world: World): void {
  const { columns } = schema.run;
  const ended = world.store
    .rows("wave_run")
    .filter((row) => row.values[columns.endedon] !== null && row.values[columns.endedon] !== undefined)
    .filter(({ values }) => values[schema.run.lookups.mapping.column] === world.mapping.id);
  if (ended.length === 0) return;
  askFor(world, "undoRun", { Run: world.random.pick(ended).id });
}

function pauseOrResume(world: World): void {
  const { store, mapping, sellerId } = world;
  const { columns } = schema.mapping;
  const { Active, Paused } = schema.MappingStatus;
  const now = store.get("wave_mapping", mapping.id)!.values[columns.mappingstatus];
  const then = now === Active ? Paused : Active;
  world.asked.add("pause");
  world.note("people", then === Paused ? "pause the mapping" : "resume the mapping");
  store.together(() => store.update("wave_mapping", mapping.id, { [columns.mappingstatus]: then }, sellerId));
}

/** The mapping is at work again, whoever had paused it. */
export function resume({ mapping, sellerId, store }: World): void {
  const { columns } = schema.mapping;
  const { Active } = schema.MappingStatus;
  if (store.get("wave_mapping", mapping.id)!.values[columns.mappingstatus] === Active) return;
  store.together(() =>
    store.update("wave_mapping", mapping.id, { [columns.mappingstatus]: Active }, sellerId),
  );
}
