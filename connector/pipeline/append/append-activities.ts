import { rowPath } from "../../../core/odata/key";
import { fitted } from "../../../core/values/fitted";
import type { Value, Values } from "../../../core/records";
import type { ChangeSet } from "../../dataverse/change-sets";
import type { DataverseError } from "../../dataverse/dataverse-error";
import type { Json } from "../../dataverse/json";
import { lookupBinds, type LookupBinds } from "../../environment/lookup-targets";
import { toWrite } from "../../environment/rows";
import type { TableMetadata } from "../../environment/table-metadata";
import { PARTY, partiesOf } from "../../tables/activities";
import { ownCall, type Sync } from "../sync";
import { isRefusalToAct, noticeRefusal, refusedTo, refusesToActFor } from "../write/act-for";
import { isThereAlready } from "../write/create-as";
import type { NewActivity, Party } from "./new-activity";

const REGARDING = "regardingobjectid";

/** What became of activities; those that are named in neither were created. */
export interface Appended {
  /** Why, by id; an {@link OwnerRefusedError} where the creator may not. */
  readonly refused: ReadonlyMap<string, DataverseError>;
  /** Ids of rows that were there before. */
  readonly there: ReadonlySet<string>;
}

/**
 * Puts activities on the timelines of whom they are about, each in its creator's name. Each is created with its parties, and completed
 * where it is over, by one change set, so there is never half of one; one that is there already stays as it is.
 */
export async function appendActivities(sync: Sync, activities: readonly NewActivity[]): Promise<Appended> {
  const sets = await Promise.all(
    activities.map(async (activity) => ({ activity, set: await changeSet(sync, activity) })),
  );
  const groups = new Map<string | null, (typeof sets)[number][]>();
  const asCreator = !refusesToActFor(sync);
  for (const each of sets) {
    const as = asCreator ? (each.activity.creator?.userId ?? null) : null;
    groups.set(as, [...(groups.get(as) ?? []), each]);
  }
  const refused = new Map<string, DataverseError>();
  const there = new Set<string>();
  for (const [userId, group] of groups)
    for (const [id, error] of await send(sync, userId, group))
      if (isThereAlready(error)) there.add(id);
      else refused.set(id, error);
  return { refused, there };
}

async function send(
  sync: Sync,
  userId: string | null,
  group: readonly { readonly activity: NewActivity; readonly set: ChangeSet }[],
): Promise<ReadonlyMap<string, DataverseError>> {
  const sets = group.map(({ set }) => set);
  const call = { ...ownCall(sync), ...(userId === null ? {} : { asUser: userId }) };
  const answers = await sync.runtime.client.changeSets(sets, call).catch((error: unknown) => {
    if (userId === null || !isRefusalToAct(error)) throw error;
    return "mayNotAct" as const;
  });
  if (answers === "mayNotAct" || (userId !== null && answers.some(isRefusalToAct))) {
    await noticeRefusal(sync);
    return send(sync, null, group);
  }
  return new Map(
    group.flatMap(({ activity: { creator, id } }, at) => {
      const error = answers[at];
      if (!error) return [];
      return [[id, userId === null ? error : refusedTo(creator!.person, error)] as const];
    }),
  );
}

async function changeSet(sync: Sync, activity: NewActivity): Promise<ChangeSet> {
  const { happenedOn, id, incoming, ownerId, parties, regarding, table: kind } = activity;
  const table = await sync.runtime.table(kind.logicalName, { counter: sync.counter });
  const column = regarding && `${REGARDING}.${regarding.table}`;
  const binds = await bindsOf(sync, table, [...(column === null ? [] : [column]), "ownerid"]);
  const values: Values = {
    ...fitting(table, activity.values),
    ...kind.columns(incoming),
    ...(happenedOn === null ? {} : { sortdate: happenedOn }),
    ...(column === null ? {} : { [column]: regarding!.id }),
    ...(ownerId === null ? {} : { ownerid: ownerId }),
  };
  return [
    {
      method: "POST",
      path: table.entitySet,
      body: {
        [table.primaryId]: id,
        ...toWrite(table, values, binds),
        ...(parties.length > 0 ? { [partiesOf(kind)]: await partiesJson(sync, parties) } : {}),
      },
    },
    ...(happenedOn === null
      ? []
      : [
          {
            method: "PATCH" as const,
            path: rowPath(table.entitySet, id),
            body: { ...kind.completed(incoming), actualend: happenedOn },
          },
        ]),
  ];
}

async function partiesJson(sync: Sync, parties: readonly Party[]): Promise<readonly Json[]> {
  const table = await sync.runtime.table(PARTY.table, { counter: sync.counter });
  const columns = parties.flatMap((party) => ("row" in party ? `${PARTY.column}.${party.row.table}` : []));
  const binds = await bindsOf(sync, table, columns);
  return parties.map((party) => ({
    participationtypemask: PARTY[party.role],
    ...("row" in party
      ? toWrite(table, { [`${PARTY.column}.${party.row.table}`]: party.row.id }, binds)
      : fitting(table, { addressused: party.address })),
  }));
}

function bindsOf(sync: Sync, table: TableMetadata, columns: readonly string[]): Promise<LookupBinds> {
  const lines = columns.map((column) => ({ column, transformations: [] }));
  const call = ownCall(sync);
  return lookupBinds(table, lines, (name, more) => sync.runtime.table(name, more), call);
}

/** Texts as long as their columns take them. */
export function fitting(table: TableMetadata, values: Values): Values {
  const columns = table.columns();
  const fit = (name: string, value: Value): Value => {
    const maxLength = columns[name]?.maxLength;
    return typeof value === "string" && maxLength !== undefined ? fitted(value, maxLength) : value;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fit(name, value)]));
}
