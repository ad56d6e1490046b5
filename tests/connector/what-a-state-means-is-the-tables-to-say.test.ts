import { activeOnly, isActive, stateModelOf } from "../../connector/tables/state-model";
import { startEngine, type Engine } from "./support/engine";

type Option = readonly [value: number, name: string, status: number];

const ofStates = (options: readonly Option[], isActivity = false) =>
  stateModelOf(
    [
      { LogicalName: "subject" },
      {
        LogicalName: "statecode",
        OptionSet: {
          Options: options.map(([Value, InvariantName, DefaultStatus]) => ({
            Value,
            InvariantName,
            DefaultStatus,
          })),
        },
      },
    ],
    isActivity,
  );

const USUAL = { active: { statecode: 0, statuscode: 1 }, inactive: { statecode: 1, statuscode: 2 } };

describe("whether a row is in use", () => {
  it("is said by the states Active and Inactive, whatever their numbers are", () => {
    const model = ofStates([
      [3, "Inactive", 7],
      [2, "Active", 5],
    ]);
    expect(model).toEqual({
      active: { statecode: 2, statuscode: 5 },
      inactive: { statecode: 3, statuscode: 7 },
    });
    expect(isActive(model, { statecode: 2 })).toBe(true);
    expect(isActive(model, { statecode: 3 })).toBe(false);
    expect(activeOnly(model, "a eq 1 or b eq 2")).toBe("statecode eq 2 and (a eq 1 or b eq 2)");
  });

  it("is said by where its work begins: a lead that was qualified or disqualified is none to be found any more", () => {
    const model = ofStates([
      [1, "Qualified", 3],
      [0, "Open", 1],
      [2, "Disqualified", 4],
    ]);
    expect(model).toEqual({ active: { statecode: 0, statuscode: 1 }, inactive: null });
    expect(isActive(model, { statecode: 0 })).toBe(true);
    expect(isActive(model, { statecode: 1 })).toBe(false);
    expect(activeOnly(model)).toBe("statecode eq 0");
  });

  it("is not said by an activity: one that is Completed is no row out of use", () => {
    const steps: readonly Option[] = [
      [0, "Open", 1],
      [1, "Completed", 2],
      [2, "Canceled", 3],
    ];
    const model = ofStates(steps, true);
    expect(model).toEqual({ active: null, inactive: null });
    expect(isActive(model, { statecode: 1 })).toBeUndefined();
    expect(activeOnly(model, "a eq 1")).toBe("a eq 1");
    expect(activeOnly(model)).toBeUndefined();
  });

  it("is not said at all by a table without states", () => {
    expect(stateModelOf([{ LogicalName: "name" }])).toEqual({ active: null, inactive: null });
  });

  describe("in a Dynamics", () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startEngine();
    });
    afterAll(() => engine?.close());

    it.each([
      ["contact", USUAL],
      ["account", USUAL],
      ["lead", { active: { statecode: 0, statuscode: 1 }, inactive: null }],
      ["email", { active: null, inactive: null }],
    ])("%s", async (table, expected) => {
      const runtime = await engine.parts.environments.get(engine.environmentId);
      const { state } = await runtime.table(table);
      expect(state).toEqual(expected);
    });

    it("where a table knows no rows out of use, a row is kept, its link ends, and that is said", async () => {
      const row = await engine.linked("kept");
      engine.dynamics.wave.store.delete("kept");
      const { table } = await engine.sync();
      const [result] = await engine.bring([{ externalId: "kept" }], {
        table: { ...table, state: { active: null, inactive: null }, columns: (lcid) => table.columns(lcid) },
      });
      expect(result).toMatchObject({ end: "deletedInSystem", outcome: "unchanged" });
      expect(result!.warnings.map(({ code }) => code)).toContain("DEACTIVATION_NOT_POSSIBLE");
      expect(engine.row(row.id)!.values.statecode).toBe(0);
    });
  });
});
