import { DataverseError } from "./dataverse-error";

/** Faults about the request itself: address, verb, header, body. */

/** What the local Dataverse does not do: said aloud, never guessed. */
export const notImplemented = (feature: string): DataverseError =>
  new DataverseError(501, "0x80040800", `The local Dataverse does not implement ${feature}.`);

/** OData features Dataverse itself refuses. */
export const queryNodeNotSupported = (node: string): DataverseError =>
  new DataverseError(501, "0x80060888", `The query node ${node} is not supported.`);

export const resourceNotFound = (segment: string): DataverseError =>
  new DataverseError(404, "0x8006088a", `Resource not found for the segment '${segment}'.`);

/** POST on a function, GET on an action. */
export const noHttpResource = (url: string): DataverseError =>
  new DataverseError(404, "", `No HTTP resource was found that matches the request URI '${url}'.`);

export const methodNotAllowed = (method: string): DataverseError =>
  new DataverseError(405, "0x80060888", `The requested resource does not support http method '${method}'.`);

export const notAcceptable = (): DataverseError =>
  new DataverseError(
    415,
    "0x80060888",
    "A supported MIME type could not be found that matches the acceptable MIME types for the request.",
  );

/** The body is no JSON, or no JSON object. */
export const badPayload = (entity: string, detail: string): DataverseError =>
  new DataverseError(
    400,
    "0x80048d19",
    `Error identified in Payload provided by the user for Entity :'${entity}', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: ${detail}`,
  );

/** A property in the body that the table does not have. */
export const invalidProperty = (property: string, table: string): DataverseError =>
  new DataverseError(
    400,
    "0x0",
    `An error occurred while validating input parameters: Microsoft.Crm.CrmException: Invalid property '${property}' was found in entity 'Microsoft.Dynamics.CRM.${table}'. ---> Microsoft.OData.ODataException: Does not support untyped value in non-open type.`,
  );

/** An `@odata.bind` on something that is no navigation property. */
export const undeclaredProperty = (property: string, entity: string): DataverseError =>
  badPayload(
    entity,
    `An undeclared property '${property}' which only has property annotations in the payload but no property value was found in the payload. In OData, only declared navigation properties and declared named streams can be represented as properties without values.`,
  );

export const invalidUri = (detail: string): DataverseError => new DataverseError(400, "0x0", detail);

export const invalidHeader = (name: string, value: string): DataverseError =>
  new DataverseError(400, "0x80060888", `The value '${value}' of the header '${name}' is not valid.`);

export const keyNotValidForResource = (table: string): DataverseError =>
  new DataverseError(
    400,
    "0x80060888",
    `The key in the request URI is not valid for resource 'Microsoft.Dynamics.CRM.${table}'. Ensure that the names and number of key properties match the declared or alternate key properties for the resource 'Microsoft.Dynamics.CRM.${table}'.`,
  );

/** A batch body whose lines do not end in CRLF. */
export const streamNotReadable = (): DataverseError =>
  new DataverseError(
    400,
    "0x80048d19",
    "Error identified in Payload provided by the user for Entity :'', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : System.ArgumentException: Stream was not readable.",
  );

export const badBatch = (detail: string): DataverseError => new DataverseError(400, "0x80060888", detail);

export const unknownContentId = (reference: string): DataverseError =>
  new DataverseError(
    400,
    "0x80060888",
    `Content-ID Reference: '${reference}' does not exist in the batch context.`,
  );

export const unexpected = (): DataverseError =>
  new DataverseError(500, "0x80040216", "An unexpected error occurred.");

export const infiniteLoop = (): DataverseError =>
  new DataverseError(
    400,
    "0x80044182",
    "This workflow job was canceled because the workflow that started it included an infinite loop. Correct the workflow logic and try again.",
  );

export const missingParameter = (name: string): DataverseError =>
  new DataverseError(400, "0x80040203", `Required field '${name}' is missing`);

export const badParameter = (name: string, detail: string): DataverseError =>
  new DataverseError(
    400,
    "0x80048d19",
    `Error identified in Payload provided by the user for Entity :'', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: The parameter '${name}' ${detail}`,
  );

export const unknownParameter = (name: string, operation: string): DataverseError =>
  badParameter(name, `in the request payload is not a valid parameter for the operation '${operation}'.`);

export const bulkNotSupported = (message: string, table: string): DataverseError =>
  new DataverseError(
    400,
    "0x80040800",
    `The '${message}' method does not support entities of type '${table}'. MessageProcessorCache returned MessageProcessor.Empty.`,
  );

export const payloadTooLarge = (limit: number): DataverseError =>
  new DataverseError(413, "0x80060888", `The request payload exceeds the maximum of ${limit} bytes.`);

export const urlTooLong = (limit: number): DataverseError =>
  new DataverseError(
    414,
    "0x80060888",
    `The request URL exceeds the maximum of ${limit} characters; send it in a $batch.`,
  );

/** Characters that may not stand in the data of a key in an address (docs: use-alternate-keys). */
export const dangerousPath = (character: string): DataverseError =>
  new DataverseError(
    400,
    "",
    `A potentially dangerous Request.Path value was detected from the client (${character}).`,
  );

/** A lookup or a row written inside an update as if it were a value. */
export const deepUpdate = (entity: string): DataverseError =>
  badPayload(
    entity,
    "CRM do not support direct update of Entity Reference properties, Use Navigation properties instead.",
  );

export const deleteMultipleNotImplemented = (): DataverseError =>
  new DataverseError(501, "0x80040800", "DeleteMultiple has not yet been implemented.");
