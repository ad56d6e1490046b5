import { fnv1a64 } from "../sync/fnv";
import { storable, wellFormed } from "../values/text";

/** The longest id a link holds. */
export const LONGEST_ID = 200;

/** A stand-in begins with the sign for "something was here that cannot be shown", which no usable id holds. */
const MARK = "\ufffd";
const STAND_IN = /^\ufffd.*#[0-9a-f]{16}$/su;
/** Characters of the real id that a stand-in shows. */
const SHOWN = 40;

/**
 * An id of a system's record as the sync can keep it: the id itself, or a stand-in for one that is empty, longer than
 * {@link LONGEST_ID}, "." or ".." (an address would lose them), or holds characters that no database keeps. The same id always has the
 * same stand-in, and two ids have two.
 */
export function usableId(id: string): string {
  return isUsable(id) || isStandIn(id) ? id : standInFor(id);
}

/** A stand-in for what has no usable id: `what` tells it from all others. */
export function standInFor(what: string): string {
  const shown = storable(wellFormed(what).slice(0, SHOWN)).replaceAll(MARK, "");
  // As JSON, halves of surrogate pairs differ; as bytes they would all be the same.
  return `${MARK}${shown}#${fnv1a64(JSON.stringify(what))}`;
}

/** True for what {@link usableId} gives in the place of an id: no record can be asked for by it. */
export function isStandIn(id: string): boolean {
  return STAND_IN.test(id);
}

function isUsable(id: string): boolean {
  if (id === "" || id.length > LONGEST_ID || id === "." || id === "..") return false;
  return !id.includes(MARK) && storable(id) === id;
}
