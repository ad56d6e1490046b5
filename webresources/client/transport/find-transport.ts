import { fetchTransport } from "./fetch-transport";
import type { Transport } from "./transport";
import { xrmTransport, type XrmWebApi } from "./xrm-transport";

interface GlobalXrm {
  readonly WebApi?: Partial<XrmWebApi>;
}

/** The client API where the page has it (forms, ribbon, controls in model-driven apps), fetch otherwise. */
export function findTransport(
  scope: { readonly Xrm?: unknown } = globalThis as { Xrm?: unknown },
): Transport {
  const webApi = (scope.Xrm as GlobalXrm | undefined)?.WebApi;
  const { createRecord, online, retrieveMultipleRecords } = webApi ?? {};
  if ([online?.execute, createRecord, retrieveMultipleRecords].every((each) => typeof each === "function")) {
    return xrmTransport(webApi as XrmWebApi);
  }
  return fetchTransport();
}
