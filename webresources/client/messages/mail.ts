import type { MailAction } from "../../../core/operation/mail-answer";
import { GUID, OperationRequest, STRING, type OperationInput } from "./operation-request";

export interface MailInput extends OperationInput {
  readonly action: MailAction;
  /** Logical name: the table of the record, or "email" for a mail's own row. */
  readonly table?: string;
  readonly recordId?: string;
  /** What is looked for, or the conversation that may be logged again. */
  readonly query?: string;
}

/** `wave_Mail`: which mailboxes are read, what became of mails and why, and conversations that stay private. */
export class MailRequest extends OperationRequest {
  readonly Action: MailAction;
  declare readonly Table?: string;
  declare readonly RecordId?: string;
  declare readonly Query?: string;

  constructor(input: MailInput) {
    super(input);
    this.Action = input.action;
    if (input.table) this.Table = input.table;
    if (input.recordId) this.RecordId = input.recordId;
    if (input.query) this.Query = input.query;
  }

  protected operationName(): string {
    return "wave_Mail";
  }

  protected parameterTypes() {
    return { Action: STRING, Table: STRING, RecordId: GUID, Query: STRING };
  }
}
