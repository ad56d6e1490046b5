import { getAll, getJson, type ODataRow } from "./http";
import { asUserFormat, type UserFormat } from "../format/user-format";

/** The signed-in person and how she likes things shown. */
export interface Session {
  readonly userId: string;
  readonly fullName: string;
  readonly email: string;
  readonly businessUnitId: string;
  readonly organizationId: string;
  /** LCID of the user interface. */
  readonly language: number;
  readonly format: UserFormat;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly privileges: Privileges;
}

/** Depths of a privilege, narrowest first. */
export const DEPTHS = ["None", "Basic", "Local", "Deep", "Global"] as const;
export type Depth = (typeof DEPTHS)[number];

/** Privileges by name in lower case (`prvreadcontact`). */
export class Privileges {
  constructor(private readonly byName: ReadonlyMap<string, Depth>) {}

  /** Whether the user holds e.g. ("Write", "contact") at `depth` or wider. */
  has(action: string, table: string, depth: Depth = "Basic"): boolean {
    return this.hasNamed(`prv${action}${table}`, depth);
  }

  hasNamed(name: string, depth: Depth = "Basic"): boolean {
    return DEPTHS.indexOf(this.byName.get(name.toLowerCase()) ?? "None") >= DEPTHS.indexOf(depth);
  }
}

interface WhoAmI {
  readonly UserId: string;
  readonly BusinessUnitId: string;
  readonly OrganizationId: string;
}

interface RolePrivilege {
  readonly PrivilegeName: string;
  readonly Depth: Depth | number;
}

/** The SDK's PrivilegeDepth numbers, for answers that use them. */
const DEPTH_NUMBERS: readonly Depth[] = ["Basic", "Local", "Deep", "Global"];

export async function loadSession(): Promise<Session> {
  const who = await getJson<WhoAmI>("WhoAmI");
  const user = `systemusers(${who.UserId})`;
  const [person, settings, privileges, roles] = await Promise.all([
    getJson<ODataRow>(`${user}?$select=fullname,internalemailaddress`),
    getJson<ODataRow>(`usersettingscollection(${who.UserId})`),
    getJson<{ RolePrivileges: RolePrivilege[] }>(`${user}/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`),
    getAll<ODataRow>(`${user}/systemuserroles_association?$select=name,roleid`),
  ]);
  const language = Number(settings.uilanguageid) || 1033;
  return {
    userId: who.UserId,
    businessUnitId: who.BusinessUnitId,
    organizationId: who.OrganizationId,
    fullName: String(person.fullname ?? ""),
    email: String(person.internalemailaddress ?? ""),
    language,
    format: asUserFormat(settings, language),
    roles: roles.map((role) => ({ id: String(role.roleid), name: String(role.name) })),
    privileges: new Privileges(
      new Map(
        privileges.RolePrivileges.map((p) => [
          p.PrivilegeName.toLowerCase(),
          typeof p.Depth === "number" ? (DEPTH_NUMBERS[p.Depth] ?? "None") : p.Depth,
        ]),
      ),
    ),
  };
}
