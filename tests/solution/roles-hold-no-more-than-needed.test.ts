import { child, children, textOf } from "../../scripts/solution/xml";
import { entities, xmlFiles } from "./support/solution";

interface Held {
  readonly name: string;
  readonly level: string;
}

const roles = new Map<string, Held[]>(
  xmlFiles(/^Roles\//).map(({ root }) => [
    root.getAttribute("name") ?? "",
    children(child(root, "RolePrivileges")!, "RolePrivilege").map((it) => ({
      name: it.getAttribute("name") ?? "",
      level: it.getAttribute("level") ?? "",
    })),
  ]),
);
const held = (role: string): string[] =>
  (roles.get(role) ?? []).map(({ name, level }) => `${name} ${level}`).sort();
const isOwn = (name: string): boolean => name.includes("wave_");

test("a seller sees what is hers, and may ask", () => {
  expect(held("Wave Sync User")).toEqual([
    "prvCreatewave_Operation Basic",
    "prvReadwave_Connection Global",
    "prvReadwave_Issue Basic",
    "prvReadwave_Link Basic",
    "prvReadwave_Mapping Global",
    "prvReadwave_Operation Basic",
  ]);
});

const changing = (role: string): string[] =>
  (roles.get(role) ?? []).map(({ name }) => name).filter((name) => /^prv(Create|Write|Delete)/.test(name));

test("to configure and to operate are two roles, and neither has more than our tables", () => {
  for (const role of ["Wave Sync Administrator", "Wave Sync Operator"])
    expect(held(role).filter((it) => !isOwn(it))).toEqual([]);
  const configured = ["Connection", "Mapping", "UserMapping"];
  expect(changing("Wave Sync Administrator").sort()).toEqual(
    [
      ...configured.flatMap((table) => ["Create", "Delete", "Write"].map((it) => `prv${it}wave_${table}`)),
      "prvCreatewave_Operation",
    ].sort(),
  );
  expect(changing("Wave Sync Operator").sort()).toEqual([
    "prvCreatewave_Operation",
    "prvDeletewave_Issue",
    "prvDeletewave_Operation",
    "prvDeletewave_Run",
    "prvWritewave_Issue",
    "prvWritewave_Run",
  ]);
});

test("no person changes a link, or an operation somebody has asked for", () => {
  for (const role of ["Wave Sync User", "Wave Sync Administrator", "Wave Sync Operator"])
    for (const it of changing(role)) expect(it).not.toMatch(/wave_Link$|^prvWritewave_Operation$/);
});

test("deleting rows is a role of its own", () => {
  expect(held("Wave Sync Connector Deletes")).toEqual([
    "prvDeleteAccount Global",
    "prvDeleteActivity Global",
    "prvDeleteContact Global",
  ]);
});

test("the connector has what a sync needs, and cannot change users, roles, tables or solutions", () => {
  const connector = held("Wave Sync Connector").filter((it) => !isOwn(it));
  const records = (it: string): boolean =>
    /^prv(Append|AppendTo|Assign|Create|Read|Write)(Contact|Account|Activity) /.test(it);
  expect(connector.filter(records)).toHaveLength(18);
  expect(connector.filter((it) => !records(it))).toEqual([
    "prvActOnBehalfOfAnotherUser Global",
    "prvAppendToTransactionCurrency Global",
    "prvAppendToUser Global",
    "prvCreateSdkMessageProcessingStep Global",
    "prvDeleteSdkMessageProcessingStep Global",
    "prvReadAttribute Global",
    "prvReadBusinessUnit Global",
    "prvReadEntity Global",
    "prvReadOptionSet Global",
    "prvReadOrganization Global",
    "prvReadQuery Global",
    "prvReadRelationship Global",
    "prvReadRole Global",
    "prvReadSdkMessage Global",
    "prvReadSdkMessageProcessingStep Global",
    "prvReadServiceEndpoint Global",
    "prvReadSolution Global",
    "prvReadTeam Global",
    "prvReadTransactionCurrency Global",
    "prvReadUser Global",
    // A personal view is read as the person who chose it; that takes both.
    "prvReadUserQuery Global",
    "prvWriteSdkMessageProcessingStep Global",
    "prvWriteServiceEndpoint Global",
  ]);
});

test("a seller may answer an issue; only who may change runs may start or undo one", () => {
  const needed = (api: string): string =>
    textOf(xmlFiles(new RegExp(`^customapis/${api}/customapi\\.xml$`))[0]!.root, "executeprivilegename");
  const has = (role: string, api: string): boolean =>
    (roles.get(role) ?? []).some(({ name }) => name === needed(api));
  const who = (api: string) =>
    ["Wave Sync User", "Wave Sync Administrator", "Wave Sync Operator"].filter((role) => has(role, api));
  for (const api of ["wave_Push", "wave_Pull", "wave_Preview", "wave_Resolve"])
    expect([api, who(api)]).toEqual([
      api,
      ["Wave Sync User", "Wave Sync Administrator", "Wave Sync Operator"],
    ]);
  for (const api of ["wave_StartRun", "wave_UndoRun"])
    expect([api, who(api)]).toEqual([api, ["Wave Sync Operator"]]);
  expect(who("wave_Describe")).toEqual(["Wave Sync Administrator"]);
});

test("privileges of our tables are named after the schema name and exist for their ownership", () => {
  const schemaNames = new Map(
    [...entities.values()].map(({ entity }) => [
      entity.getAttribute("Name"),
      textOf(entity, "OwnershipTypeMask"),
    ]),
  );
  for (const { name, level } of [...roles.values()].flat().filter((it) => isOwn(it.name))) {
    const [, verb, table] = /^prv([A-Z][a-z]+(?:To)?)(wave_\w+)$/.exec(name) ?? [];
    const ownership = schemaNames.get(table ?? "");
    expect(ownership).toBeDefined();
    if (ownership === "OrgOwned") {
      expect(["Assign", "Share"]).not.toContain(verb);
      expect(level).toBe("Global");
    }
  }
});
