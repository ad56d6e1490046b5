import { operation, OperationStatus } from "../../core/generated/schema";
import { askedText } from "../../core/operation/asked";

/** The row of wave_operation that says who asks for what: whoever calls one of our Custom APIs creates it before. */
export function askRow(api: string, parameters: { readonly OperationId: string }) {
  return {
    [operation.primaryId]: parameters.OperationId,
    [operation.columns.name]: api,
    [operation.columns.operationstatus]: OperationStatus.Queued,
    [operation.columns.request]: askedText(api, { ...parameters }),
  };
}
