import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { WorkParts } from "../runs/parts";
import type { Queue } from "../queue/queue";
import { listEnvironments } from "../state/environments";
import { addRun } from "../state/runs";
import { AdminError } from "./admin-error";
import type { StartRunResponse } from "./types";

const shape = z.object({
  kind: z.literal("firstImport", { error: 'kind must be "firstImport"' }),
  environmentId: z.guid("environmentId is no GUID").optional(),
  mappingId: z.guid("mappingId is no GUID").optional(),
});

/** Starts a run, or answers the one under way. @throws AdminError 400, 404, 409 */
export async function startRun(
  parts: WorkParts & { readonly queue: Queue },
  body: unknown,
): Promise<StartRunResponse> {
  const parsed = shape.safeParse(body);
  if (!parsed.success) {
    throw new AdminError(400, "BAD_INPUT", {
      details: parsed.error.issues.map((issue) => issue.message).join("; "),
    });
  }
  const { kind, environmentId, mappingId } = parsed.data;
  const environment = only(
    (await listEnvironments(parts.database)).filter(
      (each) => each.status === "connected" && (environmentId === undefined || each.id === environmentId),
    ),
    "NO_ENVIRONMENT",
    "SEVERAL_ENVIRONMENTS",
  );
  const runtime = await parts.environments.get(environment.id);
  const mapping = only(
    (await runtime.configuredMappings()).filter((each) =>
      mappingId === undefined ? each.status === "active" : each.id === mappingId,
    ),
    "NO_MAPPING",
    "SEVERAL_MAPPINGS",
  );
  const { id } = await addRun(parts.database, {
    id: randomUUID(),
    environmentId: environment.id,
    connectionId: mapping.connectionId,
    mappingId: mapping.id,
    kind,
    correlationId: randomUUID(),
  });
  await parts.queue.remind("runs", id, environment.id);
  return { runId: id };
}

function only<T>(
  found: readonly T[],
  none: "NO_ENVIRONMENT" | "NO_MAPPING",
  several: "SEVERAL_ENVIRONMENTS" | "SEVERAL_MAPPINGS",
): T {
  if (found.length === 1) return found[0]!;
  throw found.length === 0 ? new AdminError(404, none) : new AdminError(409, several);
}
