import { operationOf } from "../../custom-api/definition";
import { checkStep } from "../../custom-api/step-rules";
import { filterId, messageId } from "../../events/messages";
import { isAllowedUrl } from "../../events/delivery/port-rule";
import { notImplemented } from "../../errors";
import { importFailed } from "../errors";
import type { PackagedCustomApi, PackagedServiceEndpoint, PackagedStep } from "../read/types";
import type { Environment } from "./environment";

const SERVICE_ENDPOINT = 4618;
const WEBHOOK = 8;
const WEBHOOK_AUTH_TYPES = new Set([4, 5, 6]);

/** Custom APIs: names, types, bound table, privilege (docs: custom-api, customapi-table-columns). */
export function checkCustomApi(environment: Environment, api: PackagedCustomApi): void {
  const prefix = `${environment.solution.manifest.publisher.prefix}_`;
  if (!api.uniqueName.startsWith(prefix))
    throw importFailed(
      `the name of Custom API ${api.uniqueName} does not begin with ${prefix}`,
      api.uniqueName,
    );
  if (api.hasPlugin) throw notImplemented(`plug-ins (Custom API ${api.uniqueName})`);
  operationOf(api);
  if (api.bindingType !== 0 && (api.boundTable === undefined || !environment.hasTable(api.boundTable)))
    throw importFailed(`Custom API ${api.uniqueName} is bound to no table that exists`, api.uniqueName);
  if (api.executePrivilege !== undefined && !environment.hasPrivilege(api.executePrivilege))
    throw importFailed(
      `Custom API ${api.uniqueName} needs the privilege ${api.executePrivilege}, which does not exist`,
      api.uniqueName,
    );
  const names = [...api.parameters, ...api.response].map((one) => one.uniqueName);
  if (new Set(names).size !== names.length)
    throw importFailed(`Custom API ${api.uniqueName} has two parameters of one name`, api.uniqueName);
}

export function checkServiceEndpoint(endpoint: PackagedServiceEndpoint): void {
  if (endpoint.contract !== WEBHOOK)
    throw notImplemented(`service endpoints of contract ${endpoint.contract} (${endpoint.name})`);
  if (!WEBHOOK_AUTH_TYPES.has(endpoint.authType))
    throw importFailed(
      `service endpoint ${endpoint.name} has the authentication type ${endpoint.authType}, which webhooks do not have`,
      endpoint.id,
    );
  if (endpoint.url !== undefined && !isAllowedUrl(endpoint.url))
    throw importFailed(
      `the address of service endpoint ${endpoint.name} is not valid: http or https, port 80 or 443`,
      endpoint.id,
    );
}

/** Steps: message and table exist, the handler exists, stage and mode are allowed. */
export function checkPackagedStep(environment: Environment, step: PackagedStep): void {
  const { solution, kernel } = environment;
  if (step.handlerTypeCode !== undefined && step.handlerTypeCode !== SERVICE_ENDPOINT)
    throw notImplemented(`steps that run a plug-in (${step.name})`);
  const handler = step.handlerId ?? "";
  if (
    !solution.serviceEndpoints.some(({ id }) => id === handler) &&
    !environment.hasRow("serviceendpoint", handler)
  )
    throw importFailed(
      `step ${step.name} calls the service endpoint ${handler}, which does not exist`,
      step.id,
    );
  const own = solution.customApis.find((api) => api.uniqueName === step.messageName);
  const message = own?.uniqueName ?? messageOf(environment, step);
  if (message === undefined)
    throw importFailed(`step ${step.name} is on a message that does not exist`, step.id);
  const operation = own === undefined ? kernel.registry.operation(message) : operationOf(own);
  checkStep(
    { ...kernel.registry, operation: () => operation },
    { name: step.name, message, stage: step.stage, mode: step.mode },
  );
  const isNewTable = solution.tables.some((table) => table.defines && table.logicalName === step.table);
  if (
    step.table !== undefined &&
    !isNewTable &&
    !environment.hasRow("sdkmessagefilter", filterId(message, step.table))
  )
    throw importFailed(`step ${step.name}: the message ${message} does not exist on ${step.table}`, step.id);
}

const messageOf = ({ kernel }: Environment, step: PackagedStep): string | undefined => {
  const id = step.messageId ?? messageId(step.messageName ?? "");
  const name = kernel.store.get("sdkmessage", id)?.values["name"];
  return typeof name === "string" ? name : undefined;
};
