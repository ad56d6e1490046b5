import { describeCheck, mappingInvalid } from "../../../core/issues/describe";
import { checkBothPlaces, type OtherMapping } from "../../../core/mapping/check/check-both-places";
import { checkMatchRules } from "../../../core/mapping/check/check-match-rules";
import { DocumentError } from "../../../core/mapping/document";
import type { ConfiguredMapping } from "../../environment/configuration";
import type { Mapping } from "../../../core/mapping/types";
import type { EnvironmentRuntime, OpenConnection } from "../../environment/environment-runtime";
import type { Environments } from "../../environment/environments";
import type { Database } from "../../database/database";
import { checkLines } from "../../pipeline/build/check-lines";
import { missingTables } from "../../pipeline/build/missing-tables";
import { listEnvironments } from "../../state/environments";
import type { MappingCheckView } from "../../connect/admin-api";
import { fieldsOf } from "../../systems/contract/system";

interface Parts {
  readonly database: Database;
  readonly environments: Environments;
}

/**
 * The check of one mapping, or of all, of the environments that are connected: made now, against the tables as they are.
 * In English, like everything an operator reads. @throws DataverseError
 */
export async function mappingChecks(
  { database, environments }: Parts,
  mappingId?: string,
): Promise<readonly MappingCheckView[]> {
  const views: MappingCheckView[] = [];
  for (const { id, status } of await listEnvironments(database)) {
    if (status !== "connected") continue;
    const runtime = await environments.get(id);
    for (const configured of await runtime.configuredMappings()) {
      if (mappingId !== undefined && configured.id !== mappingId) continue;
      views.push(await viewOf(runtime, configured));
    }
  }
  return views;
}

async function viewOf(runtime: EnvironmentRuntime, configured: ConfiguredMapping): Promise<MappingCheckView> {
  const { id, name, mapping, status } = configured;
  const head = { mappingId: id, environmentId: runtime.environment.id, name, status };
  if (mapping instanceof DocumentError) {
    const { params } = mappingInvalid(mapping.problems, "en");
    return { ...head, problem: String(params?.details ?? ""), lines: [], rules: [] };
  }
  runtime.forgetTables();
  const missing = await missingTables(runtime, mapping);
  if (missing.length > 0) {
    const { params } = mappingInvalid(missing, "en");
    return { ...head, problem: String(params?.details ?? ""), lines: [], rules: [] };
  }
  const table = await runtime.table(mapping.table);
  const connection = runtime.connections.get(mapping.connectionId);
  const fields =
    connection &&
    (await fieldsOf(connection.adapter, mapping.systemObject, { correlationId: id, someoneWaits: true }));
  const checks = checkBothPlaces(
    await checkLines(runtime, mapping.lines, table.columns(), fields, connection?.module ?? {}),
    { ...mapping, fields: fields ?? {} },
    connection ? await othersOf(runtime, connection, mapping) : [],
  );
  const rules = checkMatchRules(mapping.matchRules, table.columns(), fields ?? {});
  const others = await Promise.all(
    (mapping.policies.otherTables ?? []).map(async ({ matchRules, table: name }) => {
      const { columns } = await runtime.table(name);
      return checkMatchRules(matchRules, columns(), fields ?? {}).map((rule) => ({ ...rule, table: name }));
    }),
  );
  return {
    ...head,
    lines: checks.map((check, at) => ({
      line: check.line,
      column: mapping.lines[at]!.column,
      level: check.level,
      code: check.code,
      text: describeCheck(check, "en"),
      ...(check.suggestedColumn ? { suggestedColumn: check.suggestedColumn } : {}),
    })),
    rules: [...rules.map((rule) => ({ ...rule, table: undefined })), ...others.flat()].map(
      ({ group, level, code, params, table: name }) => ({
        group,
        ...(name === undefined ? {} : { table: name }),
        level,
        code,
        text: describeCheck({ code, params }, "en"),
      }),
    ),
  };
}

/** The connection's mappings of its other objects. @throws SystemError */
async function othersOf(
  runtime: EnvironmentRuntime,
  { adapter, id }: OpenConnection,
  { systemObject }: Mapping,
): Promise<readonly OtherMapping[]> {
  const all = (await runtime.configuredMappings()).filter(({ connectionId }) => connectionId === id);
  const others = all.flatMap(({ mapping, name }) =>
    mapping instanceof DocumentError || mapping.systemObject === systemObject ? [] : { ...mapping, name },
  );
  return Promise.all(
    others.map(async (other) => ({
      ...other,
      fields: (await fieldsOf(adapter, other.systemObject, { correlationId: id, someoneWaits: true })) ?? {},
    })),
  );
}
