import type {
  CallContext,
  EntityInput,
  LookupValue,
  MessageScope,
  StoredRow,
  StoredValue,
} from "../contracts";
import { cannotUpdateInactive, notImplemented } from "../errors";
import type { Table } from "../metadata/types";
import { createRelated } from "./deep-insert";

const OPEN = 0;
/** Party types the platform adds itself (reference/entities/activityparty). */
const REGARDING_PARTY = 8;
const OWNER_PARTY = 9;
const SENDER = 1;
const RECIPIENT = 2;

/** Columns the pointer shares with the activity it stands for. */
const SHARED = [
  "subject",
  "regardingobjectid",
  "prioritycode",
  "actualstart",
  "actualend",
  "scheduledstart",
  "scheduledend",
  "sortdate",
  "ownerid",
  "owninguser",
  "owningteam",
  "owningbusinessunit",
  "statecode",
  "createdon",
  "createdby",
  "modifiedon",
  "modifiedby",
] as const;

/** A completed or canceled activity is read-only, but for its state itself (reference/entities/email). */
export const checkActivityWritable = (
  table: Table,
  row: StoredRow,
  changes: Readonly<Record<string, StoredValue>>,
  context: CallContext,
): void => {
  if (!table.isActivity || context.isSystem || row.values["statecode"] === OPEN) return;
  const reopens = changes["statecode"] !== undefined;
  const others = Object.keys(changes).filter((name) => name !== "statecode" && name !== "statuscode");
  if (!reopens || others.length > 0) throw cannotUpdateInactive(table.logicalName);
};

/** The parties of an activity are replaced as a whole (docs: activity parties, `PUT .../email_activity_parties`). */
export const replaceParties = async (
  table: Table,
  id: string,
  target: EntityInput,
  scope: MessageScope,
): Promise<void> => {
  const related = Object.entries(target.related ?? {});
  if (related.length === 0) return;
  const parties = `${table.logicalName}_activity_parties`;
  if (!table.isActivity || related.some(([name]) => name !== parties))
    throw notImplemented(`rows under ${related.map(([name]) => name).join(", ")} in an update`);
  for (const party of partiesOf(table, id, scope)) {
    if (!isAutomatic(party)) scope.tx.remove("activityparty", party.id);
  }
  await createRelated(target, id, scope);
};

/** Brings what hangs on an activity up to its row: the automatic parties, sender and recipients, the pointer. */
export const followActivity = async (table: Table, id: string, scope: MessageScope): Promise<void> => {
  if (!table.isActivity || table.logicalName === "activitypointer") return;
  await addAutomaticParties(table, id, scope);
  if (table.columns.has("torecipients"))
    scope.tx.update(table.logicalName, id, addresses(partiesOf(table, id, scope)));
  mirror(table, id, scope);
};

/** The pointer goes with the activity; its parties go by their relationship's cascade. */
export const forgetActivity = (table: Table, id: string, { tx }: MessageScope): void => {
  if (!table.isActivity || table.logicalName === "activitypointer") return;
  if (tx.get("activitypointer", id) !== undefined) tx.remove("activitypointer", id);
};

const partiesOf = (table: Table, id: string, { tx }: MessageScope): readonly StoredRow[] =>
  tx.findBy("activityparty", "activityid", { table: table.logicalName, id });

const typeOf = (party: StoredRow): StoredValue | undefined => party.values["participationtypemask"];
const isAutomatic = (party: StoredRow): boolean =>
  typeOf(party) === REGARDING_PARTY || typeOf(party) === OWNER_PARTY;

const addAutomaticParties = async (table: Table, id: string, scope: MessageScope): Promise<void> => {
  const row = scope.tx.get(table.logicalName, id);
  const wanted = [
    [REGARDING_PARTY, row?.values["regardingobjectid"]],
    [OWNER_PARTY, row?.values["ownerid"]],
  ] as const;
  for (const [type, reference] of wanted) {
    const party = partiesOf(table, id, scope).find((one) => typeOf(one) === type);
    const held = party?.values["partyid"] as LookupValue | undefined;
    const target = reference as LookupValue | null | undefined;
    if (held?.id === target?.id) continue;
    if (party !== undefined) scope.tx.remove("activityparty", party.id);
    if (target != null && target.table !== "team") await addParty(table, id, type, target, scope);
  }
};

const addParty = async (
  table: Table,
  id: string,
  type: number,
  party: LookupValue,
  scope: MessageScope,
): Promise<void> => {
  const values = {
    activityid: { table: table.logicalName, id },
    partyid: party,
    participationtypemask: type,
  };
  const Target: EntityInput = { table: "activityparty", values };
  await scope.execute(
    { name: "Create", table: "activityparty", input: { Target } },
    scope.kernel.systemContext(),
  );
};

/** `sender` and `torecipients` of an email, as text (reference/entities/email). */
const addresses = (parties: readonly StoredRow[]): Record<string, StoredValue> => {
  const used = (type: number): readonly string[] =>
    parties
      .filter((party) => typeOf(party) === type)
      .map((party) => party.values["addressused"])
      .filter((address): address is string => typeof address === "string");
  const to = used(RECIPIENT)
    .map((address) => `${address};`)
    .join("");
  return {
    ...(to === "" ? {} : { torecipients: to }),
    ...(used(SENDER)[0] === undefined ? {} : { sender: used(SENDER)[0] ?? null }),
  };
};

const mirror = (table: Table, id: string, { tx }: MessageScope): void => {
  const row = tx.get(table.logicalName, id);
  if (row === undefined) return;
  const values = Object.fromEntries(SHARED.map((name) => [name, row.values[name] ?? null]));
  const pointer = {
    ...values,
    activitytypecode: table.logicalName,
    statuscode: Number(row.values["statecode"] ?? OPEN) + 1,
  };
  if (tx.get("activitypointer", id) === undefined)
    tx.insert("activitypointer", id, { activityid: id, ...pointer });
  else tx.update("activitypointer", id, pointer);
};
