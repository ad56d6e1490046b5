import type { RecordIndex } from "../../core/match/record-index";
import type { Company } from "../../core/match/company-key";
import { limitConcurrency } from "../clock/limit-concurrency";
import type { AccountIndex } from "../environment/environment-memory";
import type { HeldRecords } from "./load/held-records";

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

  /** All records of a system that cannot be searched, read once. */
  records?: Promise<RecordIndex>;
  /** Who of the pieces under way side by side holds a record. */
  readonly heldBy = new Map<string, HeldRecords>();
  /** Plans of the pieces are made one after the other: what one of them promises to create, the next one finds. */
  readonly inTurn = limitConcurrency(1);
}
