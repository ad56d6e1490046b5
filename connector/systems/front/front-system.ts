import { ToldTime } from "../../clock/told-time";
import type { sendOnce } from "../base/http";
import type { SystemCall, SystemObject } from "../contract/object";
import { SystemError } from "../contract/system-error";
import type { Kit, OpenSystem, SystemAccount, SystemUser } from "../contract/system";
import { FrontAccounts } from "./accounts";
import { FrontContacts } from "./contacts";
import { meFrame, read, teammatesFrame } from "./schema";
import type { FrontSettings } from "./settings";
import { frontTransport, type Send } from "./transport";

/** Front's Core API. https://dev.frontapp.com/reference/introduction */
export class FrontSystem implements OpenSystem {
  readonly system = "Front";
  readonly objects: ReadonlyMap<string, SystemObject>;
  readonly accounts: FrontAccounts;
  readonly contacts: FrontContacts;
  readonly now: () => Date | null;
  private readonly send: Send;

  constructor(
    private readonly settings: FrontSettings,
    kit: Kit,
    deadlineMs?: number,
    sendOver?: typeof sendOnce,
  ) {
    const time = new ToldTime(kit.clock);
    this.now = () => time.now();
    this.send = frontTransport(settings, kit, time, deadlineMs, sendOver);
    this.accounts = new FrontAccounts(settings, this.send, kit.clock);
    this.contacts = new FrontContacts(settings, this.send, kit.clock);
    this.objects = new Map<string, SystemObject>([
      [this.accounts.name, this.accounts],
      [this.contacts.name, this.contacts],
    ]);
  }

  /** The company that the token belongs to. */
  async check(call: SystemCall): Promise<SystemAccount> {
    const me = read(meFrame, await this.get("/me", call), "the company");
    return { id: me.id, name: me.name ?? me.id };
  }

  async users(call: SystemCall): Promise<readonly SystemUser[]> {
    const { _results: teammates } = read(
      teammatesFrame,
      await this.get("/teammates", call),
      "the list of teammates",
    );
    return teammates.map(
      ({ id, email, username, first_name: first, last_name: last, is_blocked: blocked }) => ({
        id,
        email: email ?? null,
        name: [first, last].filter(Boolean).join(" ") || username || email || id,
        active: blocked !== true,
      }),
    );
  }

  /** 404 for a fixed path means a wrong address. */
  private async get(at: string, call: SystemCall): Promise<unknown> {
    try {
      return await this.send({ method: "GET", at }, call);
    } catch (error) {
      if (!(error instanceof SystemError) || error.code !== "EXTERNAL_RECORD_GONE") throw error;
      const reason = `There is no Front at ${this.settings.apiBaseUrl}. Check the API base address.`;
      throw new SystemError("SYSTEM_REJECTED", reason, { status: error.status, reason, cause: error });
    }
  }
}
