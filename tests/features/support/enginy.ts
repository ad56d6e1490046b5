import { z } from "zod";
import type { Mapping } from "../../../core/mapping/types";
import type { SystemFields } from "../../../core/mapping/system-fields";
import { DEFAULT_POLICIES } from "../../../core/mapping/defaults/policies";
import type { SystemRecord, Values } from "../../../core/records";
import type { SystemObject } from "../../../connector/systems/contract/object";
import type * as Registry from "../../../connector/systems/registry";
import type { OpenSystem, SystemModule, SystemUser } from "../../../connector/systems/contract/system";

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
    open: () => this.adapter(),
    credentialsGoTo: () => [],
    systemUrl: () => "https://enginy.example",
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

  private adapter(): OpenSystem {
    const objects = this.setups.map((setup) => this.object(setup));
    return {
      system: "Enginy",
      objects: new Map(objects.map((object) => [object.name, object])),
      check: async () => ({ id: "org", name: "Enginy" }),
      users: async () => this.users,
    };
  }

  private object({ systemObject, fields }: Setup): SystemObject {
    const page = (records: readonly SystemRecord[]) => ({ records, next: null, total: records.length });
    return {
      name: systemObject,
      fields: async () => fields,
      list: async () => page(this.all(systemObject)),
      listChanged: async (since) =>
        page(this.all(systemObject).filter(({ modifiedOn }) => modifiedOn! >= since)),
      read: async (id) => this.get(systemObject, id) ?? null,
      readMany: async (ids) => ids.flatMap((id) => this.get(systemObject, id) ?? []),
      create: {
        safe: "key",
        run: async ({ values, key }) => {
          this.put(systemObject, key, values);
          return this.get(systemObject, key)!;
        },
      },
      update: async (id, values) => {
        this.put(systemObject, id, { ...this.get(systemObject, id)!.values, ...values });
        return this.get(systemObject, id)!;
      },
      remove: async (id) => void this.of(systemObject).delete(id),
      find: async () => [],
    };
  }

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
