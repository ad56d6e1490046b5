import { DataverseError } from "../../dataverse/dataverse-error";

/** The owner may not create the row. Not tried in another way: her permissions rule. */
export class OwnerRefusedError extends DataverseError {
  constructor(
    /** How the system calls her. */
    readonly person: string,
    /** As Dataverse refused it. */
    readonly asItCame: DataverseError,
  ) {
    super(asItCame.message, {
      status: asItCame.status,
      ...(asItCame.code === undefined ? {} : { code: asItCame.code }),
      cause: asItCame,
    });
  }

  /** Whether it is this user who lacks the right: Dataverse names the one it has refused. */
  refuses(userId: string): boolean {
    return this.message.toLowerCase().includes(`id=${userId.toLowerCase()}`);
  }

  /** What she lacks, as Dataverse calls it: a privilege (`prvCreateActivity`), or a right on the row (`AppendToAccess`). */
  get missingRight(): string | undefined {
    return /\bprv[A-Za-z]\w*/.exec(this.message)?.[0] ?? /\b[A-Z]\w*Access\b/.exec(this.message)?.[0];
  }
}
