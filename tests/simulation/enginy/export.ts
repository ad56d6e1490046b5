import { createdIn, matchedIn } from "../../../local/sandboxes/enginy/crm/answers";
import { crmCompany, crmContact } from "../../../local/sandboxes/enginy/crm/records";
import type { EnginySandbox } from "../../../local/sandboxes/enginy";
import type { CrmCalls } from "./crm-calls";

type List = "contacts" | "companies";

/**
 * Somebody exports contacts, or companies, to the CRM: a match is looked for, what has none is made, what has one is brought up to date. Each
 * call waits for the answer of the one before.
 * @param done called when the last call was answered
 */
export function exportRecords(
  sandbox: EnginySandbox,
  calls: CrmCalls,
  list: List,
  ids: readonly number[],
  done: () => void,
): void {
  const kind = kindOf(sandbox, list);
  const there = () => ids.filter((id) => kind.isThere(id));
  const missing = () => there().filter((id) => kind.crmIdOf(id) === null);
  const made = new Set<number>();
  const body = (some: readonly number[], forMatch: boolean) => ({
    [list]: some.map((id) => ({ externalId: String(id), ...kind.shown(id, forMatch) })),
  });
  const bringUpToDate = () => {
    const stale = there().filter((id) => kind.crmIdOf(id) !== null && !made.has(id));
    if (stale.length === 0) return done();
    const records = stale.map((id) => ({ crmId: kind.crmIdOf(id), ...kind.shown(id, false) }));
    calls.call("PUT", `/${list}`, { [list]: records }, done);
  };
  const make = () => {
    if (missing().length === 0) return bringUpToDate();
    calls.call("POST", `/${list}`, body(missing(), false), (answer) => {
      for (const { externalId, crmId } of createdIn(answer)) {
        kind.link(Number(externalId), crmId);
        made.add(Number(externalId));
      }
      bringUpToDate();
    });
  };
  if (missing().length === 0) return bringUpToDate();
  calls.call("POST", `/${list}/sync`, body(missing(), true), (answer) => {
    for (const { externalId, crmId } of matchedIn(answer)) kind.link(Number(externalId), crmId);
    make();
  });
}

function kindOf(sandbox: EnginySandbox, list: List) {
  const { companies, contacts } = sandbox;
  return list === "contacts"
    ? {
        isThere: (id: number) => contacts.find(id) !== undefined,
        crmIdOf: (id: number) => contacts.get(id).contactCRMId,
        shown: (id: number, _forMatch: boolean) => crmContact(sandbox, contacts.get(id)),
        link: (id: number, contactCRMId: string) =>
          void (contacts.find(id) && contacts.update(id, { contactCRMId })),
      }
    : {
        isThere: (id: number) => companies.find(id) !== undefined,
        crmIdOf: (id: number) => companies.get(id).companyCRMId,
        shown: (id: number, forMatch: boolean) => crmCompany(sandbox, companies.get(id), forMatch),
        link: (id: number, companyCRMId: string) =>
          void (companies.find(id) && companies.update(id, { companyCRMId })),
      };
}
