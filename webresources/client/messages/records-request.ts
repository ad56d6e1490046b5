import { MAX_RECORDS_PER_OPERATION, type RecordsKind } from "../../../core/operation/types";
import {
  GUID,
  OperationRequest,
  STRING,
  STRINGS,
  type OperationInput,
  type ParameterType,
} from "./operation-request";

/** The kinds that take a list of records. */
export type RequestKind = RecordsKind;

/** What wave_Push, wave_Pull and wave_Preview take in common. */
export interface RequestInput extends OperationInput {
  /** Logical name: "contact" or "account". */
  readonly table: string;
  /** 1 to 250 GUIDs. */
  readonly recordIds: readonly string[];
  /** GUID of a wave_connection; left out: the only active connection that covers the table. */
  readonly connectionId?: string;
  /** JSON of values for manual lines of the field map: `{lineId: value}`. */
  readonly values?: string;
}

/**
 * A call about records.
 * Throws RangeError for no record or more than 250: callers cut selections with `inChunks` first.
 */
export abstract class RecordsRequest extends OperationRequest {
  readonly Table: string;
  readonly RecordIds: readonly string[];
  declare readonly Connection?: string;
  declare readonly Values?: string;

  constructor(input: RequestInput) {
    super(input);
    if (input.recordIds.length < 1 || input.recordIds.length > MAX_RECORDS_PER_OPERATION) {
      throw new RangeError(`One call takes 1 to ${MAX_RECORDS_PER_OPERATION} records.`);
    }
    this.Table = input.table;
    this.RecordIds = [...input.recordIds];
    if (input.connectionId) this.Connection = input.connectionId;
    if (input.values) this.Values = input.values;
  }

  protected parameterTypes(): Readonly<Record<string, ParameterType>> {
    return { Table: STRING, RecordIds: STRINGS, Connection: GUID, Values: STRING };
  }
}
