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

test("a seller reads links, sees her own issues and operations, and may ask", () => {
  expect(held("Wave Sync User")).toEqual([
    "prvCreatewave_Operation Basic",
    "prvReadwave_Connection Global",
    "prvReadwave_Issue Basic",
    "prvReadwave_Link Global",
    "prvReadwave_Mapping Global",
    "prvReadwave_Operation Basic",
  ]);
});

test("an administrator has our tables and nothing else", () => {
  expect(held("Wave Sync Administrator").filter((it) => !isOwn(it))).toEqual([]);
  // Links and runs are the connector's record of what it did: nobody makes them by hand.
  for (const forbidden of [
    "prvCreatewave_Link",
    "prvDeletewave_Link",
    "prvCreatewave_Run",
    "prvCreatewave_Issue",
  ]) {
    expect(roles.get("Wave Sync Administrator")?.map((it) => it.name)).not.toContain(forbidden);
  }
});

test("the connector has what a sync needs, and cannot change users, roles, tables or solutions", () => {
  const connector = held("Wave Sync Connector").filter((it) => !isOwn(it));
  const records = (it: string): boolean =>
    /^prv(Append|AppendTo|Assign|Create|Delete|Read|Write)(Contact|Account|Activity) /.test(it);
  expect(connector.filter(records)).toHaveLength(21);
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
    "prvWriteSdkMessageProcessingStep Global",
    "prvWriteServiceEndpoint Global",
  ]);
});

test("a seller may answer an issue; only who may change runs may start or undo one", () => {
  const needed = (api: string): string =>
    textOf(xmlFiles(new RegExp(`^customapis/${api}/customapi\\.xml$`))[0]!.root, "executeprivilegename");
  const has = (role: string, api: string): boolean =>
    (roles.get(role) ?? []).some(({ name }) => name === needed(api));
  for (const api of ["wave_Push", "wave_Pull", "wave_Preview", "wave_Resolve"]) {
    expect([api, has("Wave Sync User", api), has("Wave Sync Administrator", api)]).toEqual([api, true, true]);
  }
  for (const api of ["wave_StartRun", "wave_UndoRun"]) {
    expect([api, has("Wave Sync User", api), has("Wave Sync Administrator", api)]).toEqual([
      api,
      false,
      true,
    ]);
  }
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
