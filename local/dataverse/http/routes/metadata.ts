import type { WireRequest, WireResponse } from "../wire";
import { serviceDocument } from "./service-document";

/** What describes the service: undefined when the address is about something else. */
export const metadataRoute = (
  request: WireRequest,
  segments: readonly string[],
): WireResponse | undefined => {
  if (segments.length === 0) return serviceDocument(request);
  return undefined;
};
