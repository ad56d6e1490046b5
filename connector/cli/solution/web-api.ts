import type { Transport } from "../../dataverse/transport";

/** What the platform may take for one call: checking or publishing a solution takes minutes on a busy environment. */
const CALL_DEADLINE_MS = 20 * 60_000;

export async function get<T>(dataverse: Transport, path: string): Promise<T> {
  const { text } = await dataverse.send({ method: "GET", path }, {});
  return JSON.parse(text) as T;
}

/** Calls an action, once: after a time-out nobody knows whether it is under way. Gives its answer, if it has one. */
export async function post<T = void>(dataverse: Transport, action: string, body: unknown): Promise<T> {
  const request = {
    method: "POST",
    path: action,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    deadlineMs: CALL_DEADLINE_MS,
  } as const;
  const { text } = await dataverse.send(request, { repeatable: false });
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** Changes a row that is there; none is made. */
export async function patch(dataverse: Transport, path: string, body: unknown): Promise<void> {
  const headers = { "content-type": "application/json", "if-match": "*" };
  await dataverse.send({ method: "PATCH", path, headers, body: JSON.stringify(body) }, {});
}
