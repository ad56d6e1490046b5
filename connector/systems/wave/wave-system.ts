import { systemClock, type Clock } from "../../clock/clock";
import { limitConcurrency } from "../../clock/limit-concurrency";
import { ToldTime } from "../../clock/told-time";
import { orNull } from "../base/failure";
import { retrying } from "../base/retrying";
import type { SystemCall, SystemObject } from "../contract/object";
import type { OpenSystem, SystemAccount, SystemSubscription, SystemUser } from "../contract/system";
import { WaveContacts } from "./contacts";
import { onCollection } from "./on-collection";
import { meFrame, membersFrame, subscriptionFrame, subscriptionsFrame } from "./schema";
import type { WaveSettings } from "./settings";
import { read } from "./translate";
import { httpTransport, type Transport } from "./transport";

/** Requests in flight for one connection. Enough to hide the distance, few enough to be a polite guest. */
const MAX_IN_FLIGHT = 8;

/** Wave, by the contract of docs/wave-contract.md. */
export class WaveSystem implements OpenSystem {
  readonly system = "Wave";
  readonly objects: ReadonlyMap<string, SystemObject>;
  readonly contacts: WaveContacts;
  readonly now?: () => Date | null;
  readonly subscriptions = {
    subscribe: (url: string, secret: string, call: SystemCall) => this.subscribe(url, secret, call),
    unsubscribe: (id: string, call: SystemCall) => this.unsubscribe(id, call),
  };
  private readonly send: Transport;

  constructor(
    private readonly settings: WaveSettings,
    given?: Transport,
    clock: Clock = systemClock,
  ) {
    const time = new ToldTime(clock);
    const transport = given ?? httpTransport(settings, undefined, time);
    if (!given) this.now = () => time.now();
    const inTurn = limitConcurrency(MAX_IN_FLIGHT);
    // The limit is inside the retry: somebody who waits on Retry-After holds up nobody else.
    this.send = retrying((request, call) => inTurn(() => transport(request, call)), clock);
    this.contacts = new WaveContacts(settings, this.send);
    this.objects = new Map([[this.contacts.name, this.contacts]]);
  }

  async check(call: SystemCall): Promise<SystemAccount> {
    const me = read(meFrame, await this.get(this.paths.me, call), "the account");
    return { id: me.organization?.id ?? me.id ?? "", name: me.organization?.name ?? me.name ?? "" };
  }

  async users(call: SystemCall): Promise<readonly SystemUser[]> {
    const answer = await this.get(this.paths.members, call);
    const { data } = read(membersFrame, answer, "the list of team members");
    return data.map(({ id, email, name, active }) => ({
      id,
      email,
      name: name ?? email ?? id,
      active: active ?? true,
    }));
  }

  private async subscribe(url: string, secret: string, call: SystemCall): Promise<SystemSubscription> {
    const path = this.paths.webhooks;
    const known = read(subscriptionsFrame, await this.get(path, call), "the list of webhooks");
    const asked = this.send({ method: "POST", path, body: { url, secret } }, call);
    const made = read(subscriptionFrame, await onCollection(this.settings, asked), "the webhook");
    // Only now: what happens meanwhile is told twice rather than never.
    for (const { id } of known.data.filter((each) => each.url === url)) await this.unsubscribe(id, call);
    return { id: made.id };
  }

  private async unsubscribe(id: string, call: SystemCall): Promise<void> {
    const path = `${this.paths.webhooks}/${encodeURIComponent(id)}`;
    await orNull(this.send({ method: "DELETE", path }, call));
  }

  private get paths() {
    return this.settings.contract.paths;
  }

  private get(path: string, call: SystemCall): Promise<unknown> {
    return onCollection(this.settings, this.send({ method: "GET", path }, call));
  }
}
