import { DataverseError } from "../../dataverse/dataverse-error";

/** The owner may not create the row. Not tried in another way: her permissions rule. */
export class OwnerRefusedError extends DataverseError {
  constructor(
    /** How the system calls her. */
    readonly person: string,
    cause: DataverseError,
  ) {
    super(cause.message, {
      status: cause.status,
      ...(cause.code === undefined ? {} : { code: cause.code }),
      cause,
    });
  }

  /** What she lacks, as Dataverse calls it: a privilege (`prvCreateActivity`), or a right on the row (`AppendToAccess`). */
  get missingRight(): string | undefined {
    return /\bprv[A-Za-z]\w*/.exec(this.message)?.[0] ?? /\b[A-Z]\w*Access\b/.exec(this.message)?.[0];
  }
}
