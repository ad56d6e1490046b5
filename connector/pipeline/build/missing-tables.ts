import type { DocumentProblem } from "../../../core/mapping/document";
import type { Mapping } from "../../../core/mapping/types";
import type { DataverseCall } from "../../dataverse/call";
import { DataverseError } from "../../dataverse/dataverse-error";
import type { EnvironmentRuntime } from "../../environment/environment-runtime";

/** Tables that a mapping names and the environment does not have: `lead`, say, comes with an app. @throws DataverseError */
export async function missingTables(
  runtime: Pick<EnvironmentRuntime, "table">,
  { policies, table }: Pick<Mapping, "policies" | "table">,
  call: DataverseCall = {},
): Promise<readonly DocumentProblem[]> {
  const names = [table, ...(policies.otherTables ?? []).map((other) => other.table)];
  const found = await Promise.all(
    names.map(async (name, at): Promise<readonly DocumentProblem[]> => {
      try {
        await runtime.table(name, call);
        return [];
      } catch (error) {
        if (!(error instanceof DataverseError) || error.status !== 404) throw error;
        const path = at === 0 ? "table" : `otherTables.${at - 1}.table`;
        return [{ document: "policies", fault: "tableMissing", path, params: { found: name } }];
      }
    }),
  );
  return found.flat();
}
