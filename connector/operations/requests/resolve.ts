import { z } from "zod";
import { parseDecision } from "../../../core/operation/decision-schema";
import type { ResolveRequest } from "../../state/operations";
import { guid, json, language, table } from "./parameters";

/** The parameters of wave_Resolve: an issue, or the record whose conflict is answered. */
export const resolveRequest = z
  .object({
    Issue: guid.nullish(),
    Table: table.nullish(),
    RecordId: guid.nullish(),
    Decision: json(parseDecision, "no decision"),
    Language: language,
  })
  .transform((given, context): ResolveRequest => {
    const { Issue: issueId, Table: logicalName, RecordId: recordId } = given;
    const about = issueId ? { issueId } : logicalName && recordId ? { table: logicalName, recordId } : null;
    if (!about) {
      context.addIssue({ code: "custom", path: ["Issue"], message: "or Table and RecordId" });
      return z.NEVER;
    }
    return {
      about,
      decision: given.Decision,
      ...(given.Language ? { language: given.Language } : {}),
    };
  });
