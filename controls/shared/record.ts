import { normaliseId } from "../../webresources/client";

type AnyContext = Pick<ComponentFramework.Context<unknown>, "mode">;

/** The record the form shows. */
export interface RecordRef {
  readonly table: string;
  /** Undefined while the record has never been saved. */
  readonly id?: string;
}

const EMPTY_ID = "00000000-0000-0000-0000-000000000000";

/**
 * Which record the control sits on.
 *
 * A control bound to a column is not told by any documented property, and a contact's id cannot be bound to
 * one. So three sources, the first that knows the table wins; everything undocumented is in this file:
 * 1. `context.mode.contextInfo`: what model-driven apps give every control, not documented.
 * 2. `Xrm.Utility.getPageContext()`: documented, for a page with the global client API.
 *    https://learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-utility/getpagecontext
 * 3. The page's address: `main.aspx?etn=contact&id=…`.
 *    https://learn.microsoft.com/power-apps/developer/model-driven-apps/open-forms-views-dialogs-reports-url
 * Gives undefined where none knows, e.g. in a test harness.
 */
export function currentRecord(
  context: AnyContext,
  page: Page = { xrm: (globalThis as { Xrm?: PageXrm }).Xrm, search: globalThis.location?.search ?? "" },
): RecordRef | undefined {
  return fromContext(context) ?? fromPageContext(page.xrm) ?? fromAddress(page.search);
}

interface PageXrm {
  readonly Utility?: { getPageContext?(): { readonly input?: unknown } };
}

interface Page {
  readonly xrm?: PageXrm;
  readonly search: string;
}

function fromContext(context: AnyContext): RecordRef | undefined {
  const mode = context.mode as { contextInfo?: { entityId?: string; entityTypeName?: string } };
  return reference(mode.contextInfo?.entityTypeName, mode.contextInfo?.entityId);
}

function fromPageContext(xrm?: PageXrm): RecordRef | undefined {
  try {
    const input = xrm?.Utility?.getPageContext?.().input as
      { pageType?: string; entityName?: string; entityId?: string } | undefined;
    return input?.pageType === "entityrecord" ? reference(input.entityName, input.entityId) : undefined;
  } catch {
    return undefined; // Not every page has a context.
  }
}

function fromAddress(search: string): RecordRef | undefined {
  const query = new URLSearchParams(search);
  return reference(query.get("etn"), query.get("id"));
}

function reference(table?: string | null, id?: string | null): RecordRef | undefined {
  if (!table) return undefined;
  const clean = id ? normaliseId(id) : "";
  return { table, id: clean === "" || clean === EMPTY_ID ? undefined : clean };
}
