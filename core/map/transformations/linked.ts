import type { Transformation } from "../../mapping/types";
import type { Value } from "../../records";
import { isEmpty } from "../../values/empty";
import type { MapContext, Mapped } from "../types";

export type LinkedRule = Extract<Transformation, { kind: "linked" }>;

/** Under which key a directory holds the ids that rows have in the system. */
export const linkKey = (object: string): string => `link/${object}`;

/** The id of a row -> its id in the system. A row that is not linked is nothing to point to. */
export function fromLinked(id: Value, { table, object }: LinkedRule, context: MapContext): Mapped {
  if (isEmpty(id)) return { value: null };
  return { value: context.lookups?.keyOf(table, linkKey(object), String(id)) ?? null };
}
