import { z } from "zod";
import { waveContract } from "./contract";

/** Plain http is for this machine only: an API key must not travel in the clear. */
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Long enough that nobody tries them all. */
const MIN_SECRET_LENGTH = 16;

const address = (name: string) =>
  z
    .string()
    .trim()
    .refine(
      isSafeAddress,
      `${name} must be an https address (http only for localhost), for example https://api.example.com/v1.`,
    )
    .transform((text) => text.replace(/\/+$/, ""));

/** What an admin enters to connect Wave; the rest has defaults. */
export const waveSettings = z.object({
  apiBaseUrl: address("apiBaseUrl"),
  apiKey: z
    .string()
    .trim()
    .min(1, "apiKey is empty. Copy the API key from Wave's settings.")
    .regex(
      /^[\x21-\x7e]+$/,
      "apiKey holds characters that no API key has. Copy it from Wave's settings again.",
    ),
  /** Wave's web app; `{appUrl}/contacts/{id}` opens a contact. */
  appUrl: address("appUrl").optional(),
  /** What else events may be signed with, or bring along in a header: for Zapier, which an admin sets up by hand. */
  webhookSecret: z
    .string()
    .min(
      MIN_SECRET_LENGTH,
      `webhookSecret is shorter than ${MIN_SECRET_LENGTH} characters. Choose a longer one.`,
    )
    .optional(),
  contract: waveContract.prefault({}),
});

export type WaveSettings = z.infer<typeof waveSettings>;

function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, search, hash } = new URL(text);
  if (username || search || hash) return false;
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.has(hostname));
}
