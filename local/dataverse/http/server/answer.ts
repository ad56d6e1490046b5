import type { DataverseError } from "../../errors";
import { isDataverseError, unexpected } from "../../errors";
import type { Annotations } from "../../odata/write/annotations";
import type { WireResponse } from "../wire";

const HELP_LINK = "Microsoft.PowerApps.CDS.HelpLink";
const TRACE_TEXT = "Microsoft.PowerApps.CDS.TraceText";
const INNER_MESSAGE = "Microsoft.PowerApps.CDS.InnerError.Message";

/** A fault as the platform answers it; with annotations asked for it tells a little more. */
export const faultAnswer = (error: DataverseError, annotations: Annotations): WireResponse => ({
  status: error.status,
  headers: error.headers,
  body: {
    error: {
      code: error.code,
      message: error.message,
      ...(annotations.includes(HELP_LINK)
        ? {
            [`@${HELP_LINK}`]: `http://go.microsoft.com/fwlink/?LinkID=398563&error=Microsoft.Crm.CrmException%3a${error.code.replace("0x", "")}&client=platform`,
          }
        : {}),
      ...(annotations.includes(TRACE_TEXT) ? { [`@${TRACE_TEXT}`]: "" } : {}),
      ...(annotations.includes(INNER_MESSAGE) ? { [`@${INNER_MESSAGE}`]: error.message } : {}),
    },
  },
});

/** Anything that is not the platform's own fault becomes its "unexpected error", and is told to `report`. */
export const asFault = (error: unknown, report: (error: unknown) => void): DataverseError => {
  if (isDataverseError(error)) return error;
  report(error);
  return unexpected();
};

const JSON_TYPE = "application/json; odata.metadata=minimal";

/** Adds what every answer carries, and writes the body. */
export const finished = (
  requestId: string,
  response: WireResponse,
  more: Readonly<Record<string, string>> = {},
) => {
  const headers: Record<string, string> = {
    "OData-Version": "4.0",
    REQ_ID: requestId,
    "x-ms-service-request-id": requestId,
    "Cache-Control": "no-cache",
    "Access-Control-Expose-Headers":
      "Preference-Applied,OData-EntityId,Location,ETag,OData-Version,Content-Encoding,Transfer-Encoding,Content-Length,Retry-After",
    ...more,
    ...response.headers,
  };
  if (response.body === undefined) return { status: response.status, headers, body: undefined };
  if (typeof response.body === "string") return { status: response.status, headers, body: response.body };
  return {
    status: response.status,
    headers: { "Content-Type": JSON_TYPE, ...headers },
    body: JSON.stringify(response.body),
  };
};
