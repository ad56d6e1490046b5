import { ToldTime } from "../../clock/told-time";
import { member, type ErrorWords } from "../base/failure";
import { sendOnce } from "../base/http";
import type { SystemCall } from "../contract/object";
import type { WaveSettings } from "./settings";
import { canonicalField } from "./translate";

export interface WaveRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path under the base address, query included; ids are already escaped. */
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  /** `updatedAt` the contact has to have still. */
  readonly ifUpdatedAt?: string;
}

/** Sends one request, once. Resolves to the parsed body (undefined for 204); throws SystemError only. */
export type Transport = (request: WaveRequest, call: SystemCall) => Promise<unknown>;

/** The transport over HTTP. */
export function httpTransport(
  settings: WaveSettings,
  deadlineMs?: number,
  time: ToldTime = new ToldTime(),
): Transport {
  const words = (body: unknown) => errorWords(body, settings);
  return ({ method, path, body, ...conditions }, call) =>
    sendOnce(
      { method, url: settings.apiBaseUrl + path, headers: headers(settings, conditions, call), body },
      call,
      { system: "Wave", time, words, deadlineMs },
    );
}

/** What Wave's error answers say: `{error: {message, fields: [{field, message}]}}`; fields by their canonical names. */
export function errorWords(body: unknown, { contract }: WaveSettings): ErrorWords {
  const error = member(body, "error");
  const message = member(error, "message");
  const list = member(error, "fields");
  const fields = (Array.isArray(list) ? list : []).flatMap((entry) => {
    const field = member(entry, "field");
    const reason = member(entry, "message") ?? member(entry, "code");
    return typeof field === "string"
      ? [[canonicalField(field, contract), String(reason ?? "")] as const]
      : [];
  });
  return { ...(typeof message === "string" ? { message } : {}), fields: Object.fromEntries(fields) };
}

function headers(
  { apiKey, contract }: WaveSettings,
  { idempotencyKey, ifUpdatedAt }: Pick<WaveRequest, "idempotencyKey" | "ifUpdatedAt">,
  call: SystemCall,
): Record<string, string> {
  const names = contract.headers;
  return {
    [names.authorization]: `${names.scheme} ${apiKey}`.trim(),
    [names.correlationId]: call.correlationId,
    ...(idempotencyKey ? { [names.idempotencyKey]: idempotencyKey } : {}),
    ...(ifUpdatedAt && names.ifMatch ? { [names.ifMatch]: `"${ifUpdatedAt}"` } : {}),
  };
}
