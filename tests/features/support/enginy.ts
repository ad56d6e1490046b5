import { z } from "zod";
import type { Mapping } from "../../../core/mapping/types";
import type { SystemFields } from "../../../core/mapping/system-fields";
import { DEFAULT_POLICIES } from "../../../core/mapping/defaults/policies";
import type { SystemRecord, Values } from "../../../core/records";
import type { SystemAdapter, SystemUser } from "../../../connector/systems/system-adapter";
import type * as Registry from "../../../connector/systems/registry";
import { SystemError } from "../../../connector/systems/system-error";
import type { SystemModule } from "../../../connector/systems/system-module";

/** An object of the test system, and how an admin has mapped it. */
export type Setup = Pick<Mapping, "systemObject" | "table"> &
  Partial<Omit<Mapping, "id" | "connectionId">> & { readonly fields: SystemFields };

/**
 * A system as Enginy's set-up page describes one: contacts, companies and what campaigns know of them, kept in memory. It
 * joins the real registry in a test's own process, so that everything else is the product.
 */
class EnginySystem {
  readonly users: SystemUser[] = [];
  private readonly objects = new Map<string, Map<string, SystemRecord>>();
  private setups: readonly Setup[] = [];

  /** What the next connection starts with. */
  begin(setups: readonly Setup[]): void {
    this.setups = setups;
    this.objects.clear();
    this.users.length = 0;
  }

  put(object: string, id: string, values: Values): void {
    this.of(object).set(id, { id, values, modifiedOn: new Date().toISOString() });
  }

  get(object: string, id: string): SystemRecord | undefined {
    return this.of(object).get(id);
  }

  all(object: string): readonly SystemRecord[] {
    return [...this.of(object).values()];
  }

  readonly module: SystemModule = {
    system: "Enginy",
    key: "enginy",
    activities: true,
    settings: z.object({}),
    open: () => this.adapter,
    readEvents: () => ({ refused: "signature" }),
    credentialsGoTo: () => [],
    systemUrl: () => "https://enginy.example",
    fields: (object) => this.setups.find(({ systemObject }) => systemObject === object)?.fields,
    defaultMappings: ({ connectionId, mappingId }) =>
      this.setups.map(({ fields: _fields, systemObject, table, ...rest }) => ({
        name: systemObject,
        mapping: {
          id: mappingId(systemObject, table),
          connectionId,
          systemObject,
          table,
          direction: "toDataverse",
          lines: [],
          matchRules: [],
          policies: DEFAULT_POLICIES,
          ...rest,
        },
      })),
    recordUrlTemplate: () => null,
  };

  private readonly adapter: SystemAdapter = {
    system: "Enginy",
    check: async () => ({ id: "org", name: "Enginy" }),
    list: async (object, { updatedSince }) => {
      const records = this.all(object).filter(
        ({ modifiedOn }) => updatedSince === undefined || modifiedOn! >= updatedSince,
      );
      return { records, next: null, total: records.length };
    },
    read: async (object, id) => this.get(object, id) ?? null,
    readMany: async (object, ids) => ids.flatMap((id) => this.get(object, id) ?? []),
    create: async (object, values, key) => {
      this.put(object, key, values);
      return this.get(object, key)!;
    },
    update: async (object, id, values) => {
      this.put(object, id, { ...this.get(object, id)!.values, ...values });
      return this.get(object, id)!;
    },
    remove: async (object, id) => void this.of(object).delete(id),
    find: async () => [],
    users: async () => this.users,
    subscribe: async () => {
      throw new SystemError("SYSTEM_REJECTED", "Enginy tells nobody of changes.");
    },
    unsubscribe: async () => {},
  };

  private of(object: string): Map<string, SystemRecord> {
    const records = this.objects.get(object) ?? new Map<string, SystemRecord>();
    this.objects.set(object, records);
    return records;
  }
}

/** One in a test file. */
export const enginy = new EnginySystem();

/** The registry with the test system in it; for `jest.mock`. */
export function registryWithEnginy(registry: typeof Registry) {
  return {
    ...registry,
    systemByKey: (key: string) => (key === enginy.module.key ? enginy.module : registry.systemByKey(key)),
  };
}

/** A field of the test system. */
export const fieldsOf = (fields: Readonly<Record<string, SystemFields[string]["type"]>>): SystemFields =>
  Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, { name, type }]));
