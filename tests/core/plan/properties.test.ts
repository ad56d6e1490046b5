import fc from "fast-check";
import type {
  ConflictPolicy,
  Direction,
  Mapping,
  MappingLine,
  Transformation,
  WriteRule,
} from "../../../core/mapping/types";
import { nextBase, rowAfter, systemRecordAfter, writesNothing, writesOf } from "../../../core/plan/apply";
import type { PlanInput } from "../../../core/plan/input";
import { planRecord } from "../../../core/plan/plan-record";
import type { RecordPlan } from "../../../core/plan/types";
import type { Base, Value } from "../../../core/records";
import { sameValue } from "../../../core/values/same";
import { CONTACT_COLUMNS, line, mapping, record, row } from "../support/contact";

const COLUMNS = [
  "firstname",
  "lastname",
  "emailaddress1",
  "mobilephone",
  "company",
  "jobtitle",
  "description",
] as const;
const OLD_OR_NEW = ["2026-09-21T08:00:00Z", "2026-09-21T09:00:00Z", "2026-09-21T10:00:00Z"];

/** Few values, so that sides often agree; with what makes trouble: spaces, line ends, accents, emoji, length. */
const value: fc.Arbitrary<Value> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      "A",
      "B",
      "a",
      "A ",
      "É",
      "E\u0301",
      "x\r\ny",
      "x\ny",
      "+33 1 23 45 67 89",
      "+33123456789",
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom(null, "", "  ") },
  { weight: 1, arbitrary: fc.constantFrom("👩‍👩‍👧‍👦".repeat(8), "long ".repeat(30), "z".repeat(2100)) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) },
);

const transformation: fc.Arbitrary<Transformation> = fc.oneof(
  fc.record({ kind: fc.constant("cut" as const), length: fc.integer({ min: 1, max: 49 }) }),
  fc.record({
    kind: fc.constant("case" as const),
    to: fc.constantFrom("upper" as const, "lower" as const, "title" as const),
  }),
  fc.constant({ kind: "phone", defaultCountry: "FR" } as const),
  fc.constant({ kind: "prefix", text: "p_" } as const),
);

const mappingLine = (column: string): fc.Arbitrary<MappingLine> =>
  fc
    .record({
      direction: fc.constantFrom<Direction>("both", "both", "toDataverse", "toSystem"),
      writeRule: fc.constantFrom<WriteRule>("overwrite", "overwrite", "onlyWhenEmpty"),
      conflict: fc.constantFrom<ConflictPolicy>("system", "dataverse", "newest", "ask"),
      transformations: fc.array(transformation, { maxLength: 1 }),
    })
    .map((change) => line(`s_${column}`, column, change));

const values = (prefix: string): fc.Arbitrary<Record<string, Value>> =>
  fc.record(Object.fromEntries(COLUMNS.map((column) => [prefix + column, value])));

const someMapping: fc.Arbitrary<Mapping> = fc
  .tuple(...COLUMNS.map(mappingLine))
  .map((lines) => mapping({ lines }));

/** A base as an earlier sync left it: some lines settled, some never. */
const base: fc.Arbitrary<Base | null> = fc.option(
  fc.tuple(values("s_"), values("s_"), fc.subarray([...COLUMNS])).map(([system, dataverse, settled]) => ({
    system: Object.fromEntries(settled.map((column) => [`s_${column}`, system[`s_${column}`] ?? null])),
    dataverse: Object.fromEntries(settled.map((column) => [`s_${column}`, dataverse[`s_${column}`] ?? null])),
  })),
);

const pair: fc.Arbitrary<PlanInput> = fc
  .record({
    mapping: someMapping,
    systemValues: values("s_"),
    rowValues: values(""),
    base,
    direction: fc.constantFrom<Direction>("both", "both", "toDataverse", "toSystem"),
    systemModifiedOn: fc.constantFrom(...OLD_OR_NEW),
    rowModifiedOn: fc.constantFrom(...OLD_OR_NEW),
  })
  .map((given) => ({
    mapping: given.mapping,
    system: record(given.systemValues, { modifiedOn: given.systemModifiedOn }),
    row: row(
      { ...given.rowValues, externaluseridentifier: "wavecnct_clx1" },
      { modifiedOn: given.rowModifiedOn },
    ),
    base: given.base,
    columns: CONTACT_COLUMNS,
    direction: given.direction,
    linked: true,
  }));

/** Both sides and the base after the plan. */
function applied(input: PlanInput, plan: RecordPlan): PlanInput {
  return {
    ...input,
    row: input.row && rowAfter(plan, input.row),
    system: input.system && systemRecordAfter(plan, input.system),
    base: nextBase(plan, input.base),
  };
}

