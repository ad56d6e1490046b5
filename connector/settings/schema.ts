import { LOG_LEVELS } from "../logging/levels";
import { z } from "zod";
import { parseKeyList } from "../secrets/key-list";
import { isAddress, isSmtpUrl, parseRecipients } from "./mail";

/** The connector's default port; one above the local Dynamics'. */
export const DEFAULT_PORT = 8366;

/** Shorter admin keys can be guessed; `openssl rand -base64 32` makes a good one. */
const MIN_ADMIN_KEY_LENGTH = 24;

const isHttpUrl = (text: string) => /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text);
const isPostgresUrl = (text: string) => /^postgres(ql)?:\/\//i.test(text) && URL.canParse(text);

/** Notices by mail need all of these, or none. */
const MAIL = ["WAVE_SYNC_SMTP_URL", "WAVE_SYNC_NOTICE_FROM", "WAVE_SYNC_NOTICE_TO"] as const;

const variables = z.object({
  WAVE_SYNC_PORT: z.coerce
    .number({
      error: "must be a port number; set WAVE_SYNC_PORT to a number from 0 to 65535 (0 picks a free one)",
    })
    .int("must be a whole number; set WAVE_SYNC_PORT to a number from 0 to 65535 (0 picks a free one)")
    .min(0, "is below 0; set WAVE_SYNC_PORT to a number from 0 to 65535 (0 picks a free one)")
    .max(65_535, "is above 65535; set WAVE_SYNC_PORT to a number from 0 to 65535 (0 picks a free one)")
    .default(DEFAULT_PORT),
  WAVE_SYNC_HOST: z
    .string()
    .min(1, "is empty; set WAVE_SYNC_HOST to the address to listen on, e.g. 127.0.0.1, or unset it")
    .default("127.0.0.1"),
  WAVE_SYNC_PUBLIC_URL: z
    .string()
    .refine(
      isHttpUrl,
      "is no URL; set WAVE_SYNC_PUBLIC_URL to the address Dynamics reaches the connector at, e.g. https://sync.example.com",
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
  LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `is no log level; set LOG_LEVEL to one of ${LOG_LEVELS.join(", ")}` })
    .default("info"),
  WAVE_SYNC_SMTP_URL: z
    .string()
    .refine(
      isSmtpUrl,
      "is no mail server's address; write it as smtps://user:password@host:465 or smtp://user:password@host:587",
    )
    .optional(),
  WAVE_SYNC_NOTICE_FROM: z
    .string()
    .refine(isAddress, "is no e-mail address; set WAVE_SYNC_NOTICE_FROM to one, e.g. wave-sync@example.com")
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
  const missing = MAIL.filter((name) => values[name] === undefined);
  if (missing.length === MAIL.length) return;
  for (const name of missing) {
    const message = `is not set, and notices by mail need it; set ${MAIL.join(", ")}, or none of them`;
    context.addIssue({ code: "custom", path: [name], message });
  }
});
