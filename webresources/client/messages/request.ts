import { MAX_RECORDS_PER_OPERATION, type OperationKind } from "../../../core/operation/types";

/** The kinds this client can ask for; each is one Custom API. */
export type RequestKind = Extract<OperationKind, "push" | "pull" | "preview">;

/** What the three Custom APIs take in common. */
export interface RequestInput {
  /** The click's id: {@link newOperationId}. The same id again does the work once. */
  readonly operationId: string;
  /** Logical name: "contact" or "account". */
  readonly table: string;
  /** 1 to 250 GUIDs. */
  readonly recordIds: readonly string[];
  /** GUID of a wave_connection; left out: the only active connection that covers the table. */
  readonly connectionId?: string;
  /** LCID the texts of the answer come back in. */
  readonly language?: number;
  /** JSON of values for manual lines of the field map. */
  readonly values?: string;
}

const PRIMITIVE = 1;
const COLLECTION = 4;
const ACTION = 0;

const GUID = { typeName: "Edm.Guid", structuralProperty: PRIMITIVE } as const;
const STRING = { typeName: "Edm.String", structuralProperty: PRIMITIVE } as const;
const STRINGS = { typeName: "Collection(Edm.String)", structuralProperty: COLLECTION } as const;
const INTEGER = { typeName: "Edm.Int32", structuralProperty: PRIMITIVE } as const;

/** Types of the parameters by name: the platform writes each into the body by these. */
const COMMON_TYPES = {
  OperationId: GUID,
  Table: STRING,
  RecordIds: STRINGS,
  Connection: GUID,
  Language: INTEGER,
  Values: STRING,
} as const;

type ParameterType = (typeof COMMON_TYPES)[keyof typeof COMMON_TYPES];

/** What `Xrm.WebApi.online.execute` asks a request for. */
export interface RequestMetadata {
  /** null: the API is unbound. */
  readonly boundParameter: null;
  readonly parameterTypes: Readonly<Record<string, ParameterType>>;
  /** 0: action. */
  readonly operationType: number;
  readonly operationName: string;
}

/**
 * A call of one of our Custom APIs in the shape `Xrm.WebApi.online.execute` documents: parameters are own
 * properties, `getMetadata` sits on the prototype. Parameters that are not given are not sent, since the
 * platform refuses `undefined`.
 * Throws RangeError for no record or more than 250: callers cut selections with `inChunks` first.
 * https://learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-webapi/online/execute
 */
export abstract class OperationRequest {
  readonly OperationId: string;
  readonly Table: string;
  readonly RecordIds: readonly string[];
  // `declare`: a class field would exist as undefined even when it is not given.
  declare readonly Connection?: string;
  declare readonly Language?: number;
  declare readonly Values?: string;

  /** Name of the Custom API, e.g. "wave_Push". */
  protected abstract operationName(): string;

  constructor(input: RequestInput) {
    if (input.recordIds.length < 1 || input.recordIds.length > MAX_RECORDS_PER_OPERATION) {
      throw new RangeError(`One call takes 1 to ${MAX_RECORDS_PER_OPERATION} records.`);
    }
    this.OperationId = input.operationId;
    this.Table = input.table;
    this.RecordIds = [...input.recordIds];
    if (input.connectionId) this.Connection = input.connectionId;
    if (input.language) this.Language = input.language;
    if (input.values) this.Values = input.values;
  }

  getMetadata(): RequestMetadata {
    const types = Object.entries(this.parameterTypes()).filter(([name]) => Object.hasOwn(this, name));
    return {
      boundParameter: null,
      parameterTypes: Object.fromEntries(types),
      operationType: ACTION,
      operationName: this.operationName(),
    };
  }

  protected parameterTypes(): Readonly<Record<string, ParameterType>> {
    return COMMON_TYPES;
  }
}

export { STRING };
