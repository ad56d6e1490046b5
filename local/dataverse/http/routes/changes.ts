import { changeTrackingNotEnabled, invalidUri, privilegeMissing } from "../../errors";
import type { Table } from "../../metadata/types";
import { readDeltaToken, writeDeltaToken } from "../../odata/change-tracking";
import { readSkipToken, skipToken } from "../../odata/paging";
import { retrieveMultiple, type QueryResult } from "../../odata/retrieve-multiple";
import { applied } from "../prefer";
import { ok, type WireRequest, type WireResponse } from "../wire";
import { queryOf } from "./run";

/** Options that change tracking does not go with (docs: use change tracking). */
const FORBIDDEN = ["$filter", "$orderby", "$expand", "$top"] as const;
const DEFAULT_LIFETIME_DAYS = 7;

/** `Prefer: odata.track-changes`: all rows, and on the last page a link to what changes from now on. */
export const startTracking = (request: WireRequest, table: Table): WireResponse => {
  checkTrackable(request, table);
  const delta = trackedPosition(request) ?? newToken(request);
  return page(request, table, delta, undefined);
};

/** `$deltatoken=...`: rows written since, the ids of those deleted since, and the next link. */
export const answerDelta = (request: WireRequest, table: Table): WireResponse => {
  checkTrackable(request, table);
  const { kernel, query } = request;
  const organization = kernel.store.get("organization", kernel.organization.id);
  const lifetime = Number(organization?.values["expirechangetrackingindays"] ?? DEFAULT_LIFETIME_DAYS);
  const token = readDeltaToken(query.options.get("$deltatoken") ?? "", kernel.now(), lifetime);
  const delta = trackedPosition(request) ?? newToken(request);
  return page(request, table, delta, token.version);
};

const checkTrackable = ({ kernel, context, query }: WireRequest, table: Table): void => {
  if (!table.changeTracking) throw changeTrackingNotEnabled(table.logicalName);
  for (const option of FORBIDDEN) {
    if (query.options.has(option))
      throw invalidUri(`The query option '${option}' is not supported with change tracking.`);
  }
  const readsAll = context.isSystem || (kernel.security.readsAll?.(context, table.logicalName) ?? true);
  if (!readsAll) throw privilegeMissing(context.userId, `prvRead${table.schemaName}`);
};

const newToken = ({ kernel }: WireRequest): string =>
  writeDeltaToken({ version: kernel.store.version, issued: kernel.now() });

/** The token that the first page made, carried along by the paging cookie. */
const trackedPosition = ({ query }: WireRequest): string | undefined => {
  const token = query.options.get("$skiptoken");
  return token === undefined ? undefined : readSkipToken(token).delta;
};

const page = (request: WireRequest, table: Table, delta: string, since: number | undefined): WireResponse => {
  const result = retrieveMultiple({
    ...queryOf(request),
    table,
    ...(since === undefined ? {} : { changedSince: since }),
  });
  request.rows.read += result.rows.length;
  const deleted = since === undefined || result.next !== undefined ? [] : deletedRows(request, table, since);
  return ok(
    body(request, table, result, deleted, delta, since),
    applied(request.preferences, ["trackChanges", "annotations", "maxPageSize"]),
  );
};

const body = (
  { base, search }: WireRequest,
  table: Table,
  { projection, annotations, count, rows, next }: QueryResult,
  deleted: readonly unknown[],
  delta: string,
  since: number | undefined,
): Record<string, unknown> => {
  const kept = search
    .split("&")
    .filter((part) => part !== "" && !/^(\$|%24)(skiptoken|deltatoken)=/i.test(part));
  const link = (...more: readonly string[]): string =>
    `${base}${table.entitySet}?${[...kept, ...more].join("&")}`;
  const deltaToken = (text: string): string => `$deltatoken=${encodeURIComponent(text)}`;
  const here =
    since === undefined ? [] : search.split("&").filter((part) => /^(\$|%24)deltatoken=/i.test(part));
  return {
    "@odata.context": `${base}$metadata#${table.entitySet}${projection}${since === undefined ? "" : "/$delta"}`,
    ...annotations,
    ...(count === undefined ? {} : { "@odata.count": count + deleted.length }),
    ...(next === undefined
      ? { "@odata.deltaLink": link(deltaToken(delta)) }
      : { "@odata.nextLink": link(...here, `$skiptoken=${skipToken({ ...next, delta })}`) }),
    value: [...rows, ...deleted],
  };
};

/** Rows that were physically deleted and are still gone (a row with the same id may have come back). */
const deletedRows = ({ kernel, base }: WireRequest, table: Table, since: number): readonly unknown[] => {
  const ids = new Set(kernel.store.deletedSince(table.logicalName, since).map((row) => row.id));
  return [...ids]
    .filter((id) => kernel.store.get(table.logicalName, id) === undefined)
    .map((id) => ({
      "@odata.context": `${base}$metadata#${table.entitySet}/$deletedEntity`,
      id,
      reason: "deleted",
    }));
};
