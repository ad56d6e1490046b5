import type { SideName } from "./people";
import type { World } from "./world";

/** A value a field held. */
export interface Held {
  readonly value: string | null;
  readonly on: number;
  readonly byPeople: boolean;
}

/** Everything that was ever written on either side, by whom; kept beside the engine and unknown to it. */
export class Ledger {
  /** E-mail address by record: whose it is. */
  readonly owners = new Map<string, string>();
  /** E-mail address by record: whose it was at first. A merge makes one of two persons. */
  readonly born = new Map<string, string>();
  readonly sides = new Map<string, SideName>();
  /** Records that are gone, and whether a person took them away. */
  readonly gone = new Map<string, { readonly byPeople: boolean; readonly on: number }>();
  /** Pairs that were ever linked: Wave's id and the row's. */
  readonly pairs = new Map<string, Set<string>>();
  private readonly held = new Map<string, Held[]>();
  /** True while one of the people acts. */
  peopleAct = false;

  constructor(private readonly world: World) {
    const { store } = world;
    store.onHappening(({ message, table, id, changed }) => {
      if (table === "wave_link") this.link(changed);
      if (table !== "contact") return;
      if (message === "Delete") this.remove(id);
      else this.write("dataverse", id, changed.emailaddress1, changed);
    });
    world.wave.store.onChange((type, contact) => {
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
      history.push({ value, on: this.world.scheduler.now, byPeople: this.peopleAct });
    }
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
