import { z } from "zod";
import { STARTABLE_RUNS } from "../../../core/operation/types";
import type { StartRunRequest, UndoRunRequest } from "../../state/operations";
import { guid, language } from "./parameters";

/** The parameters of wave_StartRun. */
export const startRunRequest = z
  .object({ Mapping: guid.nullish(), Kind: z.enum(STARTABLE_RUNS).nullish(), Language: language })
  .transform((given): StartRunRequest => ({
    runKind: given.Kind ?? "onDemand",
    ...(given.Mapping ? { mappingId: given.Mapping } : {}),
    ...(given.Language ? { language: given.Language } : {}),
  }));

/** The parameters of wave_UndoRun. */
export const undoRunRequest = z
  .object({ Run: guid, Language: language })
  .transform((given): UndoRunRequest => ({
    runId: given.Run,
    ...(given.Language ? { language: given.Language } : {}),
  }));
