import type { z } from "zod";
import type { System as Choice } from "../../../core/generated/schema";
import type { SystemFields } from "../../../core/mapping/system-fields";
import type { Mapping } from "../../../core/mapping/types";
import type { Clock } from "../../clock/clock";
import type { Budgets } from "./budget";
import type { Inbound } from "./inbound";
import type { SystemCall, SystemObject } from "./object";
import type { Routes } from "./routes";
import { SystemError } from "./system-error";

/** The systems by the name the wave_system choice uses. */
export type SystemName = keyof typeof Choice;

/** A person who works in the system. */
export interface SystemUser {
  readonly id: string;
  readonly email: string | null;
  readonly name: string;
  readonly active: boolean;
}

/** Who the credentials belong to, as far as the system says; for the log-free admin answer. */
export interface SystemAccount {
  readonly id: string;
  readonly name: string;
}

/** A system's promise to tell of changes. */
export interface SystemSubscription {
  readonly id: string;
  /** What it signs events with, where it has made a secret now: it tells it this once. */
  readonly secret?: string;
}

/** Where a system calls us as its CRM, and with what. */
export interface CrmDoor {
  readonly url: string;
  readonly key: string;
  /** The header that the key comes in. */
  readonly header: string;
  /** Where a person opens a row of a table. */
  rowUrl(table: string, id: string): string;
}

/** What an adapter is given to work with. */
export interface Kit {
  readonly clock: Clock;
  readonly budgets: Budgets;
}

/** A system, open with the credentials of one connection. The engine knows systems by this alone. */
export interface OpenSystem {
  readonly system: SystemName;

  /** What it has for us, by the name mappings use. */
  readonly objects: ReadonlyMap<string, SystemObject>;

  /** The system's own time as its last answer told it; null before its first. Left out where its answers tell none. */
  readonly now?: () => Date | null;

  /** Proves that the credentials work. */
  check(call: SystemCall): Promise<SystemAccount>;

  /** Everybody who works in the system. */
  users(call: SystemCall): Promise<readonly SystemUser[]>;

  /** Absent where the system tells nobody of changes: then comparisons find them. */
  readonly subscriptions?: {
    /**
     * Has the system tell of changes at `url`, signed with `secret`. A subscription to the same address is replaced, so that
     * nothing is told twice. SYSTEM_REFUSED or SYSTEM_REJECTED: not with these credentials. A system that makes the secret itself keeps the
     * one that it has told for the subscription `secretOf`, and makes another where that is not the one it has.
     */
    subscribe(
      url: string,
      secret: string,
      call: SystemCall,
      secretOf?: string | null,
    ): Promise<SystemSubscription>;
    /** Ends a subscription; one that is already gone is no error. */
    unsubscribe(id: string, call: SystemCall): Promise<void>;
  };

  /**
   * Absent where it calls nobody as its CRM, or is not to. Both throw a SystemError: with status 409 and a reason that names the other one where
   * it has a CRM already.
   */
  readonly crm?: {
    /** Has it look whether it could; nothing is changed. */
    test(door: CrmDoor, call: SystemCall): Promise<void>;
    /** From then on it uses us. */
    connect(door: CrmDoor, call: SystemCall): Promise<void>;
  };
}

/** The object of this name. @throws SystemError SYSTEM_REJECTED where the system has none */
export function objectOf(open: OpenSystem, name: string): SystemObject {
  const object = open.objects.get(name);
  if (object) return object;
  const reason = `${open.system} has no object "${name}".`;
  throw new SystemError("SYSTEM_REJECTED", reason, { reason });
}

/** What is known of an object's fields; undefined for an object the system does not have. @throws SystemError */
export async function fieldsOf(
  open: OpenSystem,
  name: string,
  call: SystemCall,
): Promise<SystemFields | undefined> {
  return open.objects.get(name)?.fields(call);
}

/** How a connection to a system is described, checked and opened. One per system, listed in {@link ../registry}. */
export interface SystemModule {
  readonly system: SystemName;
  /** The member of the connect request that holds this system's input, and the beginning of its options: lower case. */
  readonly key: string;
  /**
   * What an admin enters, each member described by {@link ./settings}; every message says what to do. The parsed value is stored
   * encrypted, as a whole.
   */
  readonly settings: z.ZodObject;
  /** Opens the system with settings that {@link settings} has parsed. Makes no call yet. */
  open(settings: unknown, kit: Kit): OpenSystem;
  /** How it tells of changes; absent where it does not. */
  readonly inbound?: Inbound;
  /** Tells its workspaces apart, as far as the settings do; absent where several environments may share one. */
  workspaceOf?(settings: unknown): string;
  /** How it calls us as if we were its CRM; absent where it does not. */
  readonly routes?: Routes;
  /** Every address that what is secret in the settings is sent to. */
  credentialsGoTo(settings: unknown): readonly string[];
  /** Address of the system, shown to admins on the connection (no credentials in it). */
  systemUrl(settings: unknown): string;
  /** It logs activities, with which engagement lines are set. */
  readonly activities?: boolean;
  /** The mappings a new connection starts with; an admin may change them afterwards. */
  defaultMappings(ids: DefaultMappingIds): readonly DefaultMapping[];
  /** Where a person opens a record, as `core/values/record-url` reads it; null when the system has none. */
  recordUrlTemplate(settings: unknown): string | null;
}

export interface DefaultMappingIds {
  readonly connectionId: string;
  /** The id of a mapping's row, computed, so that connecting again finds it. */
  mappingId(systemObject: string, table: string): string;
}

export interface DefaultMapping {
  readonly name: string;
  /** Minutes between two looks at what events have missed; absent: as usual. */
  readonly scheduleMinutes?: number;
  /** It rests until an admin switches it on; absent: it syncs at once. */
  readonly startsAs?: "draft";
  readonly mapping: Mapping;
}
