import { createHash } from "node:crypto";
import { z } from "zod";
import { MAX_RECORDS_PER_OPERATION } from "../../core/operation/types";
import type { IssueRef } from "../../core/plan/types";
import { normaliseGuid } from "../../core/values/guid";
import type { Operation, OperationRequest } from "../state/operations";

const guid = z.string().transform((text, context) => {
  const id = normaliseGuid(text);
  if (id !== null) return id;
  context.addIssue({ code: "custom", message: "no GUID" });
  return z.NEVER;
});

const manualValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** The parameters of wave_Push, wave_Pull and wave_Preview, beside OperationId. */
const parameters = z.object({
  Table: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
  RecordIds: z.array(guid).min(1),
  Connection: guid.nullish(),
  Language: z.number().int().positive().nullish(),
  Direction: z.enum(["both", "toSystem", "toDataverse"]).nullish(),
  Values: z
    .string()
    .nullish()
    .transform((text, context) => {
      if (!text) return undefined;
      try {
        return manualValues.parse(JSON.parse(text));
      } catch {
        context.addIssue({ code: "custom", message: "no JSON object of simple values" });
        return z.NEVER;
      }
    }),
});

/** What an operation asks for, or why it cannot be done. */
export type ReadRequest = { readonly request: OperationRequest } | { readonly issue: IssueRef };

/** The call's parameters -> the request. Unknown parameters are left alone; empty optional ones arrive as empty GUID, "" or 0. */
export function readRequest(input: Readonly<Record<string, unknown>>): ReadRequest {
  const parsed = parameters.safeParse(withoutDefaults(input));
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => `${issue.path.join(".")} (${issue.message})`);
    return {
      issue: { code: "BAD_REQUEST", params: { details: [...new Set(names)].slice(0, 3).join(", ") } },
    };
  }
  const { Table, RecordIds, Connection, Language, Direction, Values } = parsed.data;
  const recordIds = [...new Set(RecordIds)];
  if (recordIds.length > MAX_RECORDS_PER_OPERATION) {
    return { issue: { code: "TOO_MANY_RECORDS", params: { limit: MAX_RECORDS_PER_OPERATION } } };
  }
  return {
    request: {
      table: Table,
      recordIds,
      ...(Connection ? { connectionId: Connection } : {}),
      ...(Language ? { language: Language } : {}),
      ...(Direction ? { direction: Direction } : {}),
      ...(Values ? { manual: Values } : {}),
    },
  };
}

const EMPTY_GUID = "00000000-0000-0000-0000-000000000000";

/** The platform may pass a parameter nobody gave as its type's default. */
function withoutDefaults(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const optional = ["Connection", "Language", "Direction", "Values"];
  return Object.fromEntries(
    Object.entries(input).filter(
      ([name, value]) => !optional.includes(name) || !["", 0, EMPTY_GUID].includes(value as string | number),
    ),
  );
}

/** The same question has the same hash, so that an id cannot stand for two. */
export function hashOfRequest(kind: Operation["kind"], input: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([kind, sorted]))
    .digest("hex");
}
