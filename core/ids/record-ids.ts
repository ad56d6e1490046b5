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
export function taskIdFor(connectionId: string, key: string): string {
  return uuidV5(connectionId, `task:${key}`);
}

/** The id of a row we create because records belong to it: all of them ask for the same row, whichever comes first. */
export function relatedIdFor(connectionId: string, table: string, key: string): string {
  return uuidV5(connectionId, `${table}:${key}`);
}
