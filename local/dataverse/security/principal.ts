import type { LookupValue } from "../contracts";
import type { Reader } from "../store/types";
import { Depth } from "./depth";
import { SYSTEM_ADMINISTRATOR } from "./seed/role-ids";

/** A user with all that decides what she may do. */
export interface Principal {
  readonly userId: string;
  readonly businessUnitId: string;
  readonly teams: ReadonlySet<string>;
  readonly roleIds: readonly string[];
  /** System Administrator: every privilege, everywhere, those of tables yet to come included. */
  readonly isAdministrator: boolean;
  /** How far a privilege reaches, by its name in lower case. */
  readonly privileges: ReadonlyMap<string, Depth>;
  /** The same, without what comes through teams: some privileges must be held directly. */
  readonly ownPrivileges: ReadonlyMap<string, Depth>;
}

/** Reads a user's rights: her roles and her teams' roles, the widest depth of each privilege (docs: security-concepts). */
export function loadPrincipal(reader: Reader, userId: string): Principal | undefined {
  const user = reader.get("systemuser", userId);
  if (user === undefined) return undefined;
  const teams = new Set(texts(reader, "teammembership", "systemuserid", userId, "teamid"));
  const own = texts(reader, "systemuserroles", "systemuserid", userId, "roleid");
  const ofTeams = [...teams].flatMap((team) => texts(reader, "teamroles", "teamid", team, "roleid"));
  const roleIds = [...new Set([...own, ...ofTeams])];
  return {
    userId,
    businessUnitId: (user.values["businessunitid"] as LookupValue | undefined)?.id ?? "",
    teams,
    roleIds,
    isAdministrator: roleIds.includes(SYSTEM_ADMINISTRATOR),
    privileges: privilegesOf(reader, roleIds),
    ownPrivileges: privilegesOf(reader, own),
  };
}

const privilegesOf = (reader: Reader, roleIds: readonly string[]): ReadonlyMap<string, Depth> => {
  const privileges = new Map<string, Depth>();
  for (const roleId of roleIds) {
    for (const { values } of reader.findBy("roleprivileges", "roleid", roleId)) {
      const name = reader.get("privilege", String(values["privilegeid"]))?.values["name"];
      if (typeof name !== "string") continue;
      const depth = Number(values["privilegedepthmask"]) as Depth;
      const key = name.toLowerCase();
      if (depth > (privileges.get(key) ?? Depth.None)) privileges.set(key, depth);
    }
  }
  return privileges;
};

/** Values of one column of an intersect table's rows. */
const texts = (reader: Reader, table: string, by: string, value: string, column: string): readonly string[] =>
  reader.findBy(table, by, value).map((row) => String(row.values[column]));
