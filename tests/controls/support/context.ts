import type { PanelContext } from "../../../controls/SyncPanel/inputs";
import { SyncStatus } from "../../../core/generated/schema";
import { readResx } from "../../webresources/support/resx";
import { answersFor, asBatch, CONTACT_ID, contactRow } from "./samples";

export interface ContextOptions {
  readonly entityId?: string;
  readonly table?: string;
  readonly status?: number | null;
  readonly syncedOn?: Date | null;
  readonly disabled?: boolean;
  readonly mayCreateOperations?: boolean | "unknown";
  readonly language?: string;
}

/** The framework's context, made by hand: only what a virtual control on a form is given. */
export function fakeContext(options: ContextOptions = {}) {
  const texts = readResx(`controls/SyncPanel/strings/SyncPanel.${options.language ?? "1033"}.resx`);
  const retrieveMultipleRecords = jest.fn();
  const fetched = jest.fn(async () => asBatch(answersFor(contactRow())));
  Object.assign(globalThis, { fetch: fetched });
  const hasEntityPrivilege = jest.fn(() => {
    if (options.mayCreateOperations === "unknown") throw new Error("not implemented");
    return options.mayCreateOperations ?? true;
  });
  const context = {
    mode: {
      isControlDisabled: options.disabled ?? false,
      contextInfo: {
        entityId: options.entityId ?? `{${CONTACT_ID}}`,
        entityTypeName: options.table ?? "contact",
      },
    },
    parameters: {
      status: {
        raw: options.status === undefined ? SyncStatus.InSync : options.status,
        security: { readable: true },
      },
      syncedOn: { raw: options.syncedOn ?? null },
    },
    resources: { getString: (key: string) => texts.get(key) ?? key },
    formatting: { formatTime: (date: Date) => date.toISOString() },
    client: { isOffline: () => false },
    utils: { hasEntityPrivilege },
    userSettings: { languageId: Number(options.language ?? 1033) },
    webAPI: { retrieveMultipleRecords },
  };
  return {
    context: context as unknown as PanelContext,
    retrieveMultipleRecords,
    fetched,
    hasEntityPrivilege,
  };
}
