import { Direction } from "../../../core/generated/schema";
import type { ClickKind, RequestKind } from "../../../webresources/client";
import type { Words } from "../../shared/words";
import type { LinkView, Snapshot } from "../adapters/snapshot";

const WRITING: readonly ClickKind[] = ["push", "pull", "resolve"];
const ALL: readonly ClickKind[] = [...WRITING, "preview"];

export interface Situation {
  readonly mayAct: boolean;
  readonly online: boolean;
  readonly readOnly: boolean;
  readonly busy: boolean;
}

/** Buttons that are closed now, and why. */
export interface Closed {
  readonly closed: readonly ClickKind[];
  readonly why?: string;
}

/** Which buttons are closed now for a link, or for a record without one; while something runs the reason is in plain sight already. */
export function closedKinds(
  { mayAct, online, readOnly, busy }: Situation,
  words: Words,
  snapshot?: Pick<Snapshot, "places">,
  link?: LinkView,
): Closed {
  if (!mayAct) return { closed: ALL, why: words("Why_NoPrivilege") };
  if (!online) return { closed: ALL, why: words("Why_Offline") };
  const places = link ? [link] : snapshot?.places;
  if (places && !places.some(({ readiness }) => readiness === "Ready")) {
    const [place] = places;
    return {
      closed: ALL,
      why: place ? words(`Connection_${place.readiness}`, place.system) : words("Why_NothingConnected"),
    };
  }
  if (readOnly) return { closed: busy ? ALL : WRITING, why: words("Why_ReadOnly") };
  return { closed: busy ? ALL : [] };
}

/** The one way in which a mapping can do nothing of the kind. */
const AGAINST: Readonly<Record<RequestKind, number>> = {
  push: Direction.ToDataverse,
  pull: Direction.ToSystem,
  preview: 0,
};
const KINDS = Object.keys(AGAINST) as readonly RequestKind[];

/** What there is to ask for: nothing that every mapping of the record, or the one of its link, forbids for good. */
export function kindsFor(snapshot?: Pick<Snapshot, "places">, link?: LinkView): readonly RequestKind[] {
  const mappings = link ? [link] : (snapshot?.places ?? []);
  return KINDS.filter((kind) => mappings.length === 0 || mappings.some(({ way }) => way !== AGAINST[kind]));
}
