import { noOutcomes } from "../../../core/outcome";
import { canBeUndone, tellsWhatItWrote, type RunRow } from "../../../webresources/pages/setup/data/runs";

const run = (change: Partial<RunRow>): RunRow => ({
  ...{ id: "1", status: "Succeeded", kind: "FirstImport", table: "contact", total: 3, requests: 1 },
  ...{ startedOn: "", endedOn: "", expectedOn: "", message: "", startedBy: "", reference: "" },
  ...{ connectionId: "", connectionName: "", mappingName: "" },
  counts: { ...noOutcomes(), created: 3 },
  ...change,
});

test("a run that wrote records tells them, and can be undone", () => {
  expect(tellsWhatItWrote(run({}))).toBe(true);
  expect(canBeUndone(run({}))).toBe(true);
  expect(canBeUndone(run({ status: "Running" }))).toBe(false);
});

test("so does a run that logged emails; what an undo has deleted is not listed", () => {
  expect(tellsWhatItWrote(run({ table: "email" }))).toBe(true);
  expect(canBeUndone(run({ table: "email" }))).toBe(true);
  expect(tellsWhatItWrote(run({ table: "email", kind: "Undo" }))).toBe(false);
});

test("a run that wrote nothing has nothing to tell; an undo always has", () => {
  expect(tellsWhatItWrote(run({ counts: noOutcomes() }))).toBe(false);
  expect(tellsWhatItWrote(run({ counts: noOutcomes(), kind: "Undo" }))).toBe(true);
  expect(canBeUndone(run({ kind: "Undo" }))).toBe(false);
});
