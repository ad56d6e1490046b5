import type { Sql } from "../database/database";
import { LEASE_END, LeaseLostError, NOT_PAUSED } from "./lease";

/** In a where-clause: the row's time has come, nobody works on it, and its environment does not wait for a sign-in. */
export const FREE = `due_on <= now() and (lease_until is null or lease_until < now()) and ${NOT_PAUSED}`;
/** In an update: the row is taken by `owner`, a parameter. */
export const takenBy = (owner: string, until = LEASE_END): string =>
  `lease_owner = ${owner}, lease_until = ${until}, attempts = attempts + 1`;
/** In an update: nobody works on it any more. */
export const RELEASED = "lease_owner = null, lease_until = null";
/** In an update: it may be taken so many milliseconds (a parameter) from now. */
export const dueIn = (ms: string): string => `due_on = now() + ${ms}::float8 * interval '1 millisecond'`;

/**
 * A table of work: rows that may be taken when they are due, by one worker at a time, until a time. How they are found and taken is the
 * table's own; that whoever has taken a row may change it, and nobody else, is the same everywhere. An owner's name is new for every attempt.
 */
export class LeasedRows {
  /**
   * @param key columns that a row, or what is leased together, is known by
   * @param open in a where-clause: there is still something to do
   */
  constructor(
    private readonly table: "change" | "operation" | "run" | "notice" | "run_mail",
    private readonly key: readonly string[],
    private readonly open = "true",
  ) {}

  /** Changes what `owner` holds; false when somebody else has it by now. `values` are the parameters $1, $2, … of `assignments`. */
  async update(
    sql: Sql,
    key: readonly string[],
    owner: string,
    assignments: string,
    values: readonly unknown[] = [],
  ): Promise<boolean> {
    return (await this.changed(sql, key, owner, assignments, values, "1 as one")).length > 0;
  }

  private changed<T extends object>(
    sql: Sql,
    key: readonly string[],
    owner: string,
    assignments: string,
    values: readonly unknown[],
    columns: string,
  ): Promise<readonly T[]> {
    const where = [...this.key, "lease_owner"].map((column, at) => `${column} = $${values.length + at + 1}`);
    return sql.query<T>(
      `update wave_sync.${this.table} set ${assignments} where ${where.join(" and ")} and ${this.open} returning ${columns}`,
      [...values, ...key, owner],
    );
  }

  /** As {@link update}. Throws LeaseLostError when somebody else has it: nothing of the transaction may stay. */
  async mustUpdate(
    sql: Sql,
    key: readonly string[],
    owner: string,
    assignments: string,
    values: readonly unknown[] = [],
  ): Promise<void> {
    if (!(await this.update(sql, key, owner, assignments, values)))
      throw new LeaseLostError(`${this.table} ${key.join("/")}`);
  }

  /** A sign of life; false when somebody else has it by now. */
  async renew(sql: Sql, key: readonly string[], owner: string): Promise<boolean> {
    return (await this.renewReading(sql, key, owner, "1 as one")) !== null;
  }

  /** The same, with what `columns` hold; null when somebody else has it by now. */
  async renewReading<T extends object>(
    sql: Sql,
    key: readonly string[],
    owner: string,
    columns: string,
  ): Promise<T | null> {
    const [row] = await this.changed<T>(sql, key, owner, `lease_until = ${LEASE_END}`, [], columns);
    return row ?? null;
  }

  /** Gives it back unfinished: `pauseMs` from now somebody may take it again. */
  async giveBack(
    sql: Sql,
    key: readonly string[],
    owner: string,
    pauseMs: number,
    assignments: readonly string[] = [],
  ): Promise<void> {
    await this.update(sql, key, owner, [RELEASED, dueIn("$1"), ...assignments].join(", "), [pauseMs]);
  }
}
