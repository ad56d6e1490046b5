import { randomUUID } from "node:crypto";
import { httpPart, MAX_BATCH_REQUESTS, multipart, sendParts } from "./batch";
import type { DataverseCall } from "./call";
import type { DataverseError } from "./dataverse-error";
import { chunksOf } from "./in-filter";
import type { Json } from "./json";
import { API_PATH, type Transport } from "./transport";

/** A write inside a change set. */
export interface ChangeSetWrite {
  readonly method: "POST" | "PATCH";
  /** Below the API's path: `emails`, `emails(<guid>)`. */
  readonly path: string;
  readonly body: Json;
}

/** Writes of which all are done, or none. */
export type ChangeSet = readonly ChangeSetWrite[];

/**
 * Change sets in as few requests as it takes, each set for itself: what one is refused for does not hold up the others.
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api#change-sets
 * @returns for each set, in order: why it was refused; null where it was done
 */
export async function sendChangeSets(
  transport: Transport,
  sets: readonly ChangeSet[],
  call: DataverseCall,
): Promise<readonly (DataverseError | null)[]> {
  const longest = Math.max(1, ...sets.map((set) => set.length));
  const refusals: (DataverseError | null)[] = [];
  for (const some of chunksOf(sets, Math.floor(MAX_BATCH_REQUESTS / longest))) {
    const answers = await sendParts(transport, some.map(setPart), call, (each) => each);
    refusals.push(...answers.map((answer) => ("error" in answer ? answer.error : null)));
  }
  return refusals;
}

function setPart(set: ChangeSet): readonly string[] {
  const boundary = `changeset_${randomUUID()}`;
  const writes = set.map((write, at) => httpPart(writing(write), at + 1));
  return [`Content-Type: multipart/mixed;boundary="${boundary}"`, "", ...multipart(boundary, writes)];
}

function writing({ method, path, body }: ChangeSetWrite): readonly string[] {
  return [
    `${method} ${API_PATH}${path} HTTP/1.1`,
    "Accept: application/json",
    // A change never creates.
    ...(method === "PATCH" ? ["If-Match: *"] : []),
    "Content-Type: application/json",
    "",
    JSON.stringify(body),
  ];
}
