import type { z } from "zod";
import type { SystemFields } from "../../core/mapping/system-fields";
import type { Mapping } from "../../core/mapping/types";
import type { SystemAdapter, SystemName } from "./system-adapter";
import type { HeardEvents, WebhookCall } from "./system-webhook";

/** How a connection to a system is described, checked and opened. One per system, listed in {@link ./registry}. */
export interface SystemModule {
  readonly system: SystemName;
  /** The member of the connect request that holds this system's input, e.g. "wave". */
  readonly key: string;
  /** What an admin enters; every message says what to do. The parsed value is stored encrypted, as a whole. */
  readonly settings: z.ZodType;
  /** Opens the system with settings that {@link settings} has parsed. Makes no call yet. */
  open(settings: unknown): SystemAdapter;
  /** Reads what the system's webhook sends, once it has proved where it comes from. Compares in constant time. */
  readEvents(settings: unknown, call: WebhookCall): HeardEvents;
  /** Every address that what is secret in the settings is sent to. */
  credentialsGoTo(settings: unknown): readonly string[];
  /** Address of the system, shown to admins on the connection (no credentials in it). */
  systemUrl(settings: unknown): string;
  /** What is known of an object's fields; undefined for an object the system does not have. */
  fields(object: string): SystemFields | undefined;
  /** It logs activities, with which engagement lines are set. */
  readonly activities?: boolean;
  /** The mappings a new connection starts with; an admin may change them afterwards. */
  defaultMappings(ids: DefaultMappingIds): readonly DefaultMapping[];
  /** Where a person opens one record: a URL with `{id}` in it; null when the system has none. */
  recordUrlTemplate(settings: unknown): string | null;
}

export interface DefaultMappingIds {
  readonly connectionId: string;
  /** The id of a mapping's row, computed, so that connecting again finds it. */
  mappingId(systemObject: string, table: string): string;
}

export interface DefaultMapping {
  readonly name: string;
  readonly mapping: Mapping;
}
