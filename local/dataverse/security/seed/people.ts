import { uuidV5 } from "../../kernel/ids";
import { SALESPERSON, SYSTEM_ADMINISTRATOR } from "./role-ids";

const NAMESPACE = "c2f4f0c1-9d0e-4a57-8b39-5f1f2a9c7d21";
const idOf = (kind: string, name: string): string => uuidV5(NAMESPACE, `${kind}:${name.toLowerCase()}`);

/** A user of the local Dynamics. */
export interface LocalUser {
  readonly id: string;
  /** `client_id` at the token endpoint, `user` at the sign-in page; absent: cannot sign in. */
  readonly signIn?: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly azureObjectId: string;
  /** Application users stand for a service (docs: manage-application-users). */
  readonly applicationId?: string;
  readonly disabled: boolean;
  readonly unit: "root" | "sales";
  readonly roles: readonly string[];
  /** Roles by name that a solution brings: given as soon as they exist. */
  readonly laterRoles: readonly string[];
  readonly language: number;
}

const person = (
  user: Pick<LocalUser, "firstName" | "lastName" | "email"> & Partial<LocalUser>,
): LocalUser => ({
  id: idOf("user", user.email),
  azureObjectId: idOf("entra", user.email),
  disabled: false,
  unit: "root",
  roles: [],
  laterRoles: [],
  language: 1033,
  ...user,
});

/** The child of the root business unit. */
export const SALES_UNIT = { id: idOf("unit", "sales"), name: "Sales" };

/** The three identities of the local Dynamics. */
export const localUsers: readonly LocalUser[] = [
  person({
    signIn: "admin",
    firstName: "Local",
    lastName: "Administrator",
    email: "admin@contoso.example",
    roles: [SYSTEM_ADMINISTRATOR],
  }),
  person({
    signIn: "seller",
    firstName: "Sample",
    lastName: "Seller",
    email: "seller@contoso.example",
    roles: [SALESPERSON],
    laterRoles: ["Wave Sync User"],
  }),
  person({
    signIn: "connector",
    firstName: "#",
    lastName: "Wave Sync Connector",
    email: "connector@contoso.example",
    applicationId: idOf("application", "connector"),
    laterRoles: ["Wave Sync Connector", "Wave Sync Connector Deletes", "Lead Sync"],
  }),
];

/** A colleague contacts are assigned to. */
export interface SampleColleague {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Users of Dynamics are enabled or disabled; `unknown` ones work elsewhere only. */
  readonly inDynamics: "enabled" | "disabled" | "unknown";
}

/** The users that sample colleagues become. */
export const usersFor = (colleagues: readonly SampleColleague[]): readonly LocalUser[] =>
  colleagues
    .filter((one) => one.inDynamics !== "unknown")
    .map(({ email, firstName, lastName, inDynamics }) =>
      person({ email, firstName, lastName, disabled: inDynamics === "disabled", roles: [SALESPERSON] }),
    );
