import { activityIdFor } from "../../core/ids/record-ids";
import { isGuid } from "../../core/values/guid";
import type { DataverseCall } from "../dataverse/call";
import { chunksOf, IN_CHUNK, inFilter } from "../dataverse/in-filter";
import { lookupTable, type Json } from "../dataverse/json";
import { NotConnectedError } from "../environment/environments";
import { appendActivities } from "../pipeline/append/append-activities";
import type { CrmTask, NewTask } from "../systems/contract/engine";
import { RouteRefusal } from "../systems/contract/routes";
import { COMPLETED, TASK } from "../tables/activities";
import type { AtWork, Call } from "./call";
import { authorOf, noteLogged, refuse, subjectOf } from "./timeline";

const TABLE = TASK.logicalName;
const OPEN = { statecode: 0, statuscode: 2 };
const REGARDING = "regardingobjectid";
const SELECT = [
  ...["activityid", "subject", "description", "category", "subcategory", "scheduledend", "actualend"],
  ...["statecode", `_${REGARDING}_value`, "_ownerid_value", "_createdby_value", "_createdonbehalfby_value"],
];

/**
 * A task on the timeline of the first row that is joined to a record, created as the user in whose name it is. Its id is computed from the key,
 * so that it is there once however often it is asked for, and one that a person has edited since stays as it is.
 */
export async function addTask(call: Call, at: AtWork, task: NewTask): Promise<CrmTask> {
  const subject = await subjectOf(at, task.about);
  const id = activityIdFor(call.connectionId, task.key);
  await at.hold(TABLE, [id]);
  const author = authorOf(subject.sync, task.ownerId);
  const { refused, there } = await appendActivities(subject.sync, [
    {
      ...{ id, table: TASK, incoming: false, parties: [], happenedOn: null },
      values: {
        subject: task.subject,
        description: task.description,
        category: systemOf(call, at),
        subcategory: task.kind,
        scheduledend: task.dueOn,
      },
      regarding: { table: subject.table, id: subject.rowId },
      ...author,
    },
  ]);
  const failure = refused.get(id);
  if (!failure && !there.has(id)) await noteLogged(call, at, task.about, author);
  const [made] = await readTasks(call, at, [id]);
  // Rights are looked at before ids: what was made while she still might is there.
  if (failure && !made) return refuse(call, at, subject, failure, { kind: "task", told: task });
  if (!made) throw new RouteRefusal(500, "UNEXPECTED", "The task is not there after it was made.");
  return made;
}

/** Those of these tasks that this system has had us make; a row that somebody else made is none. */
export async function readTasks(call: Call, at: AtWork, ids: readonly string[]): Promise<readonly CrmTask[]> {
  const { client, environment } = at.runtime;
  const system = systemOf(call, at);
  const rows: Json[] = [];
  for (const some of chunksOf([...new Set(ids.filter(isGuid).map((id) => id.toLowerCase()))], IN_CHUNK))
    rows.push(
      ...(await client.list(
        "tasks",
        { select: SELECT, filter: inFilter("activityid", some) },
        { ...asked(at), lookupTables: true },
      )),
    );
  // The connector, in its own name or in somebody else's: no one but Dataverse says so.
  const isOurs = (row: Json) =>
    [row._createdby_value, row._createdonbehalfby_value].some(
      (id) => String(id).toLowerCase() === environment.userId.toLowerCase(),
    );
  const ours = rows.filter((row) => isOurs(row) && row.category === system);
  return ours.map(toTask);
}

/** Ends them, or opens them again; what is so already is not written. */
export async function setDone(
  call: Call,
  at: AtWork,
  ids: readonly string[],
  done: boolean,
): Promise<readonly CrmTask[]> {
  await at.hold(TABLE, ids.filter(isGuid));
  const known = await readTasks(call, at, ids);
  for (const { id, doneOn } of known)
    if ((doneOn !== null) !== done) await update(at, id, done ? completedNow(call) : OPEN);
  return readTasks(
    call,
    at,
    known.map(({ id }) => id),
  );
}

function completedNow({ parts }: Call): Json {
  return { ...TASK.completed(false), actualend: parts.clock.now().toISOString() };
}

async function update(at: AtWork, id: string, values: Json): Promise<void> {
  await at.runtime.client.update("tasks", id, values, asked(at));
}

/** Beside who created it, its category says which system a task came from. */
function systemOf({ connectionId }: Call, { runtime }: AtWork): string {
  const connection = runtime.connections.get(connectionId);
  if (!connection) throw new NotConnectedError("The connection is gone.");
  return connection.adapter.system;
}

const asked = ({ counter, signal }: AtWork): DataverseCall => ({ counter, signal, priority: "interactive" });

function toTask(row: Json): CrmTask {
  const text = (name: string) => (typeof row[name] === "string" ? row[name] : null);
  const isDone = row.statecode === COMPLETED;
  return {
    id: String(row.activityid).toLowerCase(),
    subject: text("subject") ?? "",
    description: text("description"),
    kind: text("subcategory"),
    ownerId: text("_ownerid_value"),
    dueOn: text("scheduledend"),
    doneOn: isDone ? (text("actualend") ?? "") : null,
    table: lookupTable(row, REGARDING),
    rowId: text(`_${REGARDING}_value`)?.toLowerCase() ?? null,
  };
}
