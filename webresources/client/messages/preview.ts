import type { Direction } from "../../../core/mapping/types";
import { STRING } from "./operation-request";
import { RecordsRequest, type RequestInput } from "./records-request";

/** `wave_Preview`: says what a push and a pull would do, and writes nothing. */
export class PreviewRequest extends RecordsRequest {
  declare readonly Direction?: Direction;

  constructor(input: RequestInput & { readonly direction?: Direction }) {
    super(input);
    if (input.direction) this.Direction = input.direction;
  }

  protected operationName(): string {
    return "wave_Preview";
  }

  protected override parameterTypes() {
    return { ...super.parameterTypes(), Direction: STRING };
  }
}
