import { z } from "zod";
import { requestRun, requestUndo, type RequestedRun } from "../../runs/request-run";
import type { WorkParts } from "../../environment/work-parts";
import type { Queue } from "../../work/queue";
import { listEnvironments } from "../../state/environments";
import { findRun } from "../../state/runs";
import { DocumentError } from "../../../core/mapping/document";
import type { ConfiguredMapping } from "../../environment/configuration";
import { AdminError } from "../../connect/admin-error";
import type { StartRunRequest, StartRunResponse, UndoRunRequest } from "../../connect/admin-api";

const KINDS = [
  "firstImport",
  "scheduled",
  "onDemand",
  "reconcile",
] as const satisfies readonly StartRunRequest["kind"][];

const shape = z.discriminatedUnion(
  "kind",
  [
    z.object({
      kind: z.enum(KINDS),
      environmentId: z.guid("environmentId is no GUID").optional(),
      mappingId: z.guid("mappingId is no GUID").optional(),
    }),
    z.object({ kind: z.literal("undo"), runId: z.guid("runId is no GUID") }),
  ],
  { error: `kind must be one of ${[...KINDS, "undo"].join(", ")}` },
);

type StartParts = WorkParts & { readonly queue: Queue };

/** Starts a run, or answers the one under way. @throws AdminError 400, 404, 409; CannotSyncError */
export async function startRun(parts: StartParts, body: unknown): Promise<StartRunResponse> {
  const parsed = shape.safeParse(body);
  if (!parsed.success) {
    throw new AdminError(400, "BAD_INPUT", {
      details: parsed.error.issues.map((issue) => issue.message).join("; "),
    });
  }
  const { data } = parsed;
  const { runId } = await (data.kind === "undo" ? undo(parts, data) : start(parts, data));
  return { runId };
}

async function start(
  parts: StartParts,
  { kind, environmentId, mappingId }: StartRunRequest,
): Promise<RequestedRun> {
  const environment = only(
    (await listEnvironments(parts.database)).filter(
      (each) => each.status !== "disconnected" && (environmentId === undefined || each.id === environmentId),
    ),
    "NO_ENVIRONMENT",
    "SEVERAL_ENVIRONMENTS",
  );
  if (environment.status !== "connected") {
    const { host } = new URL(environment.url);
    throw new AdminError(409, "ENVIRONMENT_PAUSED", { host, details: environment.problem?.message ?? "" });
  }
  const runtime = await parts.environments.get(environment.id);
  const mapping = only(
    (await runtime.configuredMappings()).filter((each) =>
      mappingId === undefined ? each.status === "active" && mayRun(kind, each) : each.id === mappingId,
    ),
    "NO_MAPPING",
    "SEVERAL_MAPPINGS",
  );
  return requestRun(parts, { environmentId: environment.id, mappingId: mapping.id, kind });
}

/** A first import brings records into Dynamics: mappings that only push have none, and are not meant where none is named. */
function mayRun(kind: StartRunRequest["kind"], { mapping }: ConfiguredMapping): boolean {
  return kind !== "firstImport" || mapping instanceof DocumentError || mapping.direction !== "toSystem";
}

async function undo(parts: StartParts, { runId }: UndoRunRequest): Promise<RequestedRun> {
  const run = await findRun(parts.database, runId);
  if (!run) throw new AdminError(404, "NO_RUN");
  return requestUndo(parts, { environmentId: run.environmentId, runId });
}

function only<T>(
  found: readonly T[],
  none: "NO_ENVIRONMENT" | "NO_MAPPING",
  several: "SEVERAL_ENVIRONMENTS" | "SEVERAL_MAPPINGS",
): T {
  if (found.length === 1) return found[0]!;
  throw found.length === 0 ? new AdminError(404, none) : new AdminError(409, several);
}
