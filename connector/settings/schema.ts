import { LOG_LEVELS } from "../logging/levels";
import { z } from "zod";
import { keepsSecrets } from "../../core/values/loopback";
import { isNetwork } from "../network/proxies";
import { parseKeyList } from "../secrets/key-list";
import { RETENTION } from "../state/cleanup";
import { MIN_ADMIN_KEY_LENGTH, parseAdminKeys } from "./admin-keys";
import { isAddress, isSmtpUrl, parseRecipients } from "./mail";

/** The connector's default port; one above the local Dynamics'. */
export const DEFAULT_PORT = 8366;
/** Where operators ask, one above that. */
export const DEFAULT_ADMIN_PORT = 8367;

const isHttpUrl = (text: string) => /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text);
const isPostgresUrl = (text: string) => /^postgres(ql)?:\/\//i.test(text) && URL.canParse(text);

const port = (name: string, otherwise: number) => {
  const cure = `set ${name} to a number from 0 to 65535 (0 picks a free one)`;
  return z.coerce
    .number({ error: `must be a port number; ${cure}` })
    .int(`must be a whole number; ${cure}`)
    .min(0, `is below 0; ${cure}`)
    .max(65_535, `is above 65535; ${cure}`)
    .default(otherwise);
};

const days = (name: string, otherwise: number) => {
  const cure = `set ${name} to a number of days from 1 to 3650`;
  return z.coerce
    .number({ error: `must be a number of days; ${cure}` })
    .int(`must be a whole number; ${cure}`)
    .min(1, `is below 1; ${cure}`)
    .max(3650, `is above 3650; ${cure}`)
    .default(otherwise);
};

const host = (name: string) =>
  z
    .string()
    .min(1, `is empty; set ${name} to the address to listen on, e.g. 127.0.0.1, or unset it`)
    .default("127.0.0.1");

/** Notices by mail need all of these, or none. */
const MAIL = ["WAVE_SYNC_SMTP_URL", "WAVE_SYNC_NOTICE_FROM", "WAVE_SYNC_NOTICE_TO"] as const;

