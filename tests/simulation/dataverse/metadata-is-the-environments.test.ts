import type { ColumnInfo } from "../../../core/mapping/columns";
import { readTableMetadata } from "../../../connector/environment/table-metadata";
import type { Harness } from "../../connector/dataverse/client-conformance";
import { startDynamicsHarness } from "../../connector/dataverse/dynamics-harness";
import { startSimulatedHarness } from "./simulated-harness";

/** What decides how a value is written; labels and choices make no difference to a simulation. */
const rules = ({ type, maxLength, notOnCreate, notOnUpdate, notReadable }: ColumnInfo) => ({
  type,
  maxLength,
  notOnCreate,
  notOnUpdate,
  notReadable,
});

describe("tables a simulation maps are as those of an environment with our solution", () => {
  let real: Harness;
  let simulated: Harness;
  beforeAll(async () => {
    [real, simulated] = await Promise.all([startDynamicsHarness(), startSimulatedHarness()]);
  });
  afterAll(() => real?.close());

  it.each(["contact", "account", "email"])("%s: names, and every column it has", async (table) => {
    const [there, here] = await Promise.all([
      readTableMetadata(real.client, table),
      readTableMetadata(simulated.client, table),
    ]);
    const { entitySet, primaryId, primaryName } = there;
    expect(here).toMatchObject({ entitySet, primaryId, primaryName });
    const names = Object.keys(here.columns()).sort();
    const of = (columns: Readonly<Record<string, ColumnInfo>>) =>
      Object.fromEntries(names.map((name) => [name, columns[name] ? rules(columns[name]) : null]));
    expect(of(here.columns())).toEqual(of(there.columns()));
  });
});
