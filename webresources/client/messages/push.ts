import { OperationRequest } from "./request";

/** `wave_Push`: brings the system up to the row. */
export class PushRequest extends OperationRequest {
  protected operationName(): string {
    return "wave_Push";
  }
}
