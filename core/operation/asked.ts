/**
 * The JSON document in `wave_operation.wave_request`, written by whoever asks, before she calls the Custom API. Dataverse says who
 * created the row, which a webhook's body cannot prove: the connector takes the person and the request from here.
 */
export interface Asked {
  readonly version: 1;
  /** Name of the Custom API that is called next, e.g. "wave_Push". */
  readonly api: string;
  /** Its parameters, beside OperationId. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The document for a call with these parameters. */
export function askedText(api: string, parameters: Readonly<Record<string, unknown>>): string {
  const { OperationId: _id, ...rest } = parameters;
  return JSON.stringify({ version: 1, api, parameters: rest } satisfies Asked);
}
