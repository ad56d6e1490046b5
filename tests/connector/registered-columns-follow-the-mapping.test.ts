import { noteMappings } from "../../connector/environment/note-mappings";
import type { ConfiguredMapping } from "../../connector/environment/configuration";
import type { EnvironmentRuntime } from "../../connector/environment/environment-runtime";
import { DataverseError } from "../../connector/dataverse/dataverse-error";
import { openDatabase } from "../../connector/database/open-database";
import type { Database } from "../../connector/database/database";
import { createLogger } from "../../connector/logging/logger";
import { knownMappings } from "../../connector/state/known-mappings";
import * as schema from "../../core/generated/schema";
import { waveContactMapping } from "../../connector/systems/wave/contact-mapping";
import type { Mapping } from "../../core/mapping/types";
import { CONTACT_COLUMNS } from "./support/doors";
import { addEnvironment } from "./support/environment";

const ID = "3f1d2c4b-0000-4000-8000-000000000001";
const CONNECTION = "3f1d2c4b-0000-4000-8000-000000000002";

/** The mapping with some columns only, which links nobody to an account. */
function mappingOf(
  columns: readonly string[],
  status: ConfiguredMapping["status"] = "active",
): ConfiguredMapping {
  const whole = waveContactMapping({ id: ID, connectionId: CONNECTION });
  const lines = whole.lines.filter((line) => columns.includes(line.column));
  const { companies: _, ...policies } = whole.policies;
  const mapping: Mapping = { ...whole, lines, policies, matchRules: [], externalIdColumn: undefined };
  const { table, systemObject } = mapping;
  return {
    id: ID,
    connectionId: CONNECTION,
    name: "",
    systemObject,
    table,
    status,
    defaultOwnerId: null,
    mapping,
  } as ConfiguredMapping;
}

describe("columns of which updates are told", () => {
  let database: Database;
  let environmentId: string;
  let requests: string[];
  let refuse: number | null;
  let note: (mappings: readonly ConfiguredMapping[]) => Promise<void>;

  beforeAll(async () => {
    database = await openDatabase({});
  });
  afterAll(() => database?.close());
  beforeEach(async () => {
    const environment = await addEnvironment(database);
    environmentId = environment.id;
    requests = [];
    refuse = null;
    const rows = schema.steps.map((step) => ({
      sdkmessageprocessingstepid: step.id,
      filteringattributes: null as string | null,
      statecode: 0,
    }));
    const client = {
      list: async () => rows,
      update: async (_set: string, id: string, { filteringattributes }: { filteringattributes: string }) => {
        if (refuse !== null) throw new DataverseError("no", { status: refuse });
        rows.find((row) => row.sdkmessageprocessingstepid === id)!.filteringattributes = filteringattributes;
        requests.push(filteringattributes);
      },
    };
    const table = async () => ({ columns: () => CONTACT_COLUMNS });
    const runtime = { environment, client, table, connections: new Map() } as unknown as EnvironmentRuntime;
    note = noteMappings({ database, logger: createLogger("silent") }, runtime);
  });

  it("are those of the mapping, and change when it does; nothing is sent while it does not", async () => {
    await note([mappingOf(["firstname"])]);
    await note([mappingOf(["firstname"])]);
    expect(requests).toEqual(["firstname,ownerid,parentcustomerid,statecode"]);
    await note([mappingOf(["firstname", "jobtitle"])]);
    expect(requests.slice(1)).toEqual(["firstname,jobtitle,ownerid,parentcustomerid,statecode"]);
  });

  it("leave out what the table does not have", async () => {
    const mapping = mappingOf(["firstname"]);
    const line = { ...(mapping.mapping as Mapping).lines[0]!, column: "wave_gone" };
    await note([{ ...mapping, mapping: { ...(mapping.mapping as Mapping), lines: [line] } }]);
    expect(requests).toEqual(["ownerid,parentcustomerid,statecode"]);
  });

  it("stay as they are while a mapping is paused: resuming misses nothing", async () => {
    await note([mappingOf(["firstname"])]);
    await note([mappingOf(["firstname"], "paused")]);
    await note([mappingOf(["firstname"])]);
    expect(requests).toHaveLength(1);
    expect(await knownMappings(database, environmentId)).toMatchObject([{ id: ID, active: true }]);
  });

  it("are tried again after trouble, but not without the right to change them; the mappings are known either way", async () => {
    refuse = 503;
    await note([mappingOf(["firstname"])]);
    expect(await knownMappings(database, environmentId)).toHaveLength(1);
    refuse = null;
    await note([mappingOf(["firstname"])]);
    expect(requests).toHaveLength(1);
    refuse = 403;
    await note([mappingOf(["firstname", "jobtitle"])]);
    refuse = null;
    await note([mappingOf(["firstname", "jobtitle"])]);
    expect(requests).toHaveLength(1);
  });
});
