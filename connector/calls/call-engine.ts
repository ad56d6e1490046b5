import type { SystemRecord } from "../../core/records";
import type {
  Association,
  Brought,
  CallProblem,
  CrmTask,
  CrmUser,
  Engine,
  FoundRow,
  NewActivity,
  NewTask,
  RowNews,
} from "../systems/contract/engine";
import { associateRows } from "./associate";
import { bringThrough } from "./bring";
import { atWork, type Call } from "./call";
import { logTold, logWhatWaits } from "./log-again";
import { readTasks, setDone } from "./tasks";
import type { Told } from "./timeline";
import { linkedRows, linksOfRows, matchedRows } from "./found-rows";

/** What a system that calls us may have done, for one of its calls. */
export class CallEngine implements Engine {
  constructor(private readonly call: Call) {}

  bring(object: string, records: readonly SystemRecord[]): Promise<readonly Brought[]> {
    return atWork(this.call, async ({ syncsOf }) => bringThrough(this.call, await syncsOf(object), records));
  }

  match(object: string, records: readonly SystemRecord[]): Promise<readonly FoundRow[]> {
    return atWork(this.call, async ({ syncsOf }) => {
      const found: FoundRow[] = [];
      for (const sync of await syncsOf(object)) {
        const known = new Set(found.map(({ externalId }) => externalId));
        const left = records.filter(({ id }) => !known.has(id));
        if (left.length > 0) found.push(...(await matchedRows(sync, left)));
      }
      return found;
    });
  }

  update(object: string, news: readonly RowNews[]): Promise<readonly (Brought | null)[]> {
    return atWork(this.call, async ({ syncsOf }) => {
      const syncs = await syncsOf(object);
      const rowIds = news.map(({ rowId }) => rowId);
      const links = new Map(
        (await Promise.all(syncs.map((sync) => linksOfRows(sync, rowIds)))).flatMap((each) => [...each]),
      );
      const told = new Map<string, SystemRecord>();
      for (const { rowId, values } of news) {
        const id = links.get(rowId.toLowerCase())?.externalId;
        if (id === undefined) continue;
        told.set(id, { id, values: { ...told.get(id)?.values, ...values }, partial: true });
      }
      const brought = await bringThrough(this.call, syncs, [...told.values()]);
      return news.map(({ rowId }) => {
        const id = links.get(rowId.toLowerCase())?.externalId;
        return brought.find(({ externalId }) => externalId === id) ?? null;
      });
    });
  }

  read(object: string, rowIds: readonly string[]): Promise<readonly FoundRow[]> {
    return atWork(this.call, async ({ syncsOf }) => {
      const found = await Promise.all((await syncsOf(object)).map((sync) => linkedRows(sync, rowIds)));
      return found.flat();
    });
  }

  associate(associations: readonly Association[]): Promise<readonly (CallProblem | null)[]> {
    return atWork(this.call, (at) => associateRows(this.call, at, associations));
  }

  addTask(task: NewTask): Promise<CrmTask> {
    return this.logged({ kind: "task", told: task }) as Promise<CrmTask>;
  }

  log(activity: NewActivity): Promise<string> {
    return this.logged({ kind: "activity", told: activity }) as Promise<string>;
  }

  private async logged(told: Told): Promise<unknown> {
    const done = await logTold(this.call, told);
    await logWhatWaits(this.call, told.told.ownerId);
    return done;
  }

  tasks(ids: readonly string[]): Promise<readonly CrmTask[]> {
    return atWork(this.call, (at) => readTasks(this.call, at, ids));
  }

  setDone(ids: readonly string[], done: boolean): Promise<readonly CrmTask[]> {
    return atWork(this.call, (at) => setDone(this.call, at, ids, done));
  }

  users(): Promise<readonly CrmUser[]> {
    return atWork(this.call, async ({ runtime, counter, signal }) => {
      const users: CrmUser[] = [];
      const query = {
        select: ["systemuserid", "fullname", "internalemailaddress"],
        filter: "isdisabled eq false",
      };
      for await (const page of runtime.client.pages("systemusers", query, { counter, signal }))
        for (const row of page) {
          const email = typeof row.internalemailaddress === "string" ? row.internalemailaddress : null;
          const name = String(row.fullname ?? "") || email;
          if (name) users.push({ id: String(row.systemuserid), name, email });
        }
      return users;
    });
  }
}