const variables = z.object({
  WAVE_SYNC_PORT: port("WAVE_SYNC_PORT", DEFAULT_PORT),
  WAVE_SYNC_HOST: host("WAVE_SYNC_HOST"),
  WAVE_SYNC_ADMIN_PORT: port("WAVE_SYNC_ADMIN_PORT", DEFAULT_ADMIN_PORT),
  WAVE_SYNC_ADMIN_HOST: host("WAVE_SYNC_ADMIN_HOST"),
  WAVE_SYNC_TRUST_PROXY: z
    .string()
    .transform((text, context) => {
      const proxies = text.split(/[,\s]+/).filter(Boolean);
      if (proxies.every(isNetwork)) return proxies;
      context.addIssue({
        code: "custom",
        message:
          "names something that is no address; set WAVE_SYNC_TRUST_PROXY to the addresses your proxies call from, e.g. 10.0.0.5 or 10.0.0.0/24, several with commas",
      });
      return z.NEVER;
    })
    .default([]),
  WAVE_SYNC_SYSTEM_HOSTS: z
    .string()
    .transform((text, context) => {
      const hosts = text
        .toLowerCase()
        .split(/[,\s]+/)
        .filter(Boolean);
      if (hosts.every((name) => URL.parse(`https://${name}`)?.hostname === name)) return hosts;
      context.addIssue({
        code: "custom",
        message:
          "names something that is no host; set WAVE_SYNC_SYSTEM_HOSTS to names like api.example.com, several with commas",
      });
      return z.NEVER;
    })
    .default([]),
  WAVE_SYNC_ALLOW_LOCAL: z
    .enum(["true", "false"], {
      error: "is neither true nor false; leave it unset, it is for a local Dynamics only",
    })
    .transform((text) => text === "true")
    .default(false),
  WAVE_SYNC_PUBLIC_URL: z
    .string()
    .refine(
      isHttpUrl,
      "is no URL; set WAVE_SYNC_PUBLIC_URL to the address Dynamics reaches the connector at, e.g. https://sync.example.com",
    )
    .refine(
      (text) => !isHttpUrl(text) || keepsSecrets(text),
      "begins with http, and keys and sign-ins would travel in the clear; set WAVE_SYNC_PUBLIC_URL to an https address, e.g. https://sync.example.com, with a proxy that ends TLS in front of the connector",
    )
    .transform((text) => text.replace(/\/+$/, ""))
    .optional(),
  WAVE_SYNC_DATA: z
    .string()
    .min(1, "is empty; set WAVE_SYNC_DATA to a folder the connector may write to, or unset it for .wave-sync")
    .default(".wave-sync"),
  DATABASE_URL: z
    .string()
    .refine(
      isPostgresUrl,
      "is no Postgres address; write it as postgres://user:password@host:5432/database, or unset it to use the embedded database",
    )
    .optional(),
  WAVE_SYNC_ENCRYPTION_KEYS: z
    .string()
    .transform((text, context) => {
      const keys = parseKeyList(text);
      if (typeof keys !== "string") return keys;
      context.addIssue({ code: "custom", message: keys });
      return z.NEVER;
    })
    .optional(),
  WAVE_SYNC_ADMIN_KEY: z
    .string()
    .min(
      MIN_ADMIN_KEY_LENGTH,
      `is shorter than ${MIN_ADMIN_KEY_LENGTH} characters; set WAVE_SYNC_ADMIN_KEY to a long random text, e.g. from: openssl rand -base64 32`,
    )
    .optional(),
  WAVE_SYNC_ADMIN_KEYS: z
    .string()
    .transform((text, context) => {
      const keys = parseAdminKeys(text);
      if (typeof keys !== "string") return keys;
      context.addIssue({ code: "custom", message: keys });
      return z.NEVER;
    })
    .default([]),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `isn't a valid log level; set LOG_LEVEL to one of ${LOG_LEVELS.join(", ")}` })
    .default("info"),
  WAVE_SYNC_KEEP_OPERATIONS_DAYS: days("WAVE_SYNC_KEEP_OPERATIONS_DAYS", RETENTION.operations),
  WAVE_SYNC_KEEP_ISSUES_DAYS: days("WAVE_SYNC_KEEP_ISSUES_DAYS", RETENTION.issues),
  WAVE_SYNC_KEEP_RUNS_DAYS: days("WAVE_SYNC_KEEP_RUNS_DAYS", RETENTION.runs),
  WAVE_SYNC_KEEP_JOURNAL_DAYS: days("WAVE_SYNC_KEEP_JOURNAL_DAYS", RETENTION.journal),
  WAVE_SYNC_KEEP_DISCONNECTED_DAYS: days("WAVE_SYNC_KEEP_DISCONNECTED_DAYS", RETENTION.disconnected),
  WAVE_SYNC_SMTP_URL: z
    .string()
    .refine(
      isSmtpUrl,
      "is no mail server's address; write it as smtps://user:password@host:465 or smtp://user:password@host:587",
    )
    .optional(),
  WAVE_SYNC_NOTICE_FROM: z
    .string()
    .refine(isAddress, "is no email address; set WAVE_SYNC_NOTICE_FROM to one, e.g. wave-sync@example.com")
    .optional(),
  WAVE_SYNC_NOTICE_TO: z
    .string()
    .transform((text, context) => {
      const recipients = parseRecipients(text);
      if (typeof recipients !== "string") return recipients;
      context.addIssue({ code: "custom", message: recipients });
      return z.NEVER;
    })
    .optional(),
});

/** Environment variables, as a person sets them. Every message says what to do. */
export const settingsSchema = variables.superRefine((values, context) => {
  const { WAVE_SYNC_PORT: open, WAVE_SYNC_ADMIN_PORT: own } = values;
  if (own === open && own !== 0) {
    const message = `is the port everybody may call (WAVE_SYNC_PORT); set WAVE_SYNC_ADMIN_PORT to another one`;
    context.addIssue({ code: "custom", path: ["WAVE_SYNC_ADMIN_PORT"], message });
  }
  const missing = MAIL.filter((name) => values[name] === undefined);
  if (missing.length === MAIL.length) return;
  for (const name of missing) {
    const message = `is not set, and notices by mail need it; set ${MAIL.join(", ")}, or none of them`;
    context.addIssue({ code: "custom", path: [name], message });
  }
});
