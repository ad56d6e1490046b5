/** A row as both drivers return it: timestamps as Date, json parsed, int8 avoided by casting. */
export type DatabaseRow = Readonly<Record<string, unknown>>;

/**
 * Runs one statement with `$1`-style parameters. JSON goes in as text with a `::jsonb` cast: the drivers differ on objects.
 * Throws {@link DatabaseAwayError} while the database is away.
 */
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
  /**
   * Hears what connectors on the same database `pg_notify`. Only a hint: while nobody listens, it is lost.
   * @param onLost the connection broke: listen again
   * @returns ends it
   */
  listen(channel: string, hear: (payload: string) => void, onLost: () => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}
