import { z } from "zod";
import type { DescribeRequest } from "../../state/operations";
import { guid, language } from "./parameters";

/** As much as a memo column takes. */
const LONGEST_DOCUMENT = 1_048_576;

/** The parameters of wave_Describe. */
export const describeRequest = z
  .object({
    Connection: guid.nullish(),
    Language: language,
    Mapping: guid.nullish(),
    MatchRules: z.string().max(LONGEST_DOCUMENT).nullish(),
    Preview: z.boolean().nullish(),
  })
  .refine(({ Mapping, MatchRules, Preview }) => (!MatchRules && !Preview) || Mapping, {
    path: ["Mapping"],
    message: "no mapping",
  })
  .refine(({ MatchRules, Preview }) => !MatchRules || !Preview, { path: ["Preview"], message: "not both" })
  .transform((given): DescribeRequest => ({
    ...(given.Connection ? { connectionId: given.Connection } : {}),
    ...(given.Language ? { language: given.Language } : {}),
    ...(given.Mapping && given.MatchRules
      ? { trial: { mappingId: given.Mapping, matchRules: given.MatchRules } }
      : {}),
    ...(given.Mapping && given.Preview ? { previewOf: given.Mapping } : {}),
  }));
