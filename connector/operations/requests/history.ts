import { z } from "zod";
import type { HistoryRequest } from "../../state/operations";
import { guid, language, table } from "./parameters";

/** The parameters of wave_History. */
export const historyRequest = z
  .object({
    Table: table,
    RecordId: guid,
    Before: z.iso.datetime({ offset: true }).nullish(),
    Language: language,
  })
  .transform((given): HistoryRequest => ({
    table: given.Table,
    recordId: given.RecordId,
    ...(given.Before ? { before: given.Before } : {}),
    ...(given.Language ? { language: given.Language } : {}),
  }));
