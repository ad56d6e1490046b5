import { uuidV5 } from "./uuid-v5";

/** The id of the wave_link row of an external record: writing a link is an upsert by primary key, whoever writes it first. */
export function linkId(connectionId: string, systemObject: string, externalId: string): string {
  return uuidV5(connectionId, `${systemObject}:${externalId}`);
}

/**
 * The id of the row we create for an external record. The same record always asks for the same row, so that a create
 * repeated after a time-out or a crash cannot make a second one.
 */
export function rowIdFor(connectionId: string, systemObject: string, externalId: string): string {
  return uuidV5(connectionId, `row:${systemObject}:${externalId}`);
}

/** The id of a row that a system has us put on a timeline: the same key asks for the same row. */
export function activityIdFor(connectionId: string, key: string): string {
  return uuidV5(connectionId, `activity:${key}`);
}

/** Names of mails: a Message-ID is one in the whole world, whichever system tells of it. */
const MAILS = "0b9a3c1e-6d52-5a7f-9c18-2f64b7e0d3a5";

/** The id of a mail's row, by its Message-ID: whoever logs it first, it is the same row. */
export function mailIdFor(messageId: string): string {
  return uuidV5(MAILS, messageId);
}

/** The id of a row we create because records belong to it: all of them ask for the same row, whichever comes first. */
export function relatedIdFor(connectionId: string, table: string, key: string): string {
  return uuidV5(connectionId, `${table}:${key}`);
}
