const PRIMITIVE = 1;
const COLLECTION = 4;
const ACTION = 0;

export const GUID = { typeName: "Edm.Guid", structuralProperty: PRIMITIVE } as const;
export const BOOLEAN = { typeName: "Edm.Boolean", structuralProperty: PRIMITIVE } as const;
export const STRING = { typeName: "Edm.String", structuralProperty: PRIMITIVE } as const;
export const STRINGS = { typeName: "Collection(Edm.String)", structuralProperty: COLLECTION } as const;
export const INTEGER = { typeName: "Edm.Int32", structuralProperty: PRIMITIVE } as const;

export type ParameterType = typeof BOOLEAN | typeof GUID | typeof STRING | typeof STRINGS | typeof INTEGER;

/** What `Xrm.WebApi.online.execute` asks a request for. */
export interface RequestMetadata {
  /** null: the API is unbound. */
  readonly boundParameter: null;
  readonly parameterTypes: Readonly<Record<string, ParameterType>>;
  /** 0: action. */
  readonly operationType: number;
  readonly operationName: string;
}

/** What every Custom API of ours takes. */
export interface OperationInput {
  /** The click's id: {@link newOperationId}. The same id again does the work once. */
  readonly operationId: string;
  /** LCID the texts of the answer come back in. */
  readonly language?: number;
}

/**
 * A call of one of our Custom APIs in the shape `Xrm.WebApi.online.execute` documents: parameters are own
 * properties, `getMetadata` sits on the prototype. Parameters that are not given are not sent, since the
 * platform refuses `undefined`.
 * https://learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-webapi/online/execute
 */
export abstract class OperationRequest {
  readonly OperationId: string;
  // `declare`: a class field would exist as undefined even when it is not given.
  declare readonly Language?: number;

  /** Name of the Custom API, e.g. "wave_Push". */
  protected abstract operationName(): string;

  /** Types of its own parameters by name: the platform writes each into the body by these. */
  protected abstract parameterTypes(): Readonly<Record<string, ParameterType>>;

  constructor({ operationId, language }: OperationInput) {
    this.OperationId = operationId;
    if (language) this.Language = language;
  }

  getMetadata(): RequestMetadata {
    const all = { OperationId: GUID, Language: INTEGER, ...this.parameterTypes() };
    return {
      boundParameter: null,
      parameterTypes: Object.fromEntries(Object.entries(all).filter(([name]) => Object.hasOwn(this, name))),
      operationType: ACTION,
      operationName: this.operationName(),
    };
  }
}
