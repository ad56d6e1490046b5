import { serviceEndpoint, steps } from "../../core/generated/schema";
import { waveContactMapping } from "../../connector/systems/wave/contact-mapping";
import { columnOf } from "../../core/mapping/lookup-path";
import { textOf } from "../../scripts/solution/xml";
import { bare, xmlFiles } from "./support/solution";

const events = xmlFiles(/^SdkMessageProcessingSteps\//).filter(
  ({ root }) => textOf(root, "PrimaryEntity") !== "",
);

test("contacts created, changed, deleted and merged are told, by names the schema gives", () => {
  const of = steps.filter((step) => step.table === "contact").map((step) => step.message);
  expect(of.sort()).toEqual(["Create", "Delete", "Merge", "Update"]);
  expect(events).toHaveLength(4);
});

test.each(events)("$path: after the change is saved, in a job that cleans up after itself", ({ root }) => {
  expect(["Mode", "Stage", "AsyncAutoDelete"].map((tag) => textOf(root, tag))).toEqual(["1", "40", "1"]);
  expect(bare(textOf(root, "EventHandler"))).toBe(serviceEndpoint.id);
});

test("only updates of columns that may matter are told: those a new mapping syncs and compares", () => {
  const { lines, matchRules } = waveContactMapping({ id: "", connectionId: "" });
  const columns = [...lines, ...matchRules.flat()].map((each) => columnOf(each.column));
  const told = steps.find((step) => step.message === "Update")!.filteringAttributes;
  expect([...told].sort()).toEqual(
    [...new Set([...columns, "statecode", "ownerid", "parentcustomerid"])].sort(),
  );
  for (const step of steps.filter((each) => each.message !== "Update")) {
    expect(step.filteringAttributes).toEqual([]);
  }
});
