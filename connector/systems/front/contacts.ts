import type { FieldReason } from "../../../core/plan/types";
import type { SystemRecord, Value, Values } from "../../../core/records";
import type { Clock } from "../../clock/clock";
import { orNull } from "../base/failure";
import type { Create, ListRequest, SystemCall, SystemObject, SystemPage } from "../contract/object";
import { SystemError } from "../contract/system-error";
import {
  contactFields,
  contactJson,
  contactNeedsCurrent,
  newHandles,
  toContact,
  type Handle,
} from "./contact-json";
import { FRONT_CONTACT_OBJECT } from "./contact-mapping";
import { FrontRecords } from "./front-records";
import { contactFrame, isRefusal, read, type ContactJson } from "./schema";
import type { FrontSettings } from "./settings";
import type { Send } from "./transport";

type LeftOut = Readonly<Record<string, FieldReason>>;

/**
 * Front's contacts. A contact is known by its handles: an email address or a number belongs to one contact. Which account it is in is
 * told to the account. https://dev.frontapp.com/reference/contacts
 */
export class FrontContacts extends FrontRecords implements SystemObject {
  readonly name = FRONT_CONTACT_OBJECT;

  constructor(settings: FrontSettings, send: Send, clock?: Clock) {
    super({ path: "/contacts", fieldsFrom: contactFields, toRecord: toContact }, settings, send, clock);
  }

  /** The one filter that Front has for contacts. https://dev.frontapp.com/docs/query-object-q */
  listChanged(since: string, request: ListRequest, call: SystemCall): Promise<SystemPage> {
    // Not before, but after: a moment earlier, so that the very time counts.
    const after = ((Date.parse(since) - 1) / 1000).toFixed(3);
    const order = { "q[updated_after]": after, sort_by: "updated_at", sort_order: "asc" };
    return this.page(request, order, call);
  }

  readonly create: Create = {
    safe: "lookUp",
    run: async ({ values }, call) => {
      const fields = await this.fields(call);
      const json = contactJson(values, fields, null);
      const handles = newHandles(values, null);
      if (handles.length === 0) throw nothingToKnowBy();
      const post = async (some: readonly Handle[]) => {
        const body = { ...json, handles: some };
        return toContact(
          await this.send({ method: "POST", at: "/contacts", body, repeatable: false }, call),
          fields,
        );
      };
      const made = await post(handles).catch(async (error: unknown) => {
        if (!isRefusal(error)) throw error;
        const { free, taken } = await this.freeOf(handles, call);
        // Somebody there has the address since the list was read. She may be another row's: that is looked at again.
        if (taken.email)
          throw new SystemError("RECORD_BUSY", "Another contact of Front has the address.", { cause: error });
        if (free.length === 0 || free.length === handles.length) throw error;
        return { ...(await post(free)), leftOut: taken };
      });
      return this.joined(made, values.account, null, call);
    },
    made: async ({ values }, call) => {
      const [first] = newHandles(values, null);
      const found = first ? await this.withAlias(first.source, first.handle, call) : null;
      return found && this.update(found.id, values, call);
    },
  };

  async update(id: string, values: Values, call: SystemCall, readAs?: SystemRecord): Promise<SystemRecord> {
    const fields = await this.fields(call);
    return this.inTurn.of(id, async () => {
      const at = this.pathOf(id);
      const current = contactNeedsCurrent(values) || !readAs ? await this.current(at, call) : null;
      const json = contactJson(values, fields, current);
      const wanted = current ? newHandles(values, current) : [];
      const taken = await this.addHandles(id, wanted, call);
      if (Object.keys(json).length > 0) await this.send({ method: "PATCH", at, body: json }, call);
      // Front answers without a body: what was there and what was written is what is there now.
      const added = wanted.filter(({ source }) => !(source in taken));
      const record = current
        ? toContact({ ...current, ...json, handles: [...current.handles, ...added] }, fields)
        : { ...readAs!, values: { ...readAs!.values, ...values } };
      const said = Object.keys(taken).length > 0 ? { ...record, leftOut: taken } : record;
      if (!("account" in values)) return said;
      return this.joined(said, values.account, readAs?.values.account ?? null, call);
    });
  }

  private async current(at: string, call: SystemCall): Promise<ContactJson> {
    return read(contactFrame, await this.send({ method: "GET", at }, call), "the contact");
  }

  /** Gives a contact handles beside those it has. @returns what another contact has, by field */
  private async addHandles(id: string, handles: readonly Handle[], call: SystemCall): Promise<LeftOut> {
    const at = `${this.pathOf(id)}/handles`;
    let taken: LeftOut = {};
    for (const handle of handles) {
      try {
        await this.send({ method: "POST", at, body: handle }, call);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        const owner = await this.withAlias(handle.source, handle.handle, call);
        if (owner === null) throw error;
        if (owner.id !== id) taken = { ...taken, [handle.source]: "addressTaken" };
      }
    }
    return taken;
  }

  /** Which of these handles nobody has, and the fields of those that somebody has. */
  private async freeOf(handles: readonly Handle[], call: SystemCall) {
    const free: Handle[] = [];
    let taken: LeftOut = {};
    for (const each of handles) {
      if ((await this.withAlias(each.source, each.handle, call)) === null) free.push(each);
      else taken = { ...taken, [each.source]: "addressTaken" };
    }
    return { free, taken };
  }

  /**
   * Takes the contact out of the account that we put it into, and puts it into this one; others it is in are none of our business.
   * Doing it again changes nothing. https://dev.frontapp.com/reference/accounts
   */
  private async joined(
    record: SystemRecord,
    account: Value | undefined,
    before: Value,
    call: SystemCall,
  ): Promise<SystemRecord> {
    const body = { contact_ids: [record.id] };
    const at = (id: Value) => `/accounts/${encodeURIComponent(String(id))}/contacts`;
    if (before !== null && before !== account)
      await orNull(this.send({ method: "DELETE", at: at(before), body }, call));
    const values = { ...record.values, account: account ?? null };
    if (account === null || account === undefined) return { ...record, values };
    const answer = await orNull(
      this.send({ method: "POST", at: at(account), body }, call).then(() => "done"),
    );
    // An account that is gone by now is told where it was linked.
    return answer === null
      ? { ...record, leftOut: { ...record.leftOut, account: "notLinked" } }
      : { ...record, values };
  }
}

function nothingToKnowBy(): SystemError {
  return new SystemError("ADDRESS_MISSING", "Front makes no contact without an email address or a number.");
}
