import { z } from "zod";
import { RUN_ACTIONS, STARTABLE_RUNS, UNDO_MODES, type RunAction } from "../../../core/operation/types";
import type { StartRunRequest, UndoRunRequest } from "../../state/operations";
import { guid, language } from "./parameters";

const isAction = (kind: unknown): kind is RunAction => RUN_ACTIONS.includes(kind as RunAction);

/** The parameters of wave_StartRun. */
export const startRunRequest = z
  .object({
    Mapping: guid.nullish(),
    Kind: z.enum([...STARTABLE_RUNS, ...RUN_ACTIONS]).nullish(),
    Run: guid.nullish(),
    Language: language,
  })
  .refine((given) => !isAction(given.Kind) || given.Run, { path: ["Run"], message: "missing" })
  .transform((given): StartRunRequest => ({
    runKind: isAction(given.Kind) ? "onDemand" : (given.Kind ?? "onDemand"),
    ...(isAction(given.Kind) ? { change: { runId: given.Run!, action: given.Kind } } : {}),
    ...(given.Mapping ? { mappingId: given.Mapping } : {}),
    ...(given.Language ? { language: given.Language } : {}),
  }));

/** The parameters of wave_UndoRun. */
export const undoRunRequest = z
  .object({ Run: guid, Mode: z.enum(UNDO_MODES).nullish(), After: guid.nullish(), Language: language })
  .transform((given): UndoRunRequest => ({
    runId: given.Run,
    ...(given.Mode && given.Mode !== "undo" ? { mode: given.Mode } : {}),
    ...(given.After ? { after: given.After } : {}),
    ...(given.Language ? { language: given.Language } : {}),
  }));
