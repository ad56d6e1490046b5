import type { EventInput, Kernel } from "../contracts";
import type { DataverseError } from "../errors";
import type { Step } from "./steps";

/** asyncoperation: statecode and statuscode of a system job's life (facts: webhooks, "Result handling"). */
export const JobState = { Ready: 0, Suspended: 1, Locked: 2, Completed: 3 } as const;
export const JobStatus = {
  WaitingForResources: 0,
  Waiting: 10,
  InProgress: 20,
  Succeeded: 30,
  Failed: 31,
  Canceled: 32,
} as const;

/** asyncoperation.operationtype */
export const JobType = { SystemEvent: 1, KeyIndex: 51, ImportSolution: 93 } as const;

/** System jobs: one row each, from waiting to succeeded or failed. */
export class Jobs {
  constructor(private readonly kernel: Kernel) {}

  /** A job that waits for its turn; gives its id. */
  async create(
    type: number,
    name: string,
    more: Readonly<Record<string, string | number>> = {},
  ): Promise<string> {
    const id = this.kernel.newId();
    const owner = this.kernel.store.reference("systemuser", this.kernel.organization.systemUserId);
    await this.write((tx) =>
      tx.insert("asyncoperation", id, {
        asyncoperationid: id,
        name,
        operationtype: type,
        statecode: JobState.Ready,
        statuscode: JobStatus.WaitingForResources,
        createdon: this.now(),
        ownerid: owner,
        owninguser: owner,
        ...more,
      }),
    );
    return id;
  }

  async createForStep(step: Step, { request, context }: EventInput): Promise<string> {
    const id = await this.create(JobType.SystemEvent, step.name, {
      messagename: request.name,
      primaryentitytype: request.table ?? "none",
      correlationid: context.correlationId,
      requestid: context.requestId,
      depth: context.depth,
    });
    await this.write((tx) =>
      tx.update("asyncoperation", id, {
        owningextensionid: this.kernel.store.reference("sdkmessageprocessingstep", step.id),
      }),
    );
    return id;
  }

  start(id: string): Promise<unknown> {
    return this.update(id, {
      statecode: JobState.Locked,
      statuscode: JobStatus.InProgress,
      startedon: this.now(),
    });
  }

  succeed(id: string, remove: boolean): Promise<unknown> {
    if (remove)
      return this.write((tx) =>
        tx.get("asyncoperation", id) === undefined ? undefined : tx.remove("asyncoperation", id),
      );
    return this.update(id, {
      statecode: JobState.Completed,
      statuscode: JobStatus.Succeeded,
      completedon: this.now(),
    });
  }

  fail(id: string, error: DataverseError): Promise<unknown> {
    return this.update(id, {
      statecode: JobState.Completed,
      statuscode: JobStatus.Failed,
      completedon: this.now(),
      // The row keeps the signed number: code minus 2^32.
      errorcode: Number(error.code) | 0,
      friendlymessage: error.message,
      message:
        "System.ServiceModel.FaultException`1[Microsoft.Xrm.Sdk.OrganizationServiceFault]: " +
        `${error.message} (Fault Detail is equal to Exception details: ErrorCode: ${error.code} Message: ${error.message} TimeStamp: ${this.kernel.now().toISOString()}).`,
    });
  }

  private update(id: string, values: Readonly<Record<string, string | number>>): Promise<unknown> {
    return this.write((tx) =>
      tx.get("asyncoperation", id) === undefined ? undefined : tx.update("asyncoperation", id, values),
    );
  }

  private write<T>(
    work: (tx: Parameters<Parameters<Kernel["store"]["transaction"]>[0]>[0]) => T,
  ): Promise<T> {
    return this.kernel.store.transaction((tx) => Promise.resolve(work(tx)));
  }

  private now(): string {
    return this.kernel
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, "Z");
  }
}
