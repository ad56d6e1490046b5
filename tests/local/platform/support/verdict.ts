import type { Platform } from "../../../../local/dataverse/platform";
import { readSolution } from "../../../../local/dataverse/solution/read/package";
import { validateSolution } from "../../../../local/dataverse/solution/validate";
import {
  control,
  controlFiles,
  CONTROL,
  ownTable,
  packSolution,
  root,
  type SmallSolution,
} from "./small-solution";

/** What an import says to a solution before it writes anything: code and text of the fault, or "accepted". */
export function verdictOf(platform: Platform, solution: SmallSolution): string {
  try {
    validateSolution(platform.dataverse.kernel, readSolution(packSolution(solution)));
    return "accepted";
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return `${code} ${message}`;
  }
}

export const tableRoot = root(1, "sml_thing");

/** A solution with a table of its own, sml_Thing. */
export const withTable = (
  parts: Parameters<typeof ownTable>[0],
  more: SmallSolution = {},
): SmallSolution => ({
  ...more,
  containers: { Entities: ownTable(parts), ...more.containers },
  roots: [tableRoot, ...(more.roots ?? [])],
});

/** A solution with a control of its own, sml_Small.Panel. */
export const controlParts: SmallSolution = {
  containers: { CustomControls: control },
  roots: [root(66, CONTROL)],
  files: controlFiles,
};
