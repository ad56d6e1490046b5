import { BOOLEAN, GUID, STRING, OperationRequest, type OperationInput } from "./operation-request";

export interface DescribeInput extends OperationInput {
  /** GUID of the wave_connection whose fields are told; left out: none's. */
  readonly connectionId?: string;
  /** Instead: a wave_mapping, and match rules (their document) that are tried on its records without being saved. */
  readonly mappingId?: string;
  readonly matchRules?: string;
  /** Instead: what the next run of that mapping would do. */
  readonly preview?: true;
}

/** `wave_Describe`: asks for what only the connector knows of connections. */
export class DescribeRequest extends OperationRequest {
  declare readonly Connection?: string;
  declare readonly Mapping?: string;
  declare readonly MatchRules?: string;
  declare readonly Preview?: boolean;

  constructor(input: DescribeInput) {
    super(input);
    if (input.connectionId) this.Connection = input.connectionId;
    if (input.mappingId) this.Mapping = input.mappingId;
    if (input.matchRules) this.MatchRules = input.matchRules;
    if (input.preview) this.Preview = input.preview;
  }

  protected operationName(): string {
    return "wave_Describe";
  }

  protected parameterTypes() {
    return { Connection: GUID, Mapping: GUID, MatchRules: STRING, Preview: BOOLEAN };
  }
}
