import type { RecordResult } from "../../core/operation/types";
import { fieldResult } from "../pipeline/report/field-result";
import type { Origins } from "../state/own-writes";
import type { Result } from "../pipeline/item";
import type { Sync } from "../pipeline/sync";
import { externalUrl } from "../pipeline/report/report-links";
import { spoken, type Speaker } from "../pipeline/report/words";

/** What the person who asked reads about one record: of a row she may not read, nothing but that. */
export function recordResult(
  sync: Sync,
  result: Result,
  by: Speaker,
  withFields: boolean,
  origins?: Origins,
): RecordResult {
  const { plan } = result;
  const externalId = result.issue?.code === "RECORD_NOT_READABLE" ? null : result.externalId;
  const told = result.issue ?? result.warnings[0];
  const url = externalId === null ? null : externalUrl(sync, externalId);
  return {
    // A record that has no row is known by the id it has.
    recordId: result.rowId ?? result.externalId!,
    outcome: result.outcome,
    ...(externalId === null ? {} : { externalId }),
    ...(url === null ? {} : { externalUrl: url }),
    ...(told ? { problem: spoken(told, by) } : {}),
    ...(withFields && plan
      ? { fields: plan.fields.map((field) => fieldResult(sync, field, by, origins)) }
      : {}),
  };
}
