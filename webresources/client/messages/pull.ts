import { RecordsRequest } from "./records-request";

/** `wave_Pull`: brings the row up to the system. */
export class PullRequest extends RecordsRequest {
  protected operationName(): string {
    return "wave_Pull";
  }
}
