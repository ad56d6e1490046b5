import { methodNotAllowed, notAcceptable, notImplemented } from "../../errors";
import { csdl } from "../../metadata/definitions/csdl";
import { serveDefinitions } from "../../metadata/definitions/serve";
import { cultureOf } from "../../odata/write/culture";
import { ok, type WireRequest, type WireResponse } from "../wire";
import { createKey } from "./create-key";
import { serviceDocument } from "./service-document";

const DEFINITIONS = /^(EntityDefinitions|GlobalOptionSetDefinitions)(\(|$)/;
/** Metadata sets of the platform that are not covered. */
const UNCOVERED = /^(RelationshipDefinitions|ManagedPropertyDefinitions)(\(|$)/;
const XML_TYPES = /(^|,)\s*(\*\/\*|application\/\*|application\/xml)\s*(;|,|$)/i;

/** What describes the service: undefined when the address is about something else. */
export const metadataRoute = async (
  request: WireRequest,
  segments: readonly string[],
): Promise<WireResponse | undefined> => {
  const first = segments[0];
  if (first === undefined) return serviceDocument(request);
  if (first === "$metadata") return document(request);
  if (UNCOVERED.test(first)) throw notImplemented(first.replace(/\(.*/, ""));
  if (!DEFINITIONS.test(first)) return undefined;
  if (request.method === "POST" && segments[1] === "Keys") return createKey(request, first);
  if (request.method !== "GET") throw notImplemented(`${request.method} on ${first.replace(/\(.*/, "")}`);
  return definitions(request, segments);
};

const definitions = (request: WireRequest, segments: readonly string[]): WireResponse => {
  const { kernel, search, base } = request;
  const scope = {
    model: kernel.model,
    language: cultureOf(request).language,
    keyStatus: (table: string, key: string) => kernel.store.keyStatus(table, key),
  };
  const { context, item, items } = serveDefinitions(scope, segments, new URLSearchParams(search));
  const body = items === undefined ? item : { value: items };
  return ok({ "@odata.context": `${base}$metadata#${context}`, ...body });
};

/** `$metadata`: CSDL, kept until the schema changes. 415 when the client accepts no XML. */
const document = ({ method, headers, kernel }: WireRequest): WireResponse => {
  if (method !== "GET") throw methodNotAllowed(method);
  const accept = headers["accept"];
  if (accept !== undefined && !XML_TYPES.test(accept)) throw notAcceptable();
  const operations = kernel.registry.operations();
  const version = `${kernel.model.version}/${operations.map((operation) => operation.name).join()}`;
  let kept = documents.get(kernel);
  if (kept?.version !== version)
    documents.set(kernel, (kept = { version, text: csdl(kernel.model, operations) }));
  return { status: 200, headers: { "Content-Type": "application/xml" }, body: kept.text };
};

const documents = new WeakMap<object, { readonly version: string; readonly text: string }>();
