import type { IssueCode } from "../../../../core/issues/codes";
import type { IssueText } from "../../../../core/issues/texts";
import { decisionsFor } from "../../../../core/issues/decisions";
import { put } from "../../../../core/issues/in-words";
import type { Cause } from "../data/causes";
import type { PageContext } from "../page-context";

/** A place in a text that each record fills in its own way. */
const OF_A_RECORD = /\{(?!system\})\w+\}/;

/** What a cause is called and what to do about it, in the person's language. */
export function wordsOf(
  { code, connectionName, params, reason }: Cause,
  { texts }: Pick<PageContext, "texts">,
): { readonly title: string; readonly message: string | null; readonly nextStep: string } {
  const words = texts.issues[code];
  if (!words) return { title: code, message: null, nextStep: "" };
  const fill = (text: string) => put(text, { system: connectionName, ...params }, texts);
  const isSame = reason !== null || !OF_A_RECORD.test(words.message);
  return {
    title: fill(words.title),
    // Where records have reasons of their own, each record tells its own.
    message: isSame ? fill(words.message) : null,
    nextStep: fill(words.nextStep),
  };
}

/** What a problem is called, in the person's language; "" for none. */
export const titleOf = (code: string, { texts }: Pick<PageContext, "texts">): string => {
  const words = texts.issues[code as IssueCode] as IssueText | undefined;
  return words ? put(words.title, {}, texts) : code;
};

/** What can be answered to all of them at once. */
export function answersTo({ code }: Pick<Cause, "code">): {
  readonly retry: boolean;
  readonly ignore: boolean;
} {
  const kinds = decisionsFor(code);
  return { retry: kinds.includes("retry"), ignore: kinds.includes("ignore") };
}

/** The person of the system whose records nobody in Dynamics can have; null for other causes. */
export function personWithoutUser({ code, params }: Cause): string | null {
  const { value } = params;
  return (code === "OWNER_DISABLED" || code === "OWNER_UNKNOWN") && typeof value === "string" ? value : null;
}
