import { z } from "zod";
import type { Language } from "../../../core/issues/languages";
import type { SystemModule } from "./system";

/** What a person is told of a setting. */
export interface SettingWords {
  readonly label: string;
  readonly help: string;
}

/** What is said of one thing that an admin enters: options, the connect page and what is kept from logs are made from it. */
export interface SettingNotes {
  /** Its option, behind the system's key: "api" makes `--wave-api`. A secret is read from a file instead: `--wave-key-file`. */
  readonly option: string;
  /** The environment variable that may hold it. */
  readonly variable: string;
  /** Stated of each, so that nobody forgets it: never shown again, never an argument, never in a log. */
  readonly secret: boolean;
  /** Whether the connect page asks for it, or only the command line. */
  readonly onPage: boolean;
  readonly words: Readonly<Record<Language, SettingWords>>;
}

/** A setting, with what its schema says. */
export interface DescribedSetting extends SettingNotes {
  /** The member of the system's settings. */
  readonly name: string;
  readonly required: boolean;
  /** A number: its schema takes "0.1" and no words. */
  readonly isNumber: boolean;
}

const notes = z.registry<SettingNotes>();

/** A member of a system's settings that a person enters. */
export function setting<T extends z.ZodType>(schema: T, said: SettingNotes): T {
  notes.add(schema, said);
  return schema;
}

/** What an admin may enter for a system, in order. Members that nobody described are not asked for. */
export function settingsOf({ settings }: Pick<SystemModule, "settings">): readonly DescribedSetting[] {
  return Object.entries(settings.shape as Readonly<Record<string, z.ZodType>>).flatMap(([name, schema]) => {
    const said = notes.get(schema);
    const takes = (value: string | undefined) => schema.safeParse(value).success;
    return said
      ? [{ ...said, name, required: !takes(undefined), isNumber: takes("0.1") && !takes("x") }]
      : [];
  });
}

/** Plain http is for this machine only: a key must not travel in the clear. */
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** An address that credentials may be sent to; without the slash at its end. */
export const addressSetting = (name: string) =>
  z
    .string()
    .trim()
    .refine(
      isSafeAddress,
      `${name} must be an https address (http only for localhost), for example https://api.example.com/v1.`,
    )
    .transform((text) => text.replace(/\/+$/, ""));

/** A key that an admin copies from the system. */
export const keySetting = (name: string, from: string) =>
  z
    .string()
    .trim()
    .min(1, `${name} is empty. Copy it from ${from}.`)
    .regex(/^[\x21-\x7e]+$/, `${name} holds characters that no key has. Copy it from ${from} again.`);

function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, search, hash } = new URL(text);
  if (username || search || hash) return false;
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.has(hostname));
}