const SETTINGS = { numRuns: 400 };

describe("planning, whatever the values, rules and times", () => {
  test("applying a plan twice changes nothing the second time", () => {
    fc.assert(
      fc.property(pair, (input) => {
        const second = planRecord(applied(input, planRecord(input)));
        expect(writesNothing(second)).toBe(true);
      }),
      SETTINGS,
    );
  });

  test("a new record is created once, and the next plan writes nothing", () => {
    fc.assert(
      fc.property(pair, fc.boolean(), (input, inDataverse) => {
        const start: PlanInput = {
          ...input,
          base: null,
          linked: false,
          direction: "both",
          [inDataverse ? "row" : "system"]: null,
        };
        const plan = planRecord(start);
        expect(plan.outcome).toBe("created");
        const written = writesOf(plan);
        const then: PlanInput = {
          ...start,
          linked: true,
          row: start.row ?? row(written.dataverse),
          system: start.system ?? record(written.system),
          base: nextBase(plan, null),
        };
        expect(writesNothing(planRecord(then))).toBe(true);
      }),
      SETTINGS,
    );
  });

  test("no field is written that did not change", () => {
    fc.assert(
      fc.property(pair, (input) => {
        for (const field of planRecord(input).fields) {
          if (field.verdict !== "writeDataverse" && field.verdict !== "writeSystem") continue;
          const toDataverse = field.verdict === "writeDataverse";
          const target = toDataverse ? field.dataverse : field.system;
          const column = toDataverse ? CONTACT_COLUMNS[field.column] : undefined;
          expect(sameValue(field.result, target, column)).toBe(false);
          const source = toDataverse ? field.system : field.dataverse;
          const before = (toDataverse ? input.base?.system : input.base?.dataverse)?.[field.line];
          if (before !== undefined) expect(sameValue(source, before)).toBe(false);
        }
      }),
      SETTINGS,
    );
  });

  test("the result is the same whichever side's event came first", () => {
    fc.assert(
      fc.property(pair, (given) => {
        const input = { ...given, direction: "both" as const };
        const run = (...order: Direction[]): PlanInput =>
          order.reduce<PlanInput>((state, direction) => {
            const turn = { ...state, direction };
            return applied(turn, planRecord(turn));
          }, input);
        const atOnce = run("both");
        const systemFirst = run("toDataverse", "toSystem");
        const dataverseFirst = run("toSystem", "toDataverse");
        for (const end of [systemFirst, dataverseFirst]) {
          expect(end.row?.values).toEqual(atOnce.row?.values);
          expect(end.system?.values).toEqual(atOnce.system?.values);
          expect(end.base).toEqual(atOnce.base);
        }
      }),
      SETTINGS,
    );
  });

  test("what a person typed is overwritten only by a policy an admin chose, otherwise it is a conflict", () => {
    fc.assert(
      fc.property(pair, (input) => {
        for (const field of planRecord(input).fields) {
          const mappingLine = input.mapping.lines.find((candidate) => candidate.id === field.line);
          if (!mappingLine) continue;
          const overwritten =
            field.verdict === "writeDataverse"
              ? field.dataverse
              : field.verdict === "writeSystem"
                ? field.system
                : undefined;
          if (overwritten === undefined || sameValue(overwritten, null)) continue;
          const settled = field.line in (input.base?.system ?? {});
          const before = (field.verdict === "writeDataverse" ? input.base?.dataverse : input.base?.system)?.[
            field.line
          ];
          const typedSince =
            !settled || !sameValue(overwritten, before ?? null, CONTACT_COLUMNS[field.column]);
          // Under a phone rule two ways of writing a number are one value: nothing a person typed is lost.
          const samePhone = mappingLine.transformations.some((rule) => rule.kind === "phone");
          if (!typedSince || samePhone) continue;
          expect(mappingLine.conflict).not.toBe("ask");
          expect(field.reason).toMatch(/^bothChanged(System|Dataverse|Newest)Wins$/);
        }
      }),
      SETTINGS,
    );
  });

  test("every field that differs and is not written says why", () => {
    fc.assert(
      fc.property(pair, (input) => {
        const plan = planRecord(input);
        expect(plan.fields.map((field) => field.line).sort()).toEqual(
          [...input.mapping.lines.map((each) => each.id), "externalId"].sort(),
        );
        for (const field of plan.fields) {
          if (field.verdict === "leftOut" || field.verdict === "conflict")
            expect(field.reason).not.toBe("same");
          expect(field.result === undefined).toBe(
            field.verdict !== "writeDataverse" && field.verdict !== "writeSystem",
          );
        }
      }),
      SETTINGS,
    );
  });
});
