import { mappingInvalid } from "../../../core/issues/describe";
import { languageOf } from "../../../core/issues/languages";
import { withColumnThatIs } from "../../../core/mapping/external-id";
import { DocumentError } from "../../../core/mapping/document";
import type { IssueRef } from "../../../core/plan/types";
import type { DataverseCall } from "../../dataverse/call";
import { linkBackRules, relatedRules, withCompanyLine } from "../../../core/mapping/company-line";
import { lookupBinds } from "../../environment/lookup-targets";
import type { ConfiguredMapping } from "../../environment/configuration";
import type { EnvironmentRuntime } from "../../environment/environment-runtime";
import { checkLines, redLines } from "./check-lines";
import { missingTables } from "./missing-tables";
import { refusedMapping } from "./mapping-rights";
import { readScope } from "./read-scope";
import { reportMappingIssues, reportRedLines } from "../report/mapping-issues";
import { reportScopeRead } from "../report/scope-issues";
import { isUnattended, type Cause, type Sync, type Work } from "../sync";
import { SyncMemory } from "../sync-memory";
import { fieldsOf } from "../../systems/contract/system";

/** What a trigger knows by itself; the rest comes from the environment. */
export type SyncRequest = Work & Cause & RequestOptions;

export interface RequestOptions {
  /** The mapping's view does not matter: what is taken back was written whichever view there is now. */
  readonly allRows?: true;
  /** Language of labels (LCID): the asker's. Absent: the environment's. */
  readonly labelsIn?: number;
  /** Somebody has just asked for this: who owns what is asked anew, since she may have said so a moment ago. */
  readonly afresh?: boolean;
}

/** A sync cannot begin: `issue` says why. */
export class CannotSyncError extends Error {
  override readonly name = "CannotSyncError";

  constructor(readonly issue: IssueRef) {
    super(issue.code);
  }
}

/** Which mapping a sync is for: one by id, or those that cover a table, or an object of a system. */
export type MappingChoice =
  | { readonly mappingId: string }
  | { readonly table: string; readonly connectionId?: string }
  | { readonly systemObject: string; readonly connectionId: string };

/**
 * The active mappings that could be meant, one at least.
 * @param ms how old the configuration may be, where nobody waits
 * @throws CannotSyncError NOT_CONNECTED, MAPPING_PAUSED
 */
export async function activeMappings(
  runtime: EnvironmentRuntime,
  choice: MappingChoice,
  call: DataverseCall = {},
  ms?: number,
): Promise<readonly ConfiguredMapping[]> {
  const fitting = (await runtime.configuredMappings(call, ms)).filter((each) => isMeant(each, choice));
  const active = fitting.filter((each) => each.status === "active");
  if (active.length > 0) return active;
  // A refusal by what was read a while ago is none: an admin may have switched the mapping on a moment ago.
  if (ms !== 0) return activeMappings(runtime, choice, call, 0);
  throw new CannotSyncError({ code: fitting.length > 0 ? "MAPPING_PAUSED" : "NOT_CONNECTED" });
}

function isMeant(each: ConfiguredMapping, choice: MappingChoice): boolean {
  if ("mappingId" in choice) return each.id === choice.mappingId;
  if (choice.connectionId !== undefined && each.connectionId !== choice.connectionId) return false;
  return "table" in choice ? each.table === choice.table : each.systemObject === choice.systemObject;
}

/** The one mapping with this id. @throws CannotSyncError NOT_CONNECTED, MAPPING_PAUSED */
export async function chooseMapping(
  runtime: EnvironmentRuntime,
  choice: { readonly mappingId: string },
  call: DataverseCall = {},
  ms?: number,
): Promise<ConfiguredMapping> {
  return (await activeMappings(runtime, choice, call, ms))[0]!;
}

/** A run begins with the tables as they are: what it knows of them is hardly older than it. */
const RUN_METADATA_MS = 60_000;

