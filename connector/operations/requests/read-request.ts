import { createHash } from "node:crypto";
import type { z } from "zod";
import type { OperationKind } from "../../../core/operation/types";
import { wellFormedJson } from "../../../core/values/text";
import type { OperationRequest, RefusedRequest } from "../../state/operations";
import { describeRequest } from "./describe";
import { mailRequest } from "./mail";
import { language, table, withoutDefaults } from "./parameters";
import { recordsRequest } from "./records";
import { resolveRequest } from "./resolve";
import { setupRequest } from "./setup";
import { startRunRequest, undoRunRequest } from "./runs";

const SHAPES: Readonly<Record<OperationKind, z.ZodType<OperationRequest>>> = {
  push: recordsRequest,
  pull: recordsRequest,
  preview: recordsRequest,
  startRun: startRunRequest,
  undoRun: undoRunRequest,
  resolve: resolveRequest,
  describe: describeRequest,
  mail: mailRequest,
  setup: setupRequest,
};

/** Parameters a caller may leave out. */
const OPTIONAL = [
  "Connection",
  "Language",
  "Direction",
  "Values",
  "Mapping",
  "Kind",
  "Issue",
  "RecordId",
  "Query",
  "Run",
  "Mode",
  "After",
  "MatchRules",
  "System",
  "Key",
];

/** So many wrong parameters are named at once. */
const NAMED = 3;

/** The call's parameters (beside OperationId) -> what is asked, or why it cannot be done. Unknown parameters are left alone. */
export function readRequest(kind: OperationKind, input: Readonly<Record<string, unknown>>): OperationRequest {
  const optional = kind === "resolve" || kind === "mail" ? [...OPTIONAL, "Table"] : OPTIONAL;
  const given = withoutDefaults(input, optional);
  const parsed = SHAPES[kind].safeParse(given);
  // Kept in our database, and carried on from there: with texts that can be.
  return wellFormedJson(parsed.success ? parsed.data : refused(given, parsed.error)) as OperationRequest;
}

/** Told in the asker's language all the same, if that at least can be read. */
function refused(given: Readonly<Record<string, unknown>>, error: z.ZodError): RefusedRequest {
  const names = error.issues.map((issue) => `${issue.path.join(".")} (${issue.message})`);
  const [lcid, name] = [language.safeParse(given.Language).data, table.safeParse(given.Table).data];
  return {
    refusal: { code: "BAD_REQUEST", params: { details: [...new Set(names)].slice(0, NAMED).join(", ") } },
    ...(lcid ? { language: lcid } : {}),
    ...(name ? { table: name } : {}),
  };
}

/** The same question has the same hash, so that an id cannot stand for two. */
export function hashOfRequest(kind: OperationKind, input: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([kind, sorted]))
    .digest("hex");
}
