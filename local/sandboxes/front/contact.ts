import type { CustomValue } from "./account";

export const HANDLE_SOURCES = [
  "email",
  "phone",
  "twitter",
  "facebook",
  "intercom",
  "front_chat",
  "custom",
] as const;

/** A way to reach a contact; a handle of a source belongs to one contact. */
export interface Handle {
  readonly handle: string;
  readonly source: (typeof HANDLE_SOURCES)[number];
}

/** A contact of Front, as its REST interface gives it (without links, which depend on where it is asked). */
export interface FrontContact {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly links: readonly string[];
  readonly handles: readonly Handle[];
  readonly list_names: readonly string[];
  readonly custom_fields: Readonly<Record<string, CustomValue>>;
  /** Seconds, with decimals. */
  readonly created_at: number;
  readonly updated_at: number;
}

export interface ContactInput {
  readonly name?: string;
  readonly description?: string;
  readonly links?: readonly string[];
  readonly list_names?: readonly string[];
  /** Replaces all of them. */
  readonly custom_fields?: Readonly<Record<string, CustomValue>>;
}
