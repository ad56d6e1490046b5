import { RecordsRequest } from "./records-request";

/** `wave_Push`: brings the system up to the row. */
export class PushRequest extends RecordsRequest {
  protected operationName(): string {
    return "wave_Push";
  }
}
