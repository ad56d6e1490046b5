import { z } from "zod";
import { addressSetting, keySetting, setting } from "../contract/settings";
import words from "./settings-words.json";

/** Applications of the other region are at https://api.eu.nylas.com. */
export const NYLAS_API = "https://api.us.nylas.com";

/** Ids or addresses, one after the other. */
const names = z
  .string()
  .transform((text) => text.split(/[\s,;]+/).filter((name) => name !== ""))
  .pipe(z.array(z.string()))
  .or(z.array(z.string()))
  .optional();

/** What an admin enters to connect Nylas. */
export const nylasSettings = z.object({
  apiBaseUrl: setting(addressSetting("apiBaseUrl").default(NYLAS_API), {
    option: "api",
    variable: "NYLAS_API_URI",
    secret: false,
    onPage: true,
    words: words.apiBaseUrl,
  }),
  apiKey: setting(keySetting("apiKey", "Nylas' dashboard, API Keys"), {
    option: "key",
    variable: "NYLAS_API_KEY",
    secret: true,
    onPage: true,
    words: words.apiKey,
  }),
  mailboxes: setting(names, {
    option: "mailboxes",
    variable: "NYLAS_GRANT_IDS",
    secret: false,
    onPage: true,
    words: words.mailboxes,
  }),
  since: setting(z.iso.date("since must be a date, for example 2026-01-31.").optional(), {
    option: "since",
    variable: "NYLAS_SINCE",
    secret: false,
    onPage: true,
    words: words.since,
  }),
});

export type NylasSettings = z.infer<typeof nylasSettings>;
