import { GUID, OperationRequest, type OperationInput } from "./operation-request";

export interface DescribeInput extends OperationInput {
  /** GUID of the wave_connection whose fields are told; left out: none's. */
  readonly connectionId?: string;
}

/** `wave_Describe`: asks for what only the connector knows of connections. */
export class DescribeRequest extends OperationRequest {
  declare readonly Connection?: string;

  constructor(input: DescribeInput) {
    super(input);
    if (input.connectionId) this.Connection = input.connectionId;
  }

  protected operationName(): string {
    return "wave_Describe";
  }

  protected parameterTypes() {
    return { Connection: GUID };
  }
}
