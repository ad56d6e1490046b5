import { operationNames } from "../../core/generated/schema";

/** `PrivilegeType.Create` and `PrivilegeDepth.Basic` of the framework. */
const CREATE = 1;
const BASIC = 0;

/** The Custom APIs ask for the right to create an operation; if the host can't tell, the API decides. */
export function mayAct({ utils }: Pick<ComponentFramework.Context<unknown>, "utils">): boolean {
  try {
    return utils.hasEntityPrivilege(operationNames.logicalName, CREATE, BASIC);
  } catch {
    return true;
  }
}
