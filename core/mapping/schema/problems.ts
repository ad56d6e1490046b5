import type { z } from "zod";
import { COMPANY_IDENTIFIERS } from "../types";
import type { DocumentFault, DocumentName, DocumentProblem } from "../document";

type ZodIssue = z.core.$ZodIssue;

/** zod's findings in our words: one problem each, with the line it is in and what would be right. */
export function problemsOf(
  document: DocumentName,
  error: z.ZodError,
  json: unknown,
): readonly DocumentProblem[] {
  return error.issues.map((issue) => {
    const { fault, params } = faultOf(issue, json);
    const key = issue.path.at(-1);
    const line = lineOf(issue.path, json);
    return {
      document,
      fault,
      ...(line === undefined ? {} : { line }),
      path: issue.path.join("."),
      params: { key: typeof key === "string" ? key : issue.path.join("."), ...params },
    };
  });
}

function faultOf(
  issue: ZodIssue,
  json: unknown,
): { fault: DocumentFault; params: Record<string, string | number> } {
  const found = at(json, issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return { fault: "unknownKey", params: { found: issue.keys.join(", ") } };
    case "invalid_value":
      return found === undefined
        ? { fault: "missing", params: {} }
        : {
            fault: "unknownWord",
            params: { found: shown(found), expected: issue.values.map(String).join(", ") },
          };
    case "invalid_union":
      return {
        fault: found === undefined ? "missing" : "unknownWord",
        params: {
          found: shown(kindOf(found)),
          expected: issue.path.at(-1) === "identify" ? IDENTIFIERS : KINDS,
        },
      };
    case "too_small":
    case "too_big":
    case "invalid_format":
      return { fault: "outOfRange", params: { found: shown(found) } };
    default:
      return found === undefined
        ? { fault: "missing", params: {} }
        : {
            fault: "wrongType",
            params: { found: shown(found), expected: "expected" in issue ? String(issue.expected) : "" },
          };
  }
}

const IDENTIFIERS = [...COMPANY_IDENTIFIERS, "groups"].join(", ");
const KINDS = "cut, case, phone, date, choice, prefix, lookup, owner";

function kindOf(found: unknown): unknown {
  return typeof found === "object" && found !== null && "kind" in found ? found.kind : found;
}

/** `lines.3.…` -> the line's id, or "4"; `groups.0.…` -> "1". */
function lineOf(path: readonly PropertyKey[], json: unknown): string | undefined {
  const [list, index] = path;
  if ((list !== "lines" && list !== "groups") || typeof index !== "number") return undefined;
  const id = at(json, [list, index, "id"]);
  return typeof id === "string" && id !== "" ? id : String(index + 1);
}

function at(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (node, key) => (node as Record<PropertyKey, unknown> | null | undefined)?.[key],
    json,
  );
}

/** Long enough to recognise, too short to carry a whole document into a message. */
function shown(found: unknown): string {
  const text = typeof found === "string" ? found : (JSON.stringify(found) ?? String(found));
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
