import type { Mapping } from "../../../core/mapping/types";
import { wellFormed } from "../../../core/values/text";
import type { WaveContact } from "../../../local/sandboxes/wave/contact";
import { EDITED } from "./settings";
import type { World } from "./world";

export type SideName = "wave" | "dataverse";

/** A value somebody typed: nothing of it may get lost without a reason. */
export interface Typed {
  readonly side: SideName;
  /** Wave's contact id, or the row's id. */
  readonly record: string;
  readonly field: string;
  readonly value: string | null;
  readonly on: number;
  /** What the field held when she began to type. */
  readonly before: string | null;
  readonly order: number;
  /** Nobody typed it there: it was brought from another system than Wave. */
  readonly brought?: true;
}

/** Somebody in one of the two systems. The email address is what tells persons apart, and is never edited. */
export interface Person {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

const FIRST = ["Ada", "Ben", "Cleo", "Dan", "Eva", "Finn"];
/** Composed and decomposed letters, other scripts, emoji of several code points, marks that change direction. */
const SCRIPTS = ["Zoë", "Zoe\u0308", "東京", "Ωμέγα", "🦊", "👩‍👩‍👧", "مدير", "\u200f", "ﬁ"];
/** Half of an emoji, and what people see of it. */
const HALF = "\ud83e";
const HALF_SEEN = "\ufffd";
/** NUL: left out wherever it comes in. */
const POISON = [" \u0000", "\u0000 ", "\u0000\u0000 "];
const LAST = ["Abel", "Brandt", "Costa", "Dupont", "Ek", "Falk"];

/** What people do on both sides, and a memory of it. */
export class People {
  readonly persons: readonly Person[];
  readonly typed: Typed[] = [];
  /** Records removed by people's hands, not by a connector. */
  readonly removed = new Set<string>();
  /** Contacts of Wave that were sent a text which no database keeps as it is. */
  readonly sentPoison = new Set<string>();
  /** Rows that people added. */
  readonly added = new Set<string>();
  /** Rows that lost a merge -> their master. */
  readonly merged = new Map<string, string>();
  /** Addresses of those who were added somewhere once. */
  readonly known = new Set<string>();
  private values = 0;

  constructor(private readonly world: World) {
    this.persons = Array.from({ length: world.weather.people }, (_, at) => ({
      email: `p${at}@people.example`,
      firstName: FIRST[at]!,
      lastName: LAST[at]!,
    }));
  }

  get mapping(): Mapping {
    return this.world.mapping;
  }

  rowsOf(person: Person) {
    return this.world.store.rows("contact").filter((row) => row.values.emailaddress1 === person.email);
  }

  contactsOf(person: Person): readonly WaveContact[] {
    return this.world.wave.store.all().filter((contact) => contact.emails[0]?.value === person.email);
  }

  /** A person nobody has in Wave yet, and never had, gets a contact there. */
  addToWave(person: Person): string {
    this.known.add(person.email);
    const values = this.newValues();
    const { id } = this.world.wave.store.create({
      firstName: person.firstName,
      lastName: person.lastName,
      emails: [{ value: person.email, primary: true }],
      ...values,
    });
    this.world.note("people", `add ${person.email} to Wave as ${id} ${JSON.stringify(values)}`);
    for (const [field, value] of Object.entries(values)) this.remember("wave", id, field, value, null);
    return id;
  }

  addToDataverse(person: Person): string {
    this.known.add(person.email);
    const values = this.newValues();
    const { store, sellerId } = this.world;
    const row = {
      firstname: person.firstName,
      lastname: person.lastName,
      emailaddress1: person.email,
      ...Object.fromEntries(Object.entries(values).map(([field, value]) => [columnOf(field), value])),
    };
    const id = store.together(() => store.create("contact", row, sellerId));
    this.added.add(id);
    this.world.note("people", `add ${person.email} to Dynamics as ${id} ${JSON.stringify(values)}`);
    for (const [field, value] of Object.entries(values)) this.remember("dataverse", id, field, value, null);
    return id;
  }

  editWave(id: string, field: string, value: string | null): void {
    const before = this.waveValue(id, field);
    if (before === value) return;
    this.world.note("people", `edit Wave ${id} ${field}=${value} (was ${before})`);
    this.remember("wave", id, field, value, before);
    const sent = this.asSent(value);
    if (sent !== value) this.sentPoison.add(id);
    this.world.wave.store.update(id, { [field]: sent });
  }

  editRow(id: string, field: string, value: string | null): void {
    const before = this.rowValue(id, field);
    if (before === value) return;
    this.world.note("people", `edit row ${id} ${field}=${value} (was ${before})`);
    this.remember("dataverse", id, field, value, before);
    const { store, sellerId } = this.world;
    store.together(() => store.update("contact", id, { [columnOf(field)]: value }, sellerId));
  }

  removeFromWave(id: string): void {
    this.world.note("people", `delete Wave ${id}`);
    this.removed.add(id);
    this.world.wave.store.delete(id);
  }

  removeRow(id: string): void {
    this.world.note("people", `delete row ${id}`);
    this.removed.add(id);
    const { store, sellerId } = this.world;
    store.together(() => store.remove("contact", id, sellerId));
  }

  mergeRows(master: string, loser: string): void {
    this.world.note("people", `merge row ${loser} into ${master}`);
    this.merged.set(loser, master);
    const { store, sellerId } = this.world;
    store.together(() => store.merge("contact", master, loser, {}, sellerId));
  }

  waveValue(id: string, field: string): string | null {
    const held = (this.world.wave.store.get(id) as unknown as Record<string, string | null>)[field] ?? null;
    return held === null ? null : wellFormed(held);
  }

  rowValue(id: string, field: string): string | null {
    return (
      (this.world.store.get("contact", id)?.values[columnOf(field)] as string | null | undefined) ?? null
    );
  }

  /** A value nobody has typed before; seldom one that somebody has. */
  newValue(field: string): string {
    const { more, weather, yet } = this.world;
    const earlier = this.typed.filter((each) => each.field === field && each.value !== null);
    if (earlier.length > 0 && more.chance(weather.again)) return more.pick(earlier).value!;
    const scripts = weather.texts === "poison" ? [...SCRIPTS, HALF_SEEN] : SCRIPTS;
    const script = weather.texts === "plain" ? "" : `${yet.pick(scripts)} `;
    return `${field} ${script}${++this.values}`;
  }

  /** The same value as somebody's program sends it to Wave: now and then with what no database keeps, and people do not see. */
  private asSent(value: string | null): string | null {
    const { weather, yet } = this.world;
    if (value === null || weather.texts !== "poison" || yet.chance(0.5)) return value;
    return value.replace(" ", yet.pick(POISON)).replace(HALF_SEEN, HALF);
  }

  rememberInRow(id: string, field: string, value: string | null, before: string | null): void {
    if (value !== before) this.remember("dataverse", id, field, value, before, true);
  }

  private newValues(): Record<string, string> {
    const { random } = this.world;
    return Object.fromEntries(
      EDITED.filter(() => random.chance(0.6)).map(({ field }) => [field, this.newValue(field)]),
    );
  }

  private remember(
    side: SideName,
    record: string,
    field: string,
    value: string | null,
    before: string | null,
    brought = false,
  ): void {
    this.typed.push({
      side,
      record,
      field,
      value,
      before,
      on: this.world.scheduler.now,
      order: this.typed.length,
      ...(brought ? { brought } : {}),
    });
  }
}

export function columnOf(field: string): string {
  return EDITED.find((each) => each.field === field)!.column;
}
