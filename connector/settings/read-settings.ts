import path from "node:path";
import type { EncryptionKey } from "../secrets/key-list";
import type { AdminKey } from "./admin-keys";
import { mailSettingsOf, type MailSettings } from "./mail";
import { settingsSchema } from "./schema";
import { type LogLevel } from "../logging/levels";
import type { Retention } from "../state/cleanup";
import { SettingsError } from "./settings-error";

/** What the connector runs on; one object for the service, the command line and tests. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Where health, metrics and the admin API are: for operators only. */
  readonly adminPort: number;
  readonly adminHost: string;
  /** Addresses and networks of proxies whose word on where a call comes from is believed. */
  readonly trustProxy?: readonly string[];
  /** Whether a Dynamics on this very machine may be connected; `wave-sync start` says so, nobody else. */
  readonly allowLocal?: boolean;
  /** Hosts of systems that may be connected; none named: every one with a public address. */
  readonly systemHosts?: readonly string[];
  /** Where Dynamics reaches us; absent: the address we listen on. */
  readonly publicUrl?: string;
  /** Absolute path; `undefined` keeps the embedded database in memory (tests only). */
  readonly dataFolder?: string;
  readonly databaseUrl?: string;
  /** First is current; absent: made once and kept in the data folder. */
  readonly encryptionKeys?: readonly EncryptionKey[];
  /** Absent: made once and kept in the data folder. */
  readonly adminKey?: string;
  /** More keys, each with the name of whoever uses it. */
  readonly adminKeys?: readonly AdminKey[];
  readonly logLevel: LogLevel;
  /** For how many days what is over is kept; absent: as long as usual. */
  readonly retention?: Retention;
  /** Who is told by mail when somebody has to sign in; absent: nobody, the app shows it. */
  readonly mail?: MailSettings;
}

/**
 * Environment variables -> settings.
 * @throws SettingsError naming each variable that needs attention, and what to do
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    throw new SettingsError(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`));
  }
  const values = parsed.data;
  return {
    port: values.WAVE_SYNC_PORT,
    host: values.WAVE_SYNC_HOST,
    adminPort: values.WAVE_SYNC_ADMIN_PORT,
    adminHost: values.WAVE_SYNC_ADMIN_HOST,
    trustProxy: values.WAVE_SYNC_TRUST_PROXY,
    systemHosts: values.WAVE_SYNC_SYSTEM_HOSTS,
    allowLocal: values.WAVE_SYNC_ALLOW_LOCAL,
    publicUrl: values.WAVE_SYNC_PUBLIC_URL,
    dataFolder: path.resolve(values.WAVE_SYNC_DATA),
    databaseUrl: values.DATABASE_URL,
    encryptionKeys: values.WAVE_SYNC_ENCRYPTION_KEYS,
    adminKey: values.WAVE_SYNC_ADMIN_KEY,
    adminKeys: values.WAVE_SYNC_ADMIN_KEYS,
    logLevel: values.LOG_LEVEL,
    retention: {
      operations: values.WAVE_SYNC_KEEP_OPERATIONS_DAYS,
      issues: values.WAVE_SYNC_KEEP_ISSUES_DAYS,
      runs: values.WAVE_SYNC_KEEP_RUNS_DAYS,
      journal: values.WAVE_SYNC_KEEP_JOURNAL_DAYS,
      disconnected: values.WAVE_SYNC_KEEP_DISCONNECTED_DAYS,
    },
    mail: mailSettingsOf(values),
  };
}
