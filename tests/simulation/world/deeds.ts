import * as schema from "../../../core/generated/schema";
import type { Side } from "../../../core/merge/types";
import { ask } from "./doors";
import type { People } from "./people";
import { EDITED } from "./settings";
import type { World } from "./world";

/** What one of the people does next. */
export function actSomehow(world: World, people: People): void {
  const { random } = world;
  const rows = world.store.rows("contact").filter((row) => row.values.statecode === 0);
  const contacts = world.wave.store.all();
  const row = () => random.pick(rows).id;
  const contact = () => random.pick(contacts).id;
  const deeds: (readonly [weight: number, possible: boolean, deed: () => void])[] = [
    [6, rows.length > 0, () => people.editRow(row(), ...fieldAndValue(world, people))],
    [6, contacts.length > 0, () => people.editWave(contact(), ...fieldAndValue(world, people))],
    [2, rows.length > 0 && contacts.length > 0, () => editBothSides(world, people)],
    [3, true, () => addSomebody(world, people)],
    [1, rows.length > 0, () => people.removeRow(row())],
    [1, contacts.length > 0, () => people.removeFromWave(contact())],
    [
      1,
      rows.length > 1,
      () =>
        mergeTwo(
          world,
          people,
          rows.map((each) => each.id),
        ),
    ],
    [2, rows.length > 0, () => askFor(world, "push", { Table: "contact", RecordIds: several(world, rows) })],
    [2, rows.length > 0, () => askFor(world, "pull", { Table: "contact", RecordIds: several(world, rows) })],
    [1, rows.length > 0, () => askFor(world, "preview", { Table: "contact", RecordIds: [row()] })],
    [1, true, () => askFor(world, "startRun", { Mapping: world.mapping.id })],
    [1, true, () => decideSomething(world)],
    [1, true, () => undoSomething(world)],
    [1, true, () => pauseOrResume(world)],
  ];
  const possible = deeds.filter(([, may]) => may);
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
  if (row) return () => people.editRow(row.id, field, value);
  return contact ? () => people.editWave(contact.id, field, value) : null;
}

/** Who is where when the connection is made. */
export function settleIn(world: World, people: People): void {
  const { random } = world;
  for (const person of people.persons) {
    const where = random.below(4);
    if (where === 0 || where === 2) people.addToWave(person);
    if (where === 1 || where === 2) people.addToDataverse(person);
  }
}

function fieldAndValue(world: World, people: People): [field: string, value: string | null] {
  const { field } = world.random.pick(EDITED);
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

function mergeTwo(world: World, people: People, rows: readonly string[]): void {
  const master = world.random.pick(rows);
  const loser = world.random.pick(rows.filter((id) => id !== master));
  people.mergeRows(master, loser);
}

function several(world: World, rows: readonly { readonly id: string }[]): readonly string[] {
  const chosen = rows.filter(() => world.random.chance(0.4)).map((row) => row.id);
  return chosen.length > 0 ? chosen : [rows[0]!.id];
}

function askFor(
  world: World,
  kind: Parameters<typeof ask>[2],
  input: Readonly<Record<string, unknown>>,
): void {
  const connector = world.someConnector();
  if (!connector) return;
  world.note("people", `ask ${kind} ${JSON.stringify(input)}`);
  world.asked.add(kind);
  connector.begin("operations", `asking for ${kind}`, () => ask(world, connector, kind, input));
}

/** An open issue gets an answer. */
function decideSomething(world: World): void {
  const { random } = world;
  const { columns } = schema.issue;
  const open = world.store
    .rows("wave_issue")
    .filter((row) => row.values[columns.issuestatus] === schema.IssueStatus.Open);
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
  askFor(world, "resolve", { Issue: issue.id, Decision: JSON.stringify(decision) });
}

function undoSomething(world: World): void {
  const { columns } = schema.run;
  const ended = world.store
    .rows("wave_run")
    .filter((row) => row.values[columns.endedon] !== null && row.values[columns.endedon] !== undefined);
  if (ended.length === 0) return;
  askFor(world, "undoRun", { Run: world.random.pick(ended).id });
}

function pauseOrResume(world: World): void {
  const { store, mapping, sellerId } = world;
  const { columns } = schema.mapping;
  const { Active, Paused } = schema.MappingStatus;
  const now = store.get("wave_mapping", mapping.id)!.values[columns.mappingstatus];
  const then = now === Active ? Paused : Active;
  world.note("people", then === Paused ? "pause the mapping" : "resume the mapping");
  store.together(() => store.update("wave_mapping", mapping.id, { [columns.mappingstatus]: then }, sellerId));
}
