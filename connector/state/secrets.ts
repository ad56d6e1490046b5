import type { Database, Sql } from "../database/database";
import { SecretUnreadableError, type Cipher, type Sealed } from "../secrets/cipher";

/**
 * Names of secrets of an environment. A connection's settings are kept whole, under its id; so are what its events are signed with, and
 * the digest of the key that the system calls us with.
 */
export type SecretName =
  | "clientSecret"
  | "webhookKey"
  | "tokenCache"
  | `connection:${string}`
  | `webhook:${string}`
  | `systemKey:${string}`;

/** Where an environment's secrets are sent, or sent for: each is bound to all of it. */
interface Destination {
  readonly environmentId: string;
  readonly url: string;
  readonly authority: string;
  readonly clientId: string;
}

interface SecretRow extends Sealed, Destination {
  readonly name: string;
}

const SELECT = `select s.environment_id as "environmentId", s.name, s.key_id as "keyId", s.iv, s.tag, s.data,
  e.url, e.authority, e.client_id as "clientId"
  from wave_sync.secret s join wave_sync.environment e on e.id = s.environment_id`;

/**
 * Secrets in the database, encrypted. A secret can only be opened in the place it was sealed for, and only while the
 * environment's address, sign-in service and application are what they were: whoever writes another address into the database
 * gets nothing sent there. (A system's own address is inside its sealed settings.)
 */
export class SecretStore {
  constructor(
    private readonly database: Database,
    private readonly cipher: Cipher,
  ) {}

  /** The environment has to be there; after a change of what its secrets are bound to, all are put anew. */
  async put(environmentId: string, name: SecretName, value: string, sql: Sql = this.database): Promise<void> {
    await write(
      sql,
      environmentId,
      name,
      this.cipher.seal(value, await this.placeOf(environmentId, name, sql)),
    );
  }

  /** Null when there is none. @throws SecretUnreadableError, of which KeyMissingError is one */
  async get(environmentId: string, name: SecretName): Promise<string | null> {
    const [row] = await this.database.query<SecretRow>(
      `${SELECT} where s.environment_id = $1 and s.name = $2`,
      [environmentId, name],
    );
    return row ? this.cipher.open(row, place(row, row.name)) : null;
  }

  /** All secrets of an environment that can be opened, by name. */
  async all(environmentId: string): Promise<ReadonlyMap<SecretName, string>> {
    const rows = await this.database.query<SecretRow>(`${SELECT} where s.environment_id = $1`, [
      environmentId,
    ]);
    return new Map(this.readable(rows).map(({ name, value }) => [name as SecretName, value]));
  }

  /** The secret of this name of every environment, where there is one that can be opened. */
  async everywhere(name: SecretName): Promise<readonly { environmentId: string; value: string }[]> {
    return this.readable(await this.database.query<SecretRow>(`${SELECT} where s.name = $1`, [name]));
  }

  private readable(rows: readonly SecretRow[]) {
    return rows.flatMap((row) => {
      try {
        const value = this.cipher.open(row, place(row, row.name));
        return [{ environmentId: row.environmentId, name: row.name, value }];
      } catch (error) {
        if (error instanceof SecretUnreadableError) return [];
        throw error;
      }
    });
  }

  /** Puts a new value in the place of one that is there; does nothing when it has been removed meanwhile. */
  async replace(environmentId: string, name: SecretName, value: string): Promise<void> {
    const where = await this.placeOf(environmentId, name, this.database);
    const { keyId, iv, tag, data } = this.cipher.seal(value, where);
    await this.database.query(
      `update wave_sync.secret set key_id = $3, iv = $4, tag = $5, data = $6, updated_on = now()
       where environment_id = $1 and name = $2`,
      [environmentId, name, keyId, iv, tag, data],
    );
  }

  async remove(environmentId: string, name: SecretName, sql: Sql = this.database): Promise<void> {
    await sql.query("delete from wave_sync.secret where environment_id = $1 and name = $2", [
      environmentId,
      name,
    ]);
  }

  async removeAll(environmentId: string, sql: Sql = this.database): Promise<void> {
    await sql.query("delete from wave_sync.secret where environment_id = $1", [environmentId]);
  }

  /**
   * Seals with the current key whatever an older key still holds; the older key can be retired then. What cannot be opened
   * stays as it is: its environment pauses, and no other.
   */
  async rotate(): Promise<{ readonly renewed: number; readonly unreadable: number }> {
    const old = await this.database.query<SecretRow>(`${SELECT} where s.key_id <> $1`, [
      this.cipher.currentKeyId,
    ]);
    let renewed = 0;
    for (const row of old) {
      const where = place(row, row.name);
      const [opened] = this.readable([row]);
      if (!opened) continue;
      const { environmentId, name } = row;
      await write(this.database, environmentId, name, this.cipher.seal(opened.value, where), row.iv);
      renewed += 1;
    }
    return { renewed, unreadable: old.length - renewed };
  }

  private async placeOf(environmentId: string, name: string, sql: Sql): Promise<string> {
    const [destination] = await sql.query<Destination>(
      `select id as "environmentId", url, authority, client_id as "clientId" from wave_sync.environment where id = $1`,
      [environmentId],
    );
    if (!destination) throw new Error("A secret needs an environment to belong to.");
    return place(destination, name);
  }
}

function place({ environmentId, url, authority, clientId }: Destination, name: string): string {
  return JSON.stringify([environmentId, name, url, authority, clientId]);
}

/** `onlyOver`: the nonce of the version to replace; a newer one stays. */
async function write(
  sql: Sql,
  environmentId: string,
  name: string,
  sealed: Sealed,
  onlyOver?: string,
): Promise<void> {
  await sql.query(
    `insert into wave_sync.secret (environment_id, name, key_id, iv, tag, data) values ($1, $2, $3, $4, $5, $6)
     on conflict (environment_id, name) do update
       set key_id = excluded.key_id, iv = excluded.iv, tag = excluded.tag, data = excluded.data, updated_on = now()
       where $7::text is null or wave_sync.secret.iv = $7`,
    [environmentId, name, sealed.keyId, sealed.iv, sealed.tag, sealed.data, onlyOver ?? null],
  );
}
