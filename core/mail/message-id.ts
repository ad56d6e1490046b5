import { headerValues, unfolded } from "./header-text";

/** A header has no more characters than a line: RFC 5322, section 2.1.1. */
const LONGEST = 998;

/** What stands in angle brackets. Comments may hold brackets as well; they are cut out before. */
const BRACKETED = /<([^<>]*)>/g;

/**
 * The Message-ID that a header holds, in the one form in which it is stored, compared and made an id of: `<left@right>`, without white
 * space or comments, the right side in lower case (it is a domain), the left side as it is (there case tells ids apart). Null where there
 * is none or none that could be one: no "@", nothing on one side of it, longer than a line. Of several, the first.
 * https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4
 */
export function normaliseMessageId(value: unknown): string | null {
  return messageIdsIn(value)[0] ?? null;
}

/** All ids of a header (`References`, `In-Reply-To`), each once, in their order and in the form of `normaliseMessageId`. */
export function messageIdsIn(value: unknown): string[] {
  if (typeof value !== "string") return [];
  const text = withoutComments(unfolded(value));
  const bracketed = [...text.matchAll(BRACKETED)].map((match) => match[1]!);
  // Some say their ids without brackets.
  const found = bracketed.length > 0 ? bracketed : text.split(/[\s,]+/);
  return [...new Set(found.map(normalised).filter((id) => id !== null))];
}

/** The Message-ID among a mail's headers: of several, the first that is one. */
export function messageIdAmong(headers: unknown): string | null {
  for (const value of headerValues(headers, "Message-ID")) {
    const id = normaliseMessageId(value);
    if (id !== null) return id;
  }
  return null;
}

function normalised(inner: string): string | null {
  // Long ids are folded by some programs although no white space may stand in them.
  const id = inner.replace(/\s+/g, "");
  const at = id.lastIndexOf("@");
  if (at < 1 || at === id.length - 1 || id.length + 2 > LONGEST) return null;
  // Anything that cannot be printed was never sent by anybody as an id; what has one bracket only is cut off.
  if (!/^[\x21-\x3b\x3d\x3f-\x7e\u00a0-\ud7ff\ue000-\ufffd]+$/.test(id)) return null;
  return `<${id.slice(0, at)}@${id.slice(at + 1).toLowerCase()}>`;
}

/** Comments stand in round brackets outside of the id, and may hold others. */
function withoutComments(text: string): string {
  let kept = "";
  let depth = 0;
  let within = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (depth === 0 && character === "<") within = true;
    if (depth === 0 && character === ">") within = false;
    if (within) kept += character;
    else if (character === "(") depth += 1;
    else if (character === ")" && depth > 0) depth -= 1;
    else if (character === "\\" && depth > 0) at += 1;
    else if (depth === 0) kept += character;
  }
  return kept;
}
