import { taskIdFor } from "../../core/ids/record-ids";
import type { Values } from "../../core/records";
import { fitted } from "../../core/values/fitted";
import { isGuid } from "../../core/values/guid";
import type { DataverseCall } from "../dataverse/call";
import { chunksOf, IN_CHUNK, inFilter } from "../dataverse/in-filter";
import type { Json } from "../dataverse/json";
import { NotConnectedError } from "../environment/environments";
import { lookupBinds } from "../environment/lookup-targets";
import { toWrite } from "../environment/rows";
import { CannotSyncError } from "../pipeline/build/build-sync";
import type { CrmTask, NewTask, RowOf } from "../systems/contract/engine";
import { RouteRefusal } from "../systems/contract/routes";
import { bringTogether } from "./bring";
import type { AtWork, Call } from "./call";
import { linksOfRows } from "./found-rows";

const TABLE = "task";
/** https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/task */
const OPEN = { statecode: 0, statuscode: 2 };
const COMPLETED = { statecode: 1, statuscode: 5, percentcomplete: 100 };
const LENGTHS = { subject: 200, description: 2_000, subcategory: 250 };
const REGARDING = "regardingobjectid";
const LOGICAL_NAME = `_${REGARDING}_value@Microsoft.Dynamics.CRM.lookuplogicalname`;
const SELECT = [
  ...["activityid", "subject", "description", "category", "subcategory", "scheduledend", "actualend"],
  ...["statecode", `_${REGARDING}_value`, "_ownerid_value", "_createdby_value"],
];

/**
 * A row on the timeline of the first row that is joined to a record. Its id is computed from the key, so that it is there once however often
 * it is asked for, and one that a person has edited since stays as it is. Created as the connector: a key makes nobody somebody else.
 */
export async function addTask(call: Call, at: AtWork, task: NewTask): Promise<CrmTask> {
  const about = await regarding(at, task.about);
  const id = taskIdFor(call.connectionId, task.key);
  await at.hold(TABLE, [id]);
  const [known] = await readTasks(call, at, [id]);
  if (!known) await create(call, at, id, task, about);
  const isDue = task.doneOn !== null && (known?.doneOn ?? null) === null;
  if (isDue) await update(at, id, completed(call, task.doneOn === "now" ? null : task.doneOn));
  const [made] = await readTasks(call, at, [id]);
  if (!made) throw new RouteRefusal(500, "UNEXPECTED", "The task is not there after it was made.");
  if (task.doneOn !== null) for (const each of task.about) await noteEngagement(call, at, each);
  return made;
}

/** An activity of somebody's was logged: the mapping's engagement line is written, where it has one. */
async function noteEngagement(call: Call, at: AtWork, { object, rowId }: RowOf): Promise<void> {
  const sync = await at.syncOf(object, { engagement: true }, rowId).catch((error: unknown) => {
    // One mapping may rest while the other does not.
    if (error instanceof CannotSyncError) return null;
    throw error;
  });
  if (!sync?.mapping.lines.some(({ kind }) => kind === "engagement")) return;
  const records = [...(await linksOfRows(sync, [rowId])).values()].map(({ externalId: id }) => ({
    ...{ id, values: {}, partial: true as const },
  }));
  if (records.length > 0) await bringTogether(call, sync, records);
}

/** Those of these tasks that this system has had us make; a row that somebody else made is none. */
export async function readTasks(call: Call, at: AtWork, ids: readonly string[]): Promise<readonly CrmTask[]> {
  const { client, environment } = at.runtime;
  const system = systemOf(call, at);
  const rows: Json[] = [];
  for (const some of chunksOf([...new Set(ids.filter(isGuid).map((id) => id.toLowerCase()))], IN_CHUNK))
    rows.push(
      ...(await client.list("tasks", { select: SELECT, filter: inFilter("activityid", some) }, asked(at))),
    );
  const ours = rows.filter(
    (row) =>
      String(row._createdby_value).toLowerCase() === environment.userId.toLowerCase() &&
      row.category === system,
  );
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
    if ((doneOn !== null) !== done) await update(at, id, done ? completed(call, null) : OPEN);
  return readTasks(
    call,
    at,
    known.map(({ id }) => id),
  );
}

/** @param doneOn null: now */
function completed({ parts }: Call, doneOn: string | null): Json {
  return { ...COMPLETED, actualend: doneOn ?? parts.clock.now().toISOString() };
}

async function create(
  call: Call,
  at: AtWork,
  id: string,
  task: NewTask,
  about: { readonly table: string; readonly rowId: string },
): Promise<void> {
  const { runtime } = at;
  const table = await runtime.table(TABLE, { counter: at.counter });
  const column = `${REGARDING}.${about.table}`;
  const lines = [column, "ownerid"].map((name) => ({ column: name, transformations: [] }));
  const binds = await lookupBinds(table, lines, (name, more) => runtime.table(name, more), asked(at));
  const owner = task.ownerId === null ? undefined : await enabledUser(at, task.ownerId);
  const values: Values = {
    subject: fitted(task.subject, LENGTHS.subject),
    description: task.description === null ? null : fitted(task.description, LENGTHS.description),
    category: systemOf(call, at),
    subcategory: task.kind === null ? null : fitted(task.kind, LENGTHS.subcategory),
    scheduledend: task.dueOn,
    [column]: about.rowId,
    ...(owner === undefined ? {} : { ownerid: owner }),
  };
  const row = { [table.primaryId]: id, ...toWrite(table, values, binds) };
  await runtime.client.create(table.entitySet, row, asked(at));
}

async function update(at: AtWork, id: string, values: Json): Promise<void> {
  await at.runtime.client.update("tasks", id, values, asked(at));
}

/** The first of these rows that is joined to a record. @throws RouteRefusal 404 */
async function regarding({ syncOf }: AtWork, about: readonly RowOf[]) {
  for (const { object, rowId } of about) {
    const sync = await syncOf(object, {}, rowId);
    const [link] = (await linksOfRows(sync, [rowId])).values();
    if (link) return { table: sync.table.logicalName, rowId: link.recordId.toLowerCase() };
  }
  throw new RouteRefusal(
    404,
    "RECORD_NOT_FOUND",
    "It is about nobody who is linked. Create or sync them first.",
  );
}

/** Nobody owns anything who cannot sign in any more. */
async function enabledUser({ counter, runtime, signal }: AtWork, id: string): Promise<string | undefined> {
  if (!isGuid(id)) return undefined;
  const row = await runtime.client.retrieve("systemusers", id, ["isdisabled"], { counter, signal });
  return row && row.isdisabled !== true ? id.toLowerCase() : undefined;
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
  const isDone = row.statecode === COMPLETED.statecode;
  return {
    id: String(row.activityid).toLowerCase(),
    subject: text("subject") ?? "",
    description: text("description"),
    kind: text("subcategory"),
    ownerId: text("_ownerid_value"),
    dueOn: text("scheduledend"),
    doneOn: isDone ? (text("actualend") ?? "") : null,
    table: text(LOGICAL_NAME),
    rowId: text(`_${REGARDING}_value`)?.toLowerCase() ?? null,
  };
}
