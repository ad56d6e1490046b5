import { addCounts, countOutcomes, totalOf } from "../../../core/operation/counts";
import { runVerdict } from "../../../core/operation/run-verdict";
import { parseOperationResult, serializeOperationResult } from "../../../core/operation/schema";
import type { OperationResult } from "../../../core/operation/types";
import { noOutcomes, OUTCOMES } from "../../../core/outcome";

const result: OperationResult = {
  version: 1,
  counts: { ...noOutcomes(), updated: 1, failed: 1 },
  records: [
    {
      recordId: "0f7c1c1e-0000-4000-8000-00000000000a",
      outcome: "updated",
      externalId: "clx1",
      fields: [
        {
          line: "company",
          column: "company",
          systemField: "company",
          dataverse: null,
          system: "Acme",
          verdict: "writeDataverse",
          reason: "changedInSystem",
          result: "Acme",
          cutTo: 49,
          label: "Company Phone",
          reasonText: "Changed in Wave. Cut to 49 characters.",
        },
      ],
    },
    {
      recordId: "0f7c1c1e-0000-4000-8000-00000000000b",
      outcome: "failed",
      problem: { code: "RECORD_NOT_FOUND", message: "Gone.", nextStep: "Refresh." },
    },
  ],
};

describe("the result of an operation", () => {
  test("is read as it was written", () => {
    expect(parseOperationResult(serializeOperationResult(result))).toEqual(result);
  });

  test("of a later version may name reasons an older form does not know", () => {
    const later = serializeOperationResult(result).replace('"changedInSystem"', '"somethingNew"');
    expect(parseOperationResult(later).records[0]?.fields?.[0]?.reasonText).toContain("Changed in Wave");
  });

  test.each([
    ["no JSON", "{"],
    ["another version", '{"version":2}'],
    [
      "an outcome nobody knows",
      serializeOperationResult(result).replace('"failed","problem"', '"lost","problem"'),
    ],
    ["a count below zero", serializeOperationResult(result).replace('"updated":1', '"updated":-1')],
  ])("%s is refused", (_name, text) => {
    expect(() => parseOperationResult(text)).toThrow();
  });
});

describe("counting", () => {
  test("every outcome under its own name", () => {
    expect(countOutcomes(OUTCOMES.flatMap((outcome) => [{ outcome }, { outcome }]))).toEqual({
      created: 2,
      updated: 2,
      unchanged: 2,
      skipped: 2,
      conflict: 2,
      failed: 2,
    });
  });

  test("sums and totals", () => {
    const sum = addCounts({ ...noOutcomes(), created: 2 }, { ...noOutcomes(), created: 1, failed: 4 });
    expect(sum).toEqual({ ...noOutcomes(), created: 3, failed: 4 });
    expect(totalOf(sum)).toBe(7);
  });
});

describe("the verdict over a run", () => {
  const counts = (change: Partial<ReturnType<typeof noOutcomes>>) => ({ ...noOutcomes(), ...change });

  test.each([
    ["all went well", { counts: counts({ created: 3, unchanged: 2 }), expected: 5 }, "succeeded"],
    ["nothing to do, as expected", { counts: counts({}), expected: 0 }, "succeeded"],
    [
      "one record failed",
      { counts: counts({ created: 3, failed: 1 }), expected: 4 },
      "succeededWithWarnings",
    ],
    [
      "a conflict waits for a person",
      { counts: counts({ updated: 1, conflict: 1 }), expected: 2 },
      "succeededWithWarnings",
    ],
    [
      "a field was left out",
      { counts: counts({ updated: 1 }), expected: 1, incomplete: 1 },
      "succeededWithWarnings",
    ],
    [
      "what was left alone was meant to be",
      { counts: counts({ updated: 1, skipped: 3 }), expected: 4, quiet: 3 },
      "succeeded",
    ],
    [
      "one of those left alone needs a person",
      { counts: counts({ updated: 1, skipped: 3 }), expected: 4, quiet: 2 },
      "succeededWithWarnings",
    ],
    ["every record failed", { counts: counts({ failed: 4 }), expected: 4 }, "failed"],
    [
      "stopped half-way",
      { counts: counts({ created: 3 }), expected: 9, stoppedBy: { code: "SYSTEM_REFUSED" } as const },
      "failed",
    ],
  ])("%s", (_name, end, verdict) => {
    expect(runVerdict(end).verdict).toBe(verdict);
  });

  test("says how many records a person has to look at", () => {
    const end = {
      counts: counts({ updated: 4, skipped: 3, conflict: 1, failed: 2 }),
      expected: 10,
      quiet: 1,
      incomplete: 2,
    };
    expect(runVerdict(end).issue).toEqual({ code: "RUN_WITH_WARNINGS", params: { count: 7 } });
    expect(runVerdict({ counts: counts({ failed: 4 }), expected: 4 }).issue).toEqual({
      code: "RUN_FAILED",
      params: { count: 4 },
    });
  });

  test.each([null, 12])(
    "a run that processed nothing when it should have (%s expected) is a warning",
    (expected) => {
      expect(runVerdict({ counts: counts({}), expected })).toMatchObject({
        verdict: "succeededWithWarnings",
        issue: { code: "NOTHING_PROCESSED" },
      });
    },
  );
});
