import type { OperationRequest } from "../messages/operation-request";

/** One row as the Web API answers it, annotations included. */
export type WebApiRow = Readonly<Record<string, unknown>>;

/**
 * How we reach Dataverse: sends once, retries nothing. All methods throw a `ClientError`, or an AbortError
 * when the signal is aborted before the answer.
 */
export interface Transport {
  /** Calls a Custom API; resolves when the platform took it. */
  execute(request: OperationRequest, signal?: AbortSignal): Promise<void>;
  /** Creates a row under the id it has; one that is there already stays as it is. */
  create(table: string, entitySet: string, row: WebApiRow, signal?: AbortSignal): Promise<void>;
  /**
   * The rows of `table` (logical name) for an OData query that starts with "?".
   * A query by id gives [] where nothing is, or nothing the person may read.
   */
  query(
    table: string,
    entitySet: string,
    options: string,
    signal?: AbortSignal,
  ): Promise<readonly WebApiRow[]>;
}
