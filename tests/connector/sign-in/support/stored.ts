import { openDatabase } from "../../../../connector/database/open-database";
import { Cipher } from "../../../../connector/secrets/cipher";
import type { EncryptionKey } from "../../../../connector/secrets/key-list";
import { SecretStore } from "../../../../connector/state/secrets";

/** Tokens of a sign-in, as Microsoft's library keeps them. */
export interface MsalCache {
  readonly RefreshToken: Record<string, { readonly secret: string }>;
  readonly AccessToken: Record<string, { readonly secret: string }>;
}

/** What a connector's database holds of a sign-in. */
export interface Stored {
  /** Everything in our tables, as somebody who has stolen the database reads it. */
  readonly all: string;
  /** Which key the tokens are sealed with. */
  readonly keyId: string | undefined;
  /** The tokens as only the key opens them; null: there are none. */
  readonly cache: MsalCache | null;
}

export async function readStored(
  where: Parameters<typeof openDatabase>[0],
  key: EncryptionKey,
): Promise<Stored> {
  const database = await openDatabase(where);
  try {
    const tables = await database.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'wave_sync'",
    );
    let all = "";
    for (const { name } of tables)
      all += JSON.stringify(await database.query(`select * from wave_sync.${name}`));
    const rows = await database.query<{ id: string; keyId: string }>(
      `select environment_id as id, key_id as "keyId" from wave_sync.secret where name = 'tokenCache'`,
    );
    const secrets = new SecretStore(database, new Cipher([key]));
    const cache = rows[0] ? await secrets.get(rows[0].id, "tokenCache") : null;
    return { all, keyId: rows[0]?.keyId, cache: cache === null ? null : (JSON.parse(cache) as MsalCache) };
  } finally {
    await database.close();
  }
}

/** The tokens themselves. */
export function tokensIn({ AccessToken, RefreshToken }: MsalCache): readonly string[] {
  return [RefreshToken, AccessToken].flatMap((kind) => Object.values(kind).map(({ secret }) => secret));
}
