import { DocumentError } from "../../core/mapping/document";
import type { IssueRef } from "../../core/plan/types";
import type { DataverseCall } from "../dataverse/call";
import type { ConfiguredMapping } from "../environment/configuration";
import type { EnvironmentRuntime } from "../environment/environment-runtime";
import type { Sync } from "./sync";

/** What a door knows by itself; the rest comes from the environment. */
export type SyncRequest = Omit<
  Sync,
  "connection" | "configured" | "mapping" | "table" | "columns" | "systemFields" | "owners" | "lcid"
> & {
  /** Language of labels (LCID): the asker's. Absent: the environment's. */
  readonly labelsIn?: number;
};

/** A sync cannot begin: `issue` says why. */
export class CannotSyncError extends Error {
  override readonly name = "CannotSyncError";

  constructor(readonly issue: IssueRef) {
    super(issue.code);
  }
}

/** Which mapping a sync is for: one by id, or the one that covers a table. */
export type MappingChoice =
  { readonly mappingId: string } | { readonly table: string; readonly connectionId?: string };

/** @throws CannotSyncError NOT_CONNECTED, MAPPING_PAUSED */
export async function chooseMapping(
  runtime: EnvironmentRuntime,
  choice: MappingChoice,
  call: DataverseCall = {},
): Promise<ConfiguredMapping> {
  const fitting = (await runtime.configuredMappings(call)).filter((each) =>
    "mappingId" in choice
      ? each.id === choice.mappingId
      : each.table === choice.table &&
        (choice.connectionId === undefined || each.connectionId === choice.connectionId),
  );
  const active = fitting.filter((each) => each.status === "active");
  if (active.length === 1) return active[0]!;
  // With several, guessing would write to the wrong system: the caller has to name the connection.
  if (active.length > 1)
    throw new CannotSyncError({ code: "BAD_REQUEST", params: { details: "Connection" } });
  throw new CannotSyncError({ code: fitting.length > 0 ? "MAPPING_PAUSED" : "NOT_CONNECTED" });
}

/** Everything a run or an operation needs before it looks at records. @throws CannotSyncError, DataverseError */
export async function buildSync(request: SyncRequest, configured: ConfiguredMapping): Promise<Sync> {
  const { runtime, labelsIn, counter } = request;
  const connection = runtime.connections.get(configured.connectionId);
  if (!connection) throw new CannotSyncError({ code: "NOT_CONNECTED" });
  const { mapping } = configured;
  if (mapping instanceof DocumentError) throw new CannotSyncError(invalid(mapping));
  const [table, owners, lcid] = await Promise.all([
    runtime.table(configured.table, { counter }),
    runtime.owners(configured, { counter }),
    runtime.language({ counter }),
  ]);
  return {
    ...request,
    connection,
    configured,
    mapping,
    table,
    owners,
    lcid,
    columns: table.columns(labelsIn ?? lcid),
    systemFields: connection.module.fields(mapping.systemObject),
  };
}

function invalid({ problems }: DocumentError): IssueRef {
  const [first] = problems;
  return {
    code: "MAPPING_INVALID",
    params: { line: first?.line ?? first?.path ?? "", details: `${first?.document}: ${first?.fault}` },
  };
}
