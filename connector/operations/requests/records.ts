import { z } from "zod";
import { MAX_RECORDS_PER_OPERATION } from "../../../core/operation/types";
import { wellFormed } from "../../../core/values/text";
import type { RecordsRequest, RefusedRequest } from "../../state/operations";
import { guid, json, language, table } from "./parameters";

const manualValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

const parameters = z.object({
  Table: table,
  RecordIds: z.array(guid).min(1),
  Connection: guid.nullish(),
  Language: language,
  Direction: z.enum(["both", "toSystem", "toDataverse"]).nullish(),
  Values: json(
    (text) => (text === "" ? undefined : manualValues.parse(JSON.parse(text))),
    "no JSON object of simple values",
  ).nullish(),
});

/** The parameters of wave_Push, wave_Pull and wave_Preview. */
export const recordsRequest = parameters.transform((given): RecordsRequest | RefusedRequest => {
  const recordIds = [...new Set(given.RecordIds)];
  const asked = {
    table: given.Table,
    ...(given.Language ? { language: given.Language } : {}),
  };
  if (recordIds.length > MAX_RECORDS_PER_OPERATION) {
    return { ...asked, refusal: { code: "TOO_MANY_RECORDS", params: { limit: MAX_RECORDS_PER_OPERATION } } };
  }
  return {
    ...asked,
    recordIds,
    ...(given.Connection ? { connectionId: given.Connection } : {}),
    ...(given.Direction ? { direction: given.Direction } : {}),
    ...(given.Values ? { manual: given.Values, ...cleanedOf(given.Values) } : {}),
  };
});

/** Which of the values will lose characters that cannot be kept: the plan says so. */
function cleanedOf(manual: z.infer<typeof manualValues>): Pick<RecordsRequest, "cleaned"> {
  const cleaned = Object.keys(manual).filter((line) => {
    const value = manual[line];
    return typeof value === "string" && wellFormed(value) !== value;
  });
  return cleaned.length > 0 ? { cleaned } : {};
}
