import type { Side } from "../merge/types";

/** A person's answer to an issue: the `Decision` parameter of wave_Resolve, as JSON. */
export type Decision =
  /** CONFLICT: which side each of these lines takes its value from, by line id. Lines left out stay as they are. */
  | { readonly kind: "fields"; readonly fields: Readonly<Record<string, Side>> }
  /** MATCH_AMBIGUOUS: the system's record is this row; or, where the row is what is known, it is this record of the system. */
  | { readonly kind: "link"; readonly recordId: string }
  | { readonly kind: "link"; readonly externalId: string }
  /** MATCH_AMBIGUOUS, NO_MATCH: it is none of them; a row of its own. */
  | { readonly kind: "create" }
  /** DELETE_CONFLICT: delete the survivor too, or keep it and end the link. */
  | { readonly kind: "delete" }
  | { readonly kind: "keep" }
  /** Anything else: somebody has put it right, try again now. */
  | { readonly kind: "retry" }
  /** Nothing is to happen with this record: it is left alone until somebody asks for it. */
  | { readonly kind: "ignore" };

export type DecisionKind = Decision["kind"];
