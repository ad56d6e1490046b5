import type { Kernel, MessageHandler } from "../../contracts";
import { notImplemented } from "../../errors";

/** Platform tables that only an import writes here. */
const BY_IMPORT_ONLY = new Set([
  "publisher",
  "solutioncomponent",
  "importjob",
  "systemform",
  "savedquery",
  "webresource",
  "sitemap",
  "appmodule",
  "appmodulecomponent",
  "customcontrol",
  "customcontrolresource",
  "ribbondiff",
  "customapi",
  "customapirequestparameter",
  "customapiresponseproperty",
  "sdkmessage",
  "sdkmessagefilter",
  "plugintype",
]);

/** Makes every other way to change those tables answer 501 and name itself. */
export function guardComponents({ registry }: Kernel): void {
  for (const message of ["Create", "Update", "Delete"]) {
    const inner = registry.handler(message);
    if (inner !== undefined) registry.setHandler(message, guarded(message, inner));
  }
}

const guarded =
  (message: string, inner: MessageHandler): MessageHandler =>
  (request, context, scope) => {
    const table = request.table ?? "";
    if (!context.isSystem) {
      if (BY_IMPORT_ONLY.has(table))
        throw notImplemented(`${message} of ${table} (import a solution instead)`);
      if (table === "solution" && !isRemovalOfUnmanaged(message, request.id, scope))
        throw notImplemented(
          message === "Delete" ? "uninstalling a managed solution" : `${message} of solution`,
        );
    }
    return inner(request, context, scope);
  };

/** Deleting an unmanaged solution removes the container only; what is in it stays (docs: import-update-export-solutions). */
const isRemovalOfUnmanaged = (
  message: string,
  id: string | undefined,
  { tx }: Parameters<MessageHandler>[2],
): boolean =>
  message === "Delete" && id !== undefined && tx.get("solution", id)?.values["ismanaged"] !== true;
