import type { FastifyInstance } from "fastify";
import type { CallContext, EntityInput, Kernel, StoredRow, StoredValue } from "./contracts";
import type { ServiceProtection } from "./limits/service-protection";
import type { ModelledCost } from "./limits/modelled-cost";
import { registerDataverse } from "./http/server/plugin";
import { createKernel, type KernelOptions } from "./kernel/kernel";
import { registerMessages } from "./messages";
import { addStandardTables } from "./metadata/standard";
import { addPlatformTables } from "./solution/tables";
import { seedPlatform } from "./messages/seed";

export interface DataverseOptions extends KernelOptions {
  /** Service protection; absent means none. */
  readonly limits?: ServiceProtection;
  /** What requests are modelled to take, for the bench. */
  readonly cost?: ModelledCost;
  /** Told of errors that are bugs of the local Dataverse. */
  readonly report?: (error: unknown) => void;
}

type Values = Readonly<Record<string, StoredValue>>;

/** The local Dataverse in process: for seeding, and to put behind a server. */
export interface LocalDataverse {
  readonly kernel: Kernel;
  /** Adds the Web API to a server. */
  register(app: FastifyInstance): Promise<void>;
  /** Creates a row as the platform itself, unless a context says otherwise; gives its id. */
  create(table: string, values: Values, context?: CallContext): Promise<string>;
  update(table: string, id: string, values: Values, context?: CallContext): Promise<void>;
  remove(table: string, id: string, context?: CallContext): Promise<void>;
  get(table: string, id: string): StoredRow | undefined;
  /** All rows of a table, in the order they were created. */
  rows(table: string): readonly StoredRow[];
}

/** Builds a local Dataverse with the standard tables, its organisation, root business unit and system user. */
export const createDataverse = async (options: DataverseOptions = {}): Promise<LocalDataverse> => {
  const kernel = createKernel(options);
  addStandardTables(kernel.model);
  addPlatformTables(kernel.model);
  registerMessages(kernel);
  await seedPlatform(kernel);
  const target = (table: string, values: Values): EntityInput => ({ table, values });
  return {
    kernel,
    register: (app) =>
      registerDataverse(app, {
        kernel,
        ...(options.limits === undefined ? {} : { limits: options.limits }),
        ...(options.cost === undefined ? {} : { cost: options.cost }),
        ...(options.report === undefined ? {} : { report: options.report }),
      }),
    create: async (table, values, context = kernel.systemContext()) => {
      const response = await kernel.execute(
        { name: "Create", table, input: { Target: target(table, values) } },
        context,
      );
      return response["id"] as string;
    },
    update: async (table, id, values, context = kernel.systemContext()) => {
      await kernel.execute(
        { name: "Update", table, id, input: { Target: { ...target(table, values), id } } },
        context,
      );
    },
    remove: async (table, id, context = kernel.systemContext()) => {
      await kernel.execute({ name: "Delete", table, id, input: {} }, context);
    },
    get: (table, id) => kernel.store.get(table, id),
    rows: (table) => [...kernel.store.scan(table)],
  };
};
