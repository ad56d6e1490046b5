import { ToldTime } from "../../clock/told-time";
import type { sendOnce } from "../base/http";
import type { SystemCall, SystemObject } from "../contract/object";
import { SystemError } from "../contract/system-error";
import type { Kit, OpenSystem, SystemAccount, SystemUser } from "../contract/system";
import { Folders } from "./folders";
import { Grants } from "./grants";
import { Messages } from "./messages";
import type { NylasSettings } from "./settings";
import { NylasSubscriptions } from "./subscriptions";
import { nylasTransport } from "./transport";

/** Nylas' API, version 3. https://developer.nylas.com/docs/reference/api/ */
export class NylasSystem implements OpenSystem {
  readonly system = "Nylas";
  readonly objects: ReadonlyMap<string, SystemObject>;
  readonly now: () => Date | null;
  readonly subscriptions: NylasSubscriptions;
  private readonly grants: Grants;

  constructor(
    private readonly settings: NylasSettings,
    kit: Kit,
    deadlineMs?: number,
    sendOver?: typeof sendOnce,
  ) {
    const time = new ToldTime(kit.clock);
    this.now = () => time.now();
    const send = nylasTransport(settings, kit, time, deadlineMs, sendOver);
    this.grants = new Grants(settings, send, kit.clock);
    this.subscriptions = new NylasSubscriptions(send);
    const messages = new Messages(settings, send, this.grants, new Folders(send, kit.clock));
    this.objects = new Map([[messages.name, messages]]);
  }

  /** Mailboxes that an admin named have to be there. */
  async check(call: SystemCall): Promise<SystemAccount> {
    const grants = await this.ask(call);
    const named = this.settings.mailboxes ?? [];
    const known = new Set(grants.flatMap(({ address, id }) => [address, id.toLowerCase()]));
    const missing = named.filter((name) => !known.has(name.toLowerCase()));
    if (missing.length === 0) return { id: "", name: this.system };
    const reason = `This application has no mailbox ${missing.join(", ")}. Check the region of the API URL, and the mailboxes.`;
    throw new SystemError("SYSTEM_REJECTED", reason, { reason });
  }

  async users(call: SystemCall): Promise<readonly SystemUser[]> {
    return (await this.grants.read(call)).map(({ address, id, trouble }) => ({
      id,
      email: address || null,
      name: address || id,
      active: trouble === null,
    }));
  }

  /** 404 for a fixed path means a wrong address. */
  private async ask(call: SystemCall) {
    try {
      return await this.grants.read(call);
    } catch (error) {
      if (!(error instanceof SystemError) || error.code !== "EXTERNAL_RECORD_GONE") throw error;
      const reason = `There is no Nylas at ${this.settings.apiBaseUrl}. Check the API URL.`;
      throw new SystemError("SYSTEM_REJECTED", reason, { status: error.status, reason, cause: error });
    }
  }
}
