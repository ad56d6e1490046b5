import type { SideName } from "./people";
import type { Work } from "./sight";
import { EDITED } from "./settings";
import type { World } from "./world";

/** A value a field held. */
export interface Held {
  readonly value: string | null;
  readonly on: number;
  readonly byPeople: boolean;
  /** Which piece of a connector's work wrote it. */
  readonly work: Work | null;
  /** It came from Enginy. For Wave's promises, that is as if somebody had typed it into the row. */
  readonly fromEnginy: boolean;
}

/** A record that a connector created, changed or removed. */
export interface Deed {
  readonly what: "created" | "changed" | "removed";
  readonly side: SideName;
  readonly record: string;
  /** A field of the mapping was written, not only our own marks and the external id. */
  readonly fields: boolean;
  readonly work: Work;
  readonly on: number;
}

/** Everything that was ever written on either side, by whom; kept beside the engine and unknown to it. */
export class Ledger {
  /** Email address by record: whose it is. */
  readonly owners = new Map<string, string>();
  /** Email address by record: whose it was at first. A merge makes one of two persons. */
  readonly born = new Map<string, string>();
  readonly sides = new Map<string, SideName>();
  /** Records that are gone, and whether a person took them away. */
  readonly gone = new Map<string, { readonly byPeople: boolean; readonly on: number }>();
  /** Pairs that were ever linked: Wave's id and the row's. */
  readonly pairs = new Map<string, Set<string>>();
  private readonly held = new Map<string, Held[]>();
  /** What connectors did to people's records, in order. */
  readonly deeds: Deed[] = [];
  /** True while one of the people acts. */
  peopleAct = false;
  /** True while something of Enginy's is written to a row. */
  private fromEnginy = false;

  constructor(private readonly world: World) {
    const { store } = world;
    store.onHappening((happening) => {
      const { message, table, id, changed } = happening;
      if (table === "wave_link") this.link(changed);
      if (table !== "contact") return;
      const what = message === "Create" ? "created" : message === "Delete" ? "removed" : "changed";
      if (touches(changed) || what !== "changed")
        this.note(what, "dataverse", id, this.touchesFields(changed));
      if (message === "Delete") return this.remove(id);
      this.fromEnginy = world.leads?.wrote(happening) ?? false;
      if (this.fromEnginy) this.rememberTyped(id, changed);
      this.write("dataverse", id, changed.emailaddress1, changed);
      this.fromEnginy = false;
    });
    world.wave.store.onChange((type, contact) => {
      const what =
        type === "contact.created" ? "created" : type === "contact.deleted" ? "removed" : "changed";
      this.note(what, "wave", contact.id);
      if (type === "contact.deleted") this.remove(contact.id);
      else
        this.write(
          "wave",
          contact.id,
          contact.emails[0]?.value,
          contact as unknown as Record<string, unknown>,
        );
    });
  }

  /** What a field of a record held, one after the other; `name` is Wave's field or the row's column. */
  historyOf(record: string, name: string): readonly Held[] {
    return this.held.get(`${record}/${name}`) ?? [];
  }

  partnersOf(record: string): readonly string[] {
    return [...(this.pairs.get(record) ?? [])];
  }

  /** The row that a contact was linked with, the last of them. */
  rowOf(contact: string): string | undefined {
    return this.partnersOf(contact).at(-1);
  }

  private write(side: SideName, id: string, email: unknown, values: Readonly<Record<string, unknown>>): void {
    this.sides.set(id, side);
    if (typeof email === "string") {
      this.owners.set(id, email);
      if (!this.born.has(id)) this.born.set(id, email);
    }
    for (const [name, value] of Object.entries(values)) {
      if (value !== null && typeof value !== "string") continue;
      const history = this.held.get(`${id}/${name}`) ?? [];
      this.held.set(`${id}/${name}`, history);
      const last = history.at(-1);
      if (last === undefined ? value === null : last.value === value) continue;
      const { fromEnginy } = this;
      const { acting: work, scheduler } = this.world;
      history.push({ value, on: scheduler.now, byPeople: this.peopleAct || fromEnginy, work, fromEnginy });
    }
  }

  /** What Enginy's mapping writes to a row is news for Wave, as whatever is typed there. Whether it might do so, its own promises say. */
  private rememberTyped(id: string, changed: Readonly<Record<string, unknown>>): void {
    for (const { field, column } of EDITED) {
      if (!(column in changed)) continue;
      const before = this.historyOf(id, column).at(-1)?.value ?? null;
      this.world.people().rememberInRow(id, field, changed[column] as string | null, before);
    }
  }

  private touchesFields(changed: Readonly<Record<string, unknown>>): boolean {
    return this.world.mapping.lines.some(({ column }) => column in changed);
  }

  private note(what: Deed["what"], side: SideName, record: string, fields = true): void {
    const { acting: work, scheduler } = this.world;
    if (work && !this.peopleAct) this.deeds.push({ what, side, record, fields, work, on: scheduler.now });
  }

  private remove(id: string): void {
    this.gone.set(id, { byPeople: this.peopleAct, on: this.world.scheduler.now });
  }

  private link(changed: Readonly<Record<string, unknown>>): void {
    const { wave_externalid: external, wave_recordid: row } = changed;
    if (typeof external !== "string" || typeof row !== "string") return;
    const join = (a: string, b: string) => this.pairs.set(a, new Set([...(this.pairs.get(a) ?? []), b]));
    join(external, row);
    join(row, external);
  }
}

/** More than our own marks on the row. */
const touches = (changed: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(changed).some((column) => column !== "wave_syncstatus" && column !== "wave_syncedon");
