import { z } from "zod";
import { SETUP_ACTIONS } from "../../../core/operation/setup-answer";
import type { SetupRequest } from "../../state/operations";
import { language } from "./parameters";

/** A key of 4096 bits has some 740 characters. */
const LONGEST_KEY = 2_000;

/** The parameters of wave_Setup. */
export const setupRequest = z
  .object({
    Action: z.enum(SETUP_ACTIONS),
    System: z
      .string()
      .regex(/^[a-z][a-z0-9]{0,31}$/, "no system")
      .nullish(),
    Key: z.base64().max(LONGEST_KEY).nullish(),
    Language: language,
  })
  .refine(({ Action, Key, System }) => Action === "check" || (System && (Key || Action === "people")), {
    path: ["System"],
    message: "no system and key",
  })
  .transform((given): SetupRequest => ({
    action: given.Action,
    ...(given.System ? { system: given.System } : {}),
    ...(given.Key ? { key: given.Key } : {}),
    ...(given.Language ? { language: given.Language } : {}),
  }));
