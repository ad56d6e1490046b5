import * as schema from "../../../core/generated/schema";
import { causeOf } from "../../../core/issues/cause";
import type { Mapping } from "../../../core/mapping/types";
import type { IssueRef } from "../../../core/plan/types";
import { fitted } from "../../../core/values/fitted";
import type { Json } from "../../dataverse/json";
import type { Sync } from "../sync";
import { speaker, titled } from "./words";

const { columns, lookups, maxLength } = schema.issue;

/** What every open issue says, be it of a record or of a mapping: its words, and whose it is. */
export function issueColumns(
  sync: Pick<Sync, "connection" | "correlationId" | "lcid"> & {
    readonly mapping: Pick<Mapping, "id" | "systemObject">;
  },
  id: string,
  issue: IssueRef,
): Json {
  const { connection, correlationId, lcid, mapping } = sync;
  const { code, title, message, nextStep } = titled(issue, speaker(sync, lcid));
  const cause = causeOf(issue);
  return {
    [schema.issue.primaryId]: id,
    [columns.name]: fitted(title, maxLength.name),
    [columns.code]: code,
    [columns.cause]: cause === null ? null : fitted(cause, maxLength.cause),
    [columns.message]: fitted(message, maxLength.message),
    [columns.nextstep]: fitted(nextStep, maxLength.nextstep),
    [columns.issuestatus]: schema.IssueStatus.Open,
    [columns.systemobject]: mapping.systemObject,
    [columns.correlationid]: correlationId,
    [`${lookups.connection.nav}@odata.bind`]: `/${schema.connection.entitySet}(${connection.id})`,
    [`${lookups.mapping.nav}@odata.bind`]: `/${schema.mapping.entitySet}(${mapping.id})`,
  };
}