/** Everything a run or an operation needs before it looks at records. @throws CannotSyncError, DataverseError */
export async function buildSync(request: SyncRequest, configured: ConfiguredMapping): Promise<Sync> {
  const { runtime, labelsIn, counter } = request;
  const connection = runtime.connections.get(configured.connectionId);
  if (!connection) throw new CannotSyncError({ code: "NOT_CONNECTED" });
  const { mapping } = configured;
  if (mapping instanceof DocumentError) throw await unusable(request, mapping);
  const age = request.trigger === "run" ? RUN_METADATA_MS : undefined;
  const missing = await missingTables(runtime, mapping, { counter });
  if (missing.length > 0) throw await unusable(request, new DocumentError(missing));
  const [table, owners, lcid, scope] = await Promise.all([
    runtime.table(configured.table, { counter }, age),
    runtime.owners(configured, { counter }, request.afresh ? 0 : undefined),
    runtime.language({ counter }),
    request.allRows ? null : readScope(runtime, configured, { counter }, age),
  ]);
  const columns = table.columns(labelsIn ?? lcid);
  const systemFields = await fieldsOf(connection.adapter, mapping.systemObject, {
    correlationId: request.correlationId,
  });
  const complete = withCompanyLine(withColumnThatIs(mapping, columns));
  const [checks, binds] = await Promise.all([
    checkLines(runtime, mapping.lines, columns, systemFields, connection.module, { counter }),
    lookupBinds(table, complete.lines, (name, call) => runtime.table(name, call), { counter }),
  ]);
  const sync: Sync = {
    ...request,
    memory: new SyncMemory(),
    connection,
    configured,
    mapping: complete,
    table,
    owners,
    lcid,
    columns,
    related: relatedRules(complete),
    linkBack: linkBackRules(complete),
    systemFields,
    binds,
    checks,
    red: redLines(checks),
    scope: scope instanceof DocumentError ? null : scope,
  };
  refuseUnknownManual(sync);
  if (!request.allRows && !request.onlyLooks) await requireAllowed(sync);
  if (!request.allRows) await reportScopeRead(sync, scope);
  if (scope instanceof DocumentError) throw await unusable(request, scope);
  await reportRedLines(sync);
  return sync;
}

/** @throws CannotSyncError MAPPING_NOT_ALLOWED */
async function requireAllowed(sync: Sync): Promise<void> {
  const refused = await refusedMapping(sync, sync.configured, sync.mapping, { counter: sync.counter });
  await reportMappingIssues(sync, "rights", refused ? [{ key: "author", issue: refused }] : []);
  if (refused) throw new CannotSyncError(refused);
}

/** Values for lines that nobody asks for are a mistake of the caller; those that do not fit are told field by field. */
function refuseUnknownManual({ manual, mapping }: Pick<Sync, "manual" | "mapping">): void {
  const asked = new Set(mapping.lines.filter((line) => line.kind === "manual").map((line) => line.id));
  const unknown = Object.keys(manual ?? {}).filter((id) => !asked.has(id));
  if (unknown.length > 0)
    throw new CannotSyncError({ code: "BAD_REQUEST", params: { details: `Values (${unknown.join(", ")})` } });
}

/** Whoever asked for a record hears whom to turn to; the admins, from the mapping's own issue and from runs, what is wrong. */
export async function unusable(
  { counter, runtime, trigger }: Pick<SyncRequest, "counter" | "runtime" | "trigger">,
  error: DocumentError,
): Promise<CannotSyncError> {
  if (!isUnattended({ trigger })) return new CannotSyncError({ code: "MAPPING_UNUSABLE" });
  return new CannotSyncError(invalid(error, await runtime.language({ counter })));
}

/** A mapping whose documents cannot be used, as a problem to tell in this language (LCID). */
export function invalid({ problems }: DocumentError, lcid: number): IssueRef {
  return mappingInvalid(problems, languageOf(lcid));
}
