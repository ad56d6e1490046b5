import { operationColumns, operationNames, OperationStatus } from "../../core/generated/schema";
import { askedText } from "../../core/operation/asked";
import type { OperationRequest } from "./messages";
import type { Transport } from "./transport/transport";

/**
 * Writes down who asks for what, in a request of its own: the connector believes the row, not the call that follows, and reads
 * it while the call is under way. Asked again under the same id, the row stays as it is.
 */
export function createAskRow(
  transport: Transport,
  request: OperationRequest,
  signal?: AbortSignal,
): Promise<void> {
  const api = request.getMetadata().operationName;
  const row = {
    [operationNames.primaryId]: request.OperationId,
    [operationColumns.name]: api,
    [operationColumns.operationstatus]: OperationStatus.Queued,
    [operationColumns.request]: askedText(api, { ...request }),
  };
  return transport.create(operationNames.logicalName, operationNames.entitySet, row, signal);
}
