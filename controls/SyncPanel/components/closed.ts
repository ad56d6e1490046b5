import type { ClickKind } from "../../../webresources/client";
import type { Words } from "../../shared/words";

const ALL: readonly ClickKind[] = ["push", "pull", "preview", "resolve"];
const WRITING: readonly ClickKind[] = ["push", "pull", "resolve"];

export interface Situation {
  readonly mayAct: boolean;
  readonly online: boolean;
  readonly readOnly: boolean;
  readonly busy: boolean;
}

/** Which buttons are closed now, and why; while something runs the reason is in plain sight already. */
export function closedKinds(
  { mayAct, online, readOnly, busy }: Situation,
  words: Words,
): { readonly closed: readonly ClickKind[]; readonly why?: string } {
  if (!mayAct) return { closed: ALL, why: words("Why_NoPrivilege") };
  if (!online) return { closed: ALL, why: words("Why_Offline") };
  if (readOnly) return { closed: busy ? ALL : WRITING, why: words("Why_ReadOnly") };
  return { closed: busy ? ALL : [] };
}
