import { invalidUri } from "../../errors";

/** One part of an address: `contacts(1)` is name `contacts`, argument `1`. `WhoAmI()` has the argument "". */
export interface Segment {
  readonly name: string;
  readonly argument?: string;
}

/** Cuts an address at slashes that are outside parentheses and quotes. */
export const splitPath = (path: string): readonly string[] => {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let at = 0; at < path.length; at++) {
    const character = path[at];
    if (character === "'" && depth > 0) quoted = !quoted;
    else if (quoted) continue;
    else if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (character === "/" && depth === 0) {
      parts.push(path.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(path.slice(start));
  return parts.filter((part) => part !== "");
};

export const splitSegment = (text: string): Segment => {
  const open = text.indexOf("(");
  if (open < 0) return { name: text };
  if (!text.endsWith(")")) throw invalidUri(`Bad Request - Error in query syntax: '${text}'.`);
  return { name: text.slice(0, open), argument: text.slice(open + 1, -1) };
};
