import { OperationRequest } from "./request";

/** `wave_Pull`: brings the row up to the system. */
export class PullRequest extends OperationRequest {
  protected operationName(): string {
    return "wave_Pull";
  }
}
