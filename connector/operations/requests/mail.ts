import { z } from "zod";
import { MAIL_ACTIONS } from "../../../core/operation/mail-answer";
import type { MailRequest } from "../../state/operations";
import { guid, language, table } from "./parameters";

const LONGEST_QUERY = 320;

/** The parameters of wave_Mail. */
export const mailRequest = z
  .object({
    Action: z.enum(MAIL_ACTIONS),
    Table: table.nullish(),
    RecordId: guid.nullish(),
    Query: z.string().trim().max(LONGEST_QUERY).nullish(),
    Language: language,
  })
  .refine(({ Action, RecordId, Table }) => Action === "allowThread" || (RecordId && Table), {
    path: ["RecordId"],
    message: "no record",
  })
  .transform((given): MailRequest => ({
    action: given.Action,
    ...(given.Table ? { table: given.Table } : {}),
    ...(given.RecordId ? { recordId: given.RecordId } : {}),
    ...(given.Query ? { query: given.Query } : {}),
    ...(given.Language ? { language: given.Language } : {}),
  }));
