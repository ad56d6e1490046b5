import { GUID, OperationRequest, STRING, type OperationInput } from "./operation-request";

/** Which mails are meant: those of a row's addresses, further narrowed to one address or one day. */
export interface ExplainMailInput extends OperationInput {
  /** Logical name: "contact" or "account". */
  readonly table: string;
  readonly recordId: string;
  /** Of the mails with this address; left out: with any of the row's. */
  readonly address?: string;
  /** YYYY-MM-DD: of the mails of this day and the days next to it. */
  readonly date?: string;
}

/** `wave_ExplainMail`: says which mailboxes are read, and what became of mails. Writes nothing. */
export class ExplainMailRequest extends OperationRequest {
  readonly Table: string;
  readonly RecordId: string;
  declare readonly Address?: string;
  declare readonly Date?: string;

  constructor(input: ExplainMailInput) {
    super(input);
    this.Table = input.table;
    this.RecordId = input.recordId;
    if (input.address) this.Address = input.address;
    if (input.date) this.Date = input.date;
  }

  protected operationName(): string {
    return "wave_ExplainMail";
  }

  protected parameterTypes() {
    return { Table: STRING, RecordId: GUID, Address: STRING, Date: STRING };
  }
}
