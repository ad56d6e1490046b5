import { z } from "zod";
import type { SystemRecord } from "../../../../core/records";
import type { FoundRow } from "../../contract/engine";
import { routeWithBody, type Route } from "../../contract/routes";
import { propertiesFrom, valuesFrom, type CrmKind } from "./translate";

/** Records that a call holds at most. */
export const MOST_RECORDS = 100;

/** Ids of Enginy are numbers, and sent as texts mostly. */
const id = z.union([z.string().min(1), z.number().int()]).transform(String);
const withExternalId = z.looseObject({ externalId: id });
const withCrmId = z.looseObject({ crmId: z.string().min(1) });

export const idsBody = z.object({ ids: z.array(id).max(MOST_RECORDS) });

/** Each record is read by itself, so that one that makes no sense stops no other. */
const listOf = (list: CrmKind["list"]) =>
  z
    .looseObject({ [list]: z.array(z.unknown()).max(MOST_RECORDS) })
    .transform((body) => body[list] as readonly unknown[]);

/** What stands in a record's way, beside the results of the others. */
interface RecordError {
  /** Its place in the call, from 0. */
  readonly index: number;
  readonly externalId?: string;
  readonly crmId?: string;
  readonly error: string;
  readonly message: string;
}

interface ReadRecord<T> {
  readonly index: number;
  readonly json: T;
}

/**
 * The four routes of one kind of record. Results hold only records that have a row; `errors` names the others, and says why.
 * https://docs.enginy.ai (Custom CRM: contacts, companies, sync and update)
 */
export function recordRoutes(kind: CrmKind): readonly Route[] {
  const { list, object } = kind;
  return [
    routeWithBody("POST", `/${list}`, listOf(list), async (given, engine) => {
      const { read, errors } = readEach(given, withExternalId);
      const brought = await engine.bring(object, recordsFrom(kind, read));
      const results = brought.flatMap(({ externalId, rowId }) =>
        rowId === null ? [] : { externalId, crmId: rowId },
      );
      for (const [at, { externalId, problem }] of brought.entries())
        if (problem)
          errors.push({ index: read[at]!.index, externalId, error: problem.code, message: problem.message });
      return answered(results, errors);
    }),

    routeWithBody("POST", `/${list}/sync`, listOf(list), async (given, engine) => {
      const { read, errors } = readEach(given, withExternalId);
      const found = await engine.match(object, recordsFrom(kind, read));
      const results = found.map((row) => ({
        externalId: row.externalId,
        crmId: row.rowId,
        properties: propertiesFrom(kind, row.values),
      }));
      return answered(results, errors);
    }),

    routeWithBody("PUT", `/${list}`, listOf(list), async (given, engine) => {
      const { read, errors } = readEach(given, withCrmId);
      const news = read.map(({ json }) => ({ rowId: json.crmId, values: valuesFrom(kind, json) }));
      const updated = await engine.update(object, news);
      const results = read.map(({ index, json: { crmId } }, at) => {
        const problem = updated[at] ? updated[at].problem : NOT_OURS;
        if (problem) errors.push({ index, crmId, error: problem.code, message: problem.message });
        return { crmId, success: !problem };
      });
      return answered(results, errors);
    }),

    routeWithBody("POST", `/${list}/batch`, idsBody, async ({ ids }, engine) => {
      const found = await engine.read(object, ids);
      return { status: 200, body: { results: found.map((row) => shown(kind, row)) } };
    }),
  ];
}

const NOT_OURS = {
  code: "RECORD_NOT_FOUND",
  message: "No record of Enginy is linked to a row with this crmId. Create or sync it first.",
};

function answered(results: readonly object[], errors: readonly RecordError[]) {
  const inOrder = [...errors].sort((a, b) => a.index - b.index);
  return { status: 200 as const, body: { results, ...(errors.length > 0 ? { errors: inOrder } : {}) } };
}

function shown(kind: CrmKind, { externalId, rowId, values }: FoundRow): object {
  const properties = propertiesFrom(kind, values);
  return { ...properties, id: rowId, externalId, properties };
}

function readEach<T>(
  given: readonly unknown[],
  schema: z.ZodType<T>,
): { readonly read: readonly ReadRecord<T>[]; readonly errors: RecordError[] } {
  const read: ReadRecord<T>[] = [];
  const errors: RecordError[] = [];
  for (const [index, each] of given.entries()) {
    const parsed = schema.safeParse(each);
    if (parsed.success) read.push({ index, json: parsed.data });
    else {
      const [issue] = parsed.error.issues;
      const where = issue?.path.join(".") || "The record";
      errors.push({ index, error: "BAD_REQUEST", message: `${where}: ${issue?.message}.` });
    }
  }
  return { read, errors };
}

/** They tell what the call tells, and nothing of their other fields. */
function recordsFrom(
  kind: CrmKind,
  read: readonly ReadRecord<z.infer<typeof withExternalId>>[],
): readonly SystemRecord[] {
  return read.map(({ json }) => ({
    id: json.externalId,
    values: valuesFrom(kind, json),
    partial: true,
  }));
}
