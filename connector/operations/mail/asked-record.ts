import { comparableAddress } from "../../../core/mail/addresses";
import type { DataverseCall } from "../../dataverse/call";
import type { Json } from "../../dataverse/json";
import { CannotSyncError } from "../../pipeline/build/build-sync";
import type { Job } from "../job";

/** Where the tables on whose forms email is asked about keep their addresses. */
const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  contact: ["emailaddress1", "emailaddress2", "emailaddress3"],
  account: ["emailaddress1"],
  lead: ["emailaddress1"],
};
/** An account's people are looked up to this number. */
const PEOPLE = 250;

/** With the rights of whoever asks. */
export function asAsker({ counter, operation, patienceMs, signal }: Job): DataverseCall {
  return { counter, signal, patienceMs, priority: "interactive", asUser: operation.askerId };
}

/**
 * The addresses of the record that is asked about, as whoever asks may read it; of an account, those of its contacts as well.
 * @throws CannotSyncError RECORD_NOT_FOUND
 */
export async function addressesOfRecord(job: Job<"mail">): Promise<readonly string[]> {
  const { recordId = "", table = "" } = job.operation.request;
  const columns = ADDRESSES[table];
  if (!columns) throw new CannotSyncError({ code: "BAD_REQUEST", params: { details: "Table" } });
  const { client } = job.runtime;
  const call = asAsker(job);
  const { entitySet } = await job.runtime.table(table, { counter: job.counter });
  const row = await client.retrieve(entitySet, recordId, columns, call);
  if (!row) throw new CannotSyncError({ code: "RECORD_NOT_FOUND" });
  const people =
    table === "account"
      ? await client.list(
          "contacts",
          { select: ADDRESSES.contact!, filter: `_parentcustomerid_value eq ${recordId}`, top: PEOPLE },
          call,
        )
      : [];
  const of = (json: Json, names: readonly string[]) =>
    names.flatMap((name) => comparableAddress(json[name]) ?? []);
  return [...new Set([...of(row, columns), ...people.flatMap((each) => of(each, ADDRESSES.contact!))])];
}

/** The address of whoever asks; null where she has none. */
export async function addressOfAsker({ counter, operation, runtime, signal }: Job): Promise<string | null> {
  const row = await runtime.client.retrieve("systemusers", operation.askerId, ["internalemailaddress"], {
    counter,
    signal,
  });
  return comparableAddress(row?.internalemailaddress);
}
