import type { EventInput, Kernel, StoredValue } from "../contracts";
import { isDataverseError } from "../errors";
import type { Step } from "./steps";

/** asyncoperation states (developer/data-platform/asynchronous-service). */
const READY = { statecode: 0, statuscode: 0 };
const IN_PROGRESS = { statecode: 2, statuscode: 20 };
const SUCCEEDED = { statecode: 3, statuscode: 30 };
const FAILED = { statecode: 3, statuscode: 31 };
/** operationtype: System Event. */
const SYSTEM_EVENT = 1;

const JOB = "asyncoperation";

/** The system jobs of asynchronous steps: rows that admins look at, and nothing the delivery depends on. */
export class SystemJobs {
  constructor(private readonly kernel: Kernel) {}

  async create(id: string, step: Step, input: EventInput): Promise<void> {
    const { request, context, after } = input;
    const regarding = request.table !== undefined && (request.id ?? after?.id);
    await this.write(id, {
      name: step.name,
      operationtype: SYSTEM_EVENT,
      messagename: request.name,
      primaryentitytype: request.table ?? "none",
      correlationid: context.correlationId,
      depth: context.depth,
      owningextensionid: { table: "sdkmessageprocessingstep", id: step.id },
      ownerid: { table: "systemuser", id: context.userId },
      createdon: this.now(),
      ...(typeof regarding === "string"
        ? { regardingobjectid: { table: request.table ?? "", id: regarding } }
        : {}),
      ...READY,
    });
  }

  start(id: string): Promise<void> {
    return this.write(id, { startedon: this.now(), ...IN_PROGRESS });
  }

  async succeed(id: string, step: Step): Promise<void> {
    if (step.deleteJobOnSuccess) await this.kernel.store.transaction(async (tx) => void tx.remove(JOB, id));
    else await this.write(id, { completedon: this.now(), ...SUCCEEDED });
  }

  /** Failed jobs stay until an administrator acts; the platform does not try again. */
  fail(id: string, error: unknown): Promise<void> {
    const text = error instanceof Error ? error.message : String(error);
    const code = isDataverseError(error) ? error.code : "0x80040216";
    const message =
      `System.ServiceModel.FaultException\`1[Microsoft.Xrm.Sdk.OrganizationServiceFault]: ${text} ` +
      `(Fault Detail is equal to Exception details:\nErrorCode: ${code}\nMessage: ${text}\nTimeStamp: ${this.now()}\n--).`;
    return this.write(id, {
      message,
      friendlymessage: text,
      errorcode: Number(code) | 0,
      completedon: this.now(),
      ...FAILED,
    });
  }

  private now(): string {
    return `${this.kernel.now().toISOString().slice(0, 19)}Z`;
  }

  private async write(id: string, values: Readonly<Record<string, StoredValue>>): Promise<void> {
    const columns = this.kernel.model.table(JOB)?.columns;
    if (columns === undefined) return;
    const known = Object.fromEntries(Object.entries(values).filter(([name]) => columns.has(name)));
    await this.kernel.store.transaction(async (tx) => {
      if (tx.get(JOB, id) === undefined) tx.insert(JOB, id, known);
      else tx.update(JOB, id, known);
    });
  }
}
