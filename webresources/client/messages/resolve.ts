import type { Decision } from "../../../core/operation/decision";
import { GUID, OperationRequest, STRING, type OperationInput } from "./operation-request";

/** What a decision is about: an issue, or whatever waits for one on a record. */
export type Subject = { readonly issueId: string } | { readonly table: string; readonly recordId: string };

export type ResolveInput = OperationInput & Subject & { readonly decision: Decision };

/** `wave_Resolve`: hands in a person's decision; the connector does at once what follows from it. */
export class ResolveRequest extends OperationRequest {
  declare readonly Issue?: string;
  declare readonly Table?: string;
  declare readonly RecordId?: string;
  readonly Decision: string;

  constructor(input: ResolveInput) {
    super(input);
    if ("issueId" in input) this.Issue = input.issueId;
    else {
      this.Table = input.table;
      this.RecordId = input.recordId;
    }
    this.Decision = JSON.stringify(input.decision);
  }

  protected operationName(): string {
    return "wave_Resolve";
  }

  protected parameterTypes() {
    return { Issue: GUID, Table: STRING, RecordId: GUID, Decision: STRING };
  }
}
