import type { Company } from "../../core/match/company-key";
import type { AccountIndex } from "../environment/environment-memory";

/** An account that has to be created before a contact can point to it. */
export interface AccountToCreate {
  readonly id: string;
  readonly company: Company;
}

/** What one run or operation has found out and will need again; it ends with it. */
export class SyncMemory {
  /** All accounts, read once for a whole run, by rules; those it creates are added to them. */
  readonly accounts = new Map<string, Promise<AccountIndex>>();
  /** Accounts that were promised to contacts and are not there yet; a run promises them to later chunks as well. */
  readonly promisedAccounts = new Map<string, AccountToCreate>();
}
