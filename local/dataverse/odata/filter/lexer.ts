import { syntaxError } from "../../errors";
import { readLiteral, type Literal } from "../literals";

export type Token =
  | { readonly kind: "literal"; readonly literal: Literal; readonly at: number }
  | { readonly kind: "name"; readonly text: string; readonly at: number }
  | { readonly kind: "alias"; readonly text: string; readonly at: number }
  | { readonly kind: "symbol"; readonly text: string; readonly at: number }
  | { readonly kind: "end"; readonly at: number };

const NAME = /[A-Za-z_$][\w.$]*/y;
const ALIAS = /@[A-Za-z_]\w*/y;
const SYMBOL = /[(),:/=[\]]/y;
const SPACE = /\s+/y;

const at = (form: RegExp, text: string, position: number): string | undefined => {
  form.lastIndex = position;
  return form.exec(text)?.[0];
};

/** Cuts a `$filter` into tokens. */
export const tokenize = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    const space = at(SPACE, text, position);
    if (space !== undefined) {
      position += space.length;
      continue;
    }
    const token = next(text, position);
    tokens.push(token.token);
    position = token.end;
  }
  return [...tokens, { kind: "end", at: text.length }];
};

const next = (text: string, position: number): { readonly token: Token; readonly end: number } => {
  const name = at(NAME, text, position);
  const literal = readLiteral(text, position);
  // A GUID may begin like a name (`abcdef01-...`), so the longer of the two wins.
  if (literal !== undefined && literal.end >= position + (name?.length ?? 0))
    return { token: { kind: "literal", literal: literal.literal, at: position }, end: literal.end };
  const forms = [
    ["name", name],
    ["alias", at(ALIAS, text, position)],
    ["symbol", at(SYMBOL, text, position)],
  ] as const;
  for (const [kind, found] of forms) {
    if (found !== undefined)
      return { token: { kind, text: found, at: position }, end: position + found.length };
  }
  throw syntaxError(position, text);
};
