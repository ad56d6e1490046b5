import { z } from "zod";
import type { DescribeRequest } from "../../state/operations";
import { guid, language } from "./parameters";

/** The parameters of wave_Describe. */
export const describeRequest = z
  .object({ Connection: guid.nullish(), Language: language })
  .transform((given): DescribeRequest => ({
    ...(given.Connection ? { connectionId: given.Connection } : {}),
    ...(given.Language ? { language: given.Language } : {}),
  }));
