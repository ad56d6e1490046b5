import type { SystemRecord, Values } from "../../../core/records";
import type { Channel } from "../../../core/generated/schema";

/** Why something was not done, in words for whoever called. */
export interface CallProblem {
  /** An issue's code. */
  readonly code: string;
  readonly message: string;
}

/** What a record has become that a call brought. */
export interface Brought {
  readonly externalId: string;
  /** The row it is joined to; null where it is joined to none. */
  readonly rowId: string | null;
  /** What stands in its way, or in the way of some of its values. */
  readonly problem?: CallProblem;
}

/** A row that a record is joined to, or would be. */
export interface FoundRow {
  readonly rowId: string;
  readonly externalId: string;
  /** What the mapping tells the system of it, by the names of the system's fields. */
  readonly values: Values;
}

/** News of a record that is named by its row. */
export interface RowNews {
  readonly rowId: string;
  readonly values: Values;
}

/** Two rows, one of which belongs to the other. */
export interface Association {
  readonly object: string;
  readonly rowId: string;
  readonly toObject: string;
  readonly toRowId: string;
}

/** Somebody who may own what the system sends. */
export interface CrmUser {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
}

/** A row of a mapped object, by the object's name. */
export interface RowOf {
  readonly object: string;
  readonly rowId: string;
}

/** What stands on the timeline of somebody who is joined to a record. */
interface OnTimeline {
  /** The same key again is the same row. */
  readonly key: string;
  /** Whose timeline: the first of these that is joined to a record. */
  readonly about: readonly RowOf[];
  /** A user of {@link Engine.users}, or whoever a user mapping stands for: in her name it is created. */
  readonly ownerId: string | null;
}

/** Something to do. */
export interface NewTask extends OnTimeline {
  readonly subject: string;
  readonly description: string | null;
  /** What kind of thing it is, in the system's words. */
  readonly kind: string | null;
  /** ISO 8601. */
  readonly dueOn: string | null;
}

export interface CrmTask extends Omit<NewTask, keyof OnTimeline> {
  readonly id: string;
  readonly ownerId: string | null;
  /** ISO 8601; null while it is still to be done. */
  readonly doneOn: string | null;
  /** Whose timeline it is on. */
  readonly table: string | null;
  readonly rowId: string | null;
}

/** How somebody was written to on a social network. */
export type SocialChannel = keyof typeof Channel;

/** Something that was written to or by somebody, between her and the owner. */
export interface NewActivity extends OnTimeline {
  readonly kind: "email" | SocialChannel;
  /** True where it came from whom it is about. */
  readonly incoming: boolean;
  readonly subject: string;
  /** As it came, HTML or not. */
  readonly body: string | null;
  /** The mail's Message-ID, where the system knows it: then it is logged once, whoever else logs it. */
  readonly messageId: string | null;
  /** ISO 8601; null: at this moment. */
  readonly happenedOn: string | null;
}

/**
 * What a system that calls us may have done, under its connection and the mapping of the object: the one pipeline, with its leases, rules,
 * issues and journal. Rows that are not joined to a record of this connection are neither shown nor changed.
 * Every method throws {@link RouteRefusal} where it can do nothing at all: the mapping is paused, Dataverse is away.
 */
export interface Engine {
  /** Brings records together with their rows, or makes rows. In the order given; the same call again does the same. */
  bring(object: string, records: readonly SystemRecord[]): Promise<readonly Brought[]>;
  /** Only says which rows they are joined to, or would be: nothing is written. Records of which that is not certain are left out. */
  match(object: string, records: readonly SystemRecord[]): Promise<readonly FoundRow[]>;
  /** As {@link bring}, of records that are named by their rows. In the order given; null for a row that is joined to no record. */
  update(object: string, news: readonly RowNews[]): Promise<readonly (Brought | null)[]>;
  /** Rows by id; those that are joined to no record are left out. */
  read(object: string, rowIds: readonly string[]): Promise<readonly FoundRow[]>;
  /** Has rows belong to others, as the mapping's policy allows. In the order given: what stood in the way, or null. */
  associate(associations: readonly Association[]): Promise<readonly (CallProblem | null)[]>;
  /** Puts a task on a timeline, once; the mappings' engagement lines are written with it. @throws RouteRefusal 404 where it is about nobody who is joined to a record, 400 where its owner may not */
  addTask(task: NewTask): Promise<CrmTask>;
  /** Puts on a timeline what was written, once, as {@link addTask} does. Gives the row's id. @throws RouteRefusal as {@link addTask} */
  log(activity: NewActivity): Promise<string>;
  /** Tasks of this system by id; others, and those that are gone, are left out. */
  tasks(ids: readonly string[]): Promise<readonly CrmTask[]>;
  /** Ends tasks of this system, or opens them again; gives them as {@link tasks} does. */
  setDone(ids: readonly string[], done: boolean): Promise<readonly CrmTask[]>;
  /** Everybody who may own records. */
  users(): Promise<readonly CrmUser[]>;
}
