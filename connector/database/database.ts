/** A row as both drivers return it: timestamps as Date, json parsed, int8 avoided by casting. */
export type DatabaseRow = Readonly<Record<string, unknown>>;

/** Runs one statement with `$1`-style parameters. JSON goes in as text with a `::jsonb` cast: the drivers differ on objects. */
export interface Sql {
  query<T extends object = DatabaseRow>(text: string, values?: readonly unknown[]): Promise<readonly T[]>;
}

/**
 * The connector's Postgres, embedded or a server. The same SQL runs on both, and the same tests.
 * Inside `transaction`, use only the `sql` given: the embedded database has one session, and would wait for itself.
 */
export interface Database extends Sql {
  readonly kind: "pglite" | "postgres";
  /** Several statements at once, without parameters. */
  exec(text: string): Promise<void>;
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
