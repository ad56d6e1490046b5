import { recordDiffersFromBase } from "../../../core/plan/differs-from-base";
import type { SystemRecord } from "../../../core/records";
import { givesOwner, ownerDoubts } from "../../pipeline/plan";
import { fieldOf, valueHashOf } from "../../pipeline/report/cured";
import { issueKeysOf } from "../../pipeline/report/report-issues";
import type { ComparedLink } from "../../state/compared-links";
import { issuesOf } from "../../state/issues";
import type { Comparison } from "./comparison";

/** A record that differs from what both sides agreed on last. */
export interface Differing {
  readonly record: SystemRecord;
  readonly link: ComparedLink;
}

/**
 * Records that differ in nothing but a person who still cannot own a row, and whose issue says so already: to look at them again
 * would come to the same, every time, for as long as nobody maps that person.
 * @returns their external ids
 */
export async function ownersToldAlready(
  comparison: Comparison,
  differing: readonly Differing[],
): Promise<ReadonlySet<string>> {
  const { comparing } = comparison.is;
  const owners = new Set(comparing.mapping.lines.filter(givesOwner).map(({ id }) => id));
  const alike = differing.filter(
    ({ record, link }) => !record.trouble && !recordDiffersFromBase(comparing, record, link.base, owners),
  );
  if (alike.length === 0) return new Set();
  const sync = await comparison.is.sync();
  const keys = new Map(alike.map(({ link }) => [link, issueKeysOf(sync, { ...link, rowId: link.recordId })]));
  const open = await issuesOf(sync.database, sync.runtime.environment.id, [...keys.values()].flat());
  // One that was about to be told has not been told.
  const told = new Set(
    open.filter(({ occurrences }) => occurrences !== 0).map((each) => nameOf(each.recordKey, each)),
  );
  return new Set(
    alike
      .filter(({ record, link }) => {
        const doubts = ownerDoubts({ system: record }, sync);
        return (
          doubts.length === owners.size &&
          doubts.every((issue) => {
            const name = { code: issue.code, field: fieldOf(sync, issue), valueHash: valueHashOf(issue) };
            return keys.get(link)!.some((key) => told.has(nameOf(key, name)));
          })
        );
      })
      .map(({ record }) => record.id),
  );
}

function nameOf(
  recordKey: string,
  { code, field, valueHash }: { readonly [part in "code" | "field" | "valueHash"]: string },
): string {
  return JSON.stringify([recordKey, code, field, valueHash]);
}
