import { randomBytes } from "node:crypto";
import type { Database, Sql } from "../database/database";
import type { Cipher, Sealed } from "../secrets/cipher";
import { digestOf } from "../secrets/constant-time";

/** Long enough to hand the link to a colleague who administers Dynamics. */
const LINK_MINUTES = 60;
/** Signing in takes a minute or two; multi-factor prompts included. */
const ATTEMPT_MINUTES = 10;
/** Sign-ins that one link may have under way: a person needs one, or some after a mistake. The oldest give way. */
const MOST_ATTEMPTS = 10;
/** 256 bits: nobody guesses them. */
const SECRET_BYTES = 32;
/** What tokens are for. */
const LINK = "setup-link";
const STATE = "sign-in";

/** What a browser brought back, matched with what it was sent away with. */
export interface Attempt<Settings> {
  /** The setup link it began at. */
  readonly link: string;
  readonly settings: Settings;
  readonly dataverseUrl: string;
  /** What was entered beside it, keys included. */
  readonly entered: Readonly<Record<string, string>>;
  /** PKCE code verifier. */
  readonly verifier: string;
  /** Whether everything is to be imported at once. */
  readonly autoSync: boolean;
  /** Whether somebody else than before may sign in. */
  readonly otherAccount: boolean;
}

type AttemptSecrets = Omit<Attempt<unknown>, "settings">;

/** Sealed columns, as selected. */
const SEALED = `key_id as "keyId", iv, tag, data`;

/**
 * Setup links and sign-ins under way. Links, states and browsers are known by their SHA-256 only; what belongs to them is
 * encrypted. @template Settings what a link was made with
 */
export class SignIns<Settings> {
  constructor(
    private readonly database: Database,
    private readonly cipher: Cipher,
  ) {}

  /** Makes a link that works once, for an hour. Gives its secret part. */
  async createLink(settings: Settings): Promise<{ readonly link: string; readonly expiresOn: Date }> {
    const link = this.cipher.newToken(LINK);
    const digest = digestOf(link);
    const { keyId, iv, tag, data } = this.cipher.seal(JSON.stringify(settings), `setup-link/${digest}`);
    const rows = await this.database.query<{ expiresOn: Date }>(
      `insert into wave_sync.setup_link (digest, key_id, iv, tag, data, expires_on)
       values ($1, $2, $3, $4, $5, now() + $6 * interval '1 minute') returning expires_on as "expiresOn"`,
      [digest, keyId, iv, tag, data, LINK_MINUTES],
    );
    return { link, expiresOn: rows[0]!.expiresOn };
  }

  /** What a link was made with; null for a link that is unknown, expired or used. One we never made costs no query. */
  async openLink(link: string): Promise<Settings | null> {
    if (!this.cipher.isOurs(link, LINK)) return null;
    const digest = digestOf(link);
    const rows = await this.database.query<Sealed>(
      `select ${SEALED} from wave_sync.setup_link where digest = $1 and used_on is null and expires_on > now()`,
      [digest],
    );
    return rows[0] ? (JSON.parse(this.cipher.open(rows[0], `setup-link/${digest}`)) as Settings) : null;
  }

  /** Begins a sign-in. `state` goes to the sign-in page, `browser` into a cookie. */
  async begin(secrets: AttemptSecrets): Promise<{ readonly state: string; readonly browser: string }> {
    const state = this.cipher.newToken(STATE);
    const browser = randomBytes(SECRET_BYTES).toString("base64url");
    const digest = digestOf(state);
    const { keyId, iv, tag, data } = this.cipher.seal(JSON.stringify(secrets), `sign-in/${digest}`);
    await this.database.query(
      `insert into wave_sync.sign_in_attempt (state_digest, link_digest, browser_digest, key_id, iv, tag, data, expires_on)
       values ($1, $2, $3, $4, $5, $6, $7, now() + $8 * interval '1 minute')`,
      [digest, digestOf(secrets.link), digestOf(browser), keyId, iv, tag, data, ATTEMPT_MINUTES],
    );
    await this.database.query(
      `delete from wave_sync.sign_in_attempt where state_digest in (
         select state_digest from wave_sync.sign_in_attempt where link_digest = $1
         order by (state_digest = $2) desc, expires_on desc offset $3)`,
      [digestOf(secrets.link), digest, MOST_ATTEMPTS],
    );
    return { state, browser };
  }

  /**
   * Takes the attempt, once, whatever follows. Null when there is none, it has expired, or another browser began it: that one
   * leaves it as it is.
   */
  async take(state: string, browser: string): Promise<Attempt<Settings> | null> {
    if (!this.cipher.isOurs(state, STATE)) return null;
    const digest = digestOf(state);
    // Digests may be compared by the database: how they differ tells nothing about what they were made of.
    const [row] = await this.database.query<Sealed & { alive: boolean }>(
      `delete from wave_sync.sign_in_attempt where state_digest = $1 and browser_digest = $2
       returning ${SEALED}, expires_on > now() as alive`,
      [digest, digestOf(browser)],
    );
    if (!row?.alive) return null;
    const secrets = JSON.parse(this.cipher.open(row, `sign-in/${digest}`)) as AttemptSecrets;
    const settings = await this.openLink(secrets.link);
    return settings === null ? null : { ...secrets, settings };
  }

  /** Uses the link up. False when somebody else has. */
  async useLink(link: string): Promise<boolean> {
    const rows = await this.database.query(
      `update wave_sync.setup_link set used_on = now()
       where digest = $1 and used_on is null and expires_on > now() returning digest`,
      [digestOf(link)],
    );
    return rows.length > 0;
  }

  /** Connecting failed after all: the link may be tried again. */
  async giveLinkBack(link: string): Promise<void> {
    await this.database.query("update wave_sync.setup_link set used_on = null where digest = $1", [
      digestOf(link),
    ]);
  }
}

/** Removes links that no longer open anything, and sign-ins nobody came back from. */
export async function removeOldSignIns(sql: Sql): Promise<void> {
  await sql.query("delete from wave_sync.sign_in_attempt where expires_on < now()");
  await sql.query("delete from wave_sync.setup_link where expires_on < now() or used_on is not null");
}
