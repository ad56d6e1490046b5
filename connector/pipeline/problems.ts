import type { IssueCode } from "../../core/issues/codes";
import type { IssueRef } from "../../core/plan/types";
import { DataverseError } from "../dataverse/dataverse-error";
import { isLinked, type Result } from "./item";
import { OwnerRefusedError } from "./write/owner-refused-error";
import { SystemError } from "../systems/contract/system-error";

/** Dataverse's and the systems' own words are quoted up to this length. */
const DETAILS_LENGTH = 300;

const SYSTEM_AWAY: ReadonlySet<IssueCode> = new Set([
  "SYSTEM_UNREACHABLE",
  "SYSTEM_REFUSED",
  "SYSTEM_THROTTLED",
]);

/** Trouble that is not the record's: the same would happen to every other one. */
const NOT_THE_RECORDS: ReadonlySet<IssueCode> = new Set<IssueCode>([
  ...SYSTEM_AWAY,
  "DATAVERSE_UNAVAILABLE",
  "DATAVERSE_THROTTLED",
  "NEEDS_SIGN_IN",
  "RECORD_BUSY",
]);

/** Trouble of the person who asked, or asked for what the mapping forbids, not of the record: nothing to tell others. */
const THE_ASKERS: ReadonlySet<IssueCode> = new Set([
  "DIRECTION_NOT_ALLOWED",
  "RECORD_NOT_READABLE",
  "RECORD_NOT_WRITABLE",
  "RECORD_NOT_FOUND",
]);

/** Milliseconds that whoever refused us asked to be left alone for. */
export function askedPause(cause: unknown): number | undefined {
  return cause instanceof SystemError || cause instanceof DataverseError ? cause.retryAfterMs : undefined;
}

/** Records that are left alone, as somebody or some rule wants it: nothing to tell, and no mark to change. */
const QUIET: ReadonlySet<IssueCode> = new Set([
  "IGNORED",
  "NOT_SENT",
  "OUT_OF_SCOPE",
  "UNLINKED",
  "MAILBOX_PAUSED",
  // The mapping of that table sees to it.
  "LEFT_TO_OTHER_TABLE",
  "DEACTIVATION_NOT_POSSIBLE",
  // Told once for the mapping, not for every record.
  "DELETES_HELD",
]);

export function isQuiet(code: IssueCode | undefined): boolean {
  return code !== undefined && QUIET.has(code);
}

/** The system could not be asked, or did not let us in: what is to be done there is done when it does. */
export function waitsForTheSystem(code: IssueCode): boolean {
  return SYSTEM_AWAY.has(code);
}

/**
 * What was synced and is not any more, because it left the mapping's view or somebody chose so: nobody's problem, and no secret
 * either. As long as it shows as in sync, that would be untrue with the next edit.
 */
export function isSetAside({ issue, item }: Pick<Result, "issue" | "item">): boolean {
  return issue !== undefined && SET_ASIDE.has(issue.code) && isLinked(item);
}

const SET_ASIDE: ReadonlySet<IssueCode> = new Set(["OUT_OF_SCOPE", "IGNORED"]);

export function concernsEverything(code: IssueCode): boolean {
  return NOT_THE_RECORDS.has(code);
}

/**
 * True for what belongs on the record's link and into an issue, where others see it too. Where nobody asked, what the
 * connector itself may not do is nobody else's to hear of.
 */
export function concernsTheRecord(code: IssueCode, unattended: boolean): boolean {
  return !NOT_THE_RECORDS.has(code) && !QUIET.has(code) && (unattended || !THE_ASKERS.has(code));
}

/** A failed call -> the problem to tell; undefined for anything that is no failed call (a mistake of ours). */
export function problemOf(error: unknown, doing: "read" | "write"): IssueRef | undefined {
  if (error instanceof SystemError) {
    const fields =
      error.fields && Object.entries(error.fields).map(([field, reason]) => `${field}: ${reason}`);
    return {
      code: error.code,
      params: { details: shorten(fields?.join("; ") || error.reason || error.message) },
    };
  }
  if (error instanceof OwnerRefusedError) {
    return { code: "OWNER_MAY_NOT_CREATE", params: { value: error.person } };
  }
  if (error instanceof DataverseError) {
    return { code: error.issueCode(doing), params: { details: shorten(error.message) } };
  }
  return undefined;
}

function shorten(text: string): string {
  return text.length > DETAILS_LENGTH ? `${text.slice(0, DETAILS_LENGTH - 1)}…` : text;
}
