import type { z } from "zod";
import type { SystemAdapter, SystemName } from "./system-adapter";

/** How a connection to a system is described, checked and opened. One per system, listed in {@link ./registry}. */
export interface SystemModule {
  readonly system: SystemName;
  /** The member of the connect request that holds this system's input, e.g. "wave". */
  readonly key: string;
  /** What an admin enters; every message says what to do. The parsed value is stored encrypted, as a whole. */
  readonly settings: z.ZodType;
  /** Opens the system with settings that {@link settings} has parsed. Makes no call yet. */
  open(settings: unknown): SystemAdapter;
  /** Address of the system, shown to admins on the connection (no credentials in it). */
  systemUrl(settings: unknown): string;
  /** Where a person opens one record: a URL with `{id}` in it; null when the system has none. */
  recordUrlTemplate(settings: unknown): string | null;
}
