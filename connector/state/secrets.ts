import type { Database, Sql } from "../database/database";
import type { Cipher, Sealed } from "../secrets/cipher";

/** Names of secrets of an environment. A connection's settings are kept whole, under its id; so is what its events are signed with. */
export type SecretName =
  "clientSecret" | "webhookKey" | "tokenCache" | `connection:${string}` | `webhook:${string}`;

interface SecretRow extends Sealed {
  readonly environmentId: string;
  readonly name: string;
}

const COLUMNS = `environment_id as "environmentId", name, key_id as "keyId", iv, tag, data`;

/** Secrets in the database, encrypted. A secret can only be opened in the place it was sealed for. */
export class SecretStore {
  constructor(
    private readonly database: Database,
    private readonly cipher: Cipher,
  ) {}

  async put(environmentId: string, name: SecretName, value: string, sql: Sql = this.database): Promise<void> {
    await write(sql, environmentId, name, this.cipher.seal(value, place(environmentId, name)));
  }

  /** Null when there is none. Throws KeyMissingError when its key is not configured. */
  async get(environmentId: string, name: SecretName): Promise<string | null> {
    const rows = await this.database.query<SecretRow>(
      `select ${COLUMNS} from wave_sync.secret where environment_id = $1 and name = $2`,
      [environmentId, name],
    );
    return rows[0] ? this.cipher.open(rows[0], place(environmentId, name)) : null;
  }

  /** Puts a new value in the place of one that is there; does nothing when it has been removed meanwhile. */
  async replace(environmentId: string, name: SecretName, value: string): Promise<void> {
    const { keyId, iv, tag, data } = this.cipher.seal(value, place(environmentId, name));
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

  /** Seals with the current key whatever an older key still holds; the older key can be retired then. Gives how many. */
  async rotate(): Promise<number> {
    const old = await this.database.query<SecretRow>(
      `select ${COLUMNS} from wave_sync.secret where key_id <> $1`,
      [this.cipher.currentKeyId],
    );
    for (const row of old) {
      const where = place(row.environmentId, row.name);
      await write(
        this.database,
        row.environmentId,
        row.name,
        this.cipher.seal(this.cipher.open(row, where), where),
        row.iv,
      );
    }
    return old.length;
  }
}

function place(environmentId: string, name: string): string {
  return `${environmentId}/${name}`;
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
