import type { EntityInput, Kernel, LookupValue, MessageHandler, StoredValue } from "../contracts";
import { checkStep } from "../custom-api/step-rules";
import { invalidArgument, notImplemented, requiredMissing } from "../errors";
import { isAllowedUrl } from "./delivery/port-rule";

type Values = Readonly<Record<string, StoredValue>>;
const WEBHOOK = 8;

/**
 * Watches over service endpoints and steps that are registered over the Web API: addresses and ports, where a step may
 * be, and `isauthvalueset`, which is all anybody can read of a secret.
 */
export function guardRegistrations(kernel: Kernel): void {
  for (const message of ["Create", "Update"] as const) {
    const inner = kernel.registry.handler(message);
    if (inner !== undefined) kernel.registry.setHandler(message, guarded(kernel, message, inner));
  }
}

const guarded =
  (kernel: Kernel, message: "Create" | "Update", inner: MessageHandler): MessageHandler =>
  async (request, context, scope) => {
    const target = request.input["Target"] as EntityInput | undefined;
    const table = target?.table ?? request.table;
    if (table !== "serviceendpoint" && table !== "sdkmessageprocessingstep")
      return inner(request, context, scope);
    const id = request.id ?? target?.id;
    const before = id === undefined ? undefined : scope.tx.get(table, id)?.values;
    const after = { ...before, ...target?.values };
    if (table === "serviceendpoint") checkEndpoint(after);
    else checkRegistration(kernel, after, message);
    const response = await inner(request, context, scope);
    const written = (response["id"] as string | undefined) ?? id;
    if (table === "serviceendpoint" && written !== undefined && target?.values["authvalue"] !== undefined)
      scope.tx.update(table, written, { isauthvalueset: (target.values["authvalue"] ?? "") !== "" });
    return response;
  };

const checkEndpoint = (values: Values): void => {
  if (values["contract"] !== WEBHOOK)
    throw notImplemented(`service endpoints of contract ${String(values["contract"])}`);
  const url = values["url"];
  if (typeof url !== "string" || url === "") throw requiredMissing("serviceendpoint", "url");
  if (!isAllowedUrl(url))
    throw invalidArgument(
      "The URL of a webhook must be http or https, without user name, on port 80 or 443.",
    );
};

const checkRegistration = (kernel: Kernel, values: Values, message: string): void => {
  const handler = values["eventhandler"] as LookupValue | undefined;
  const sdkMessage = values["sdkmessageid"] as LookupValue | undefined;
  if (sdkMessage === undefined) throw requiredMissing("sdkmessageprocessingstep", "sdkmessageid");
  if (handler === undefined) throw requiredMissing("sdkmessageprocessingstep", "eventhandler");
  if (handler.table !== "serviceendpoint") throw notImplemented(`${message} of steps that run a plug-in`);
  if (values["impersonatinguserid"] != null)
    throw notImplemented("steps that run as another user (impersonatinguserid)");
  checkStep(kernel.registry, {
    name: String(values["name"] ?? ""),
    message: String(kernel.store.get("sdkmessage", sdkMessage.id)?.values["name"] ?? ""),
    stage: Number(values["stage"]),
    mode: Number(values["mode"]),
  });
};
