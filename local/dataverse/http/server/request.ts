import { normaliseGuid } from "../../../../core/values/guid";
import type { CallContext, Kernel } from "../../contracts";
import { badPayload, invalidHeader, invalidUri, notImplemented } from "../../errors";
import { parseQuery } from "../../odata/options";
import { parseAnnotations } from "../../odata/write/annotations";
import type { Transaction } from "../../store/types";
import { parsePrefer } from "../prefer";
import type { RowCount, WireRequest } from "../wire";

export interface RawRequest {
  readonly method: string;
  /** Path after the service root, and the query. */
  readonly url: string;
  readonly base: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly rows: RowCount;
}

/** Makes a request of its texts; 400 when one of them cannot be read. */
export const wireRequest = (
  kernel: Kernel,
  context: CallContext,
  raw: RawRequest,
  tx?: Transaction,
): WireRequest => {
  const mark = raw.url.indexOf("?");
  const path = mark < 0 ? raw.url : raw.url.slice(0, mark);
  const search = mark < 0 ? "" : raw.url.slice(mark + 1);
  const preferences = parsePrefer(raw.headers["prefer"]);
  refuseUncovered(raw.headers);
  return {
    method: raw.method,
    path: decode(path),
    url: `${raw.base}${raw.url}`,
    base: raw.base,
    query: parseQuery(search),
    search,
    headers: raw.headers,
    preferences,
    annotations: parseAnnotations(preferences.annotations),
    body: parseBody(path, raw.body),
    context: contextOf(kernel, context, raw.headers),
    kernel,
    rows: raw.rows,
    reader: tx ?? kernel.store,
    ...(tx === undefined ? {} : { tx }),
  };
};

/** Headers that change what a request does; those not covered are refused, not ignored. */
const refuseUncovered = (headers: RawRequest["headers"]): void => {
  if (headers["mscrm.suppressduplicatedetection"]?.toLowerCase() === "false")
    throw notImplemented("duplicate detection (MSCRM.SuppressDuplicateDetection: false)");
};

/** More steps than these are refused unless the organisation raises BypassBusinessLogicExecutionStepIdsLimit (docs: bypass-custom-business-logic). */
const MOST_BYPASSED_STEPS = 3;

const BYPASS_PRIVILEGE = "prvBypassCustomPlugins";

/** The caller, with what her headers ask for (docs: compose-http-requests, other headers). */
const contextOf = (kernel: Kernel, context: CallContext, headers: RawRequest["headers"]): CallContext => {
  const solution = headers["mscrm.solutionuniquename"];
  const bypass = headers["mscrm.bypasscustompluginexecution"]?.toLowerCase() === "true";
  if (bypass) kernel.security.requireNamed(context, BYPASS_PRIVILEGE);
  const bypassStepIds = bypassedSteps(headers["mscrm.bypassbusinesslogicexecutionstepids"]);
  if (solution === undefined && !bypass && bypassStepIds === undefined) return context;
  return {
    ...context,
    ...(solution === undefined ? {} : { solution }),
    ...(bypass ? { bypassSteps: true } : {}),
    ...(bypassStepIds === undefined ? {} : { bypassStepIds }),
  };
};

/** Ids of steps separated by commas, in quotes or without. */
const bypassedSteps = (header: string | undefined): readonly string[] | undefined => {
  if (header === undefined) return undefined;
  const ids = header.replaceAll('"', "").split(",");
  const steps = ids.map((id) => normaliseGuid(id));
  if (steps.length > MOST_BYPASSED_STEPS || steps.includes(null))
    throw invalidHeader("MSCRM.BypassBusinessLogicExecutionStepIds", header);
  return steps as readonly string[];
};

const decode = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    throw invalidUri("The request URI is not valid.");
  }
};

const parseBody = (path: string, body: string): unknown => {
  if (body === "") return undefined;
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    const set = /^[\w$.]*/.exec(path)?.[0] ?? "";
    throw badPayload(set, (error as Error).message);
  }
};
