import type { Element } from "@xmldom/xmldom";
import { importFailed } from "../errors";
import { attribute, child, children, flagOf, guidOf, numberOf, textOf } from "../xml/elements";
import type { PackagedImage, PackagedServiceEndpoint, PackagedStep } from "./types";

/** What an endpoint has unless the file says otherwise: connection mode Normal, WebhookKey, JSON. */
const DEFAULTS = { connectionMode: 1, authType: 4, messageFormat: 2 };

/** Reads one `<ServiceEndpoint>`. There is no secret in it: `authvalue` is set after the import. */
export function readServiceEndpoint(element: Element): PackagedServiceEndpoint {
  const id = guidOf(attribute(element, "ServiceEndpointId"));
  const name = attribute(element, "Name") ?? textOf(element, "Name");
  if (id === undefined || name === undefined) throw importFailed("a service endpoint has no id or no name");
  if (child(element, "AuthValue") !== undefined)
    throw importFailed(`the element AuthValue is not allowed in service endpoint ${name}`, name);
  const url = textOf(element, "Url");
  const description = textOf(element, "Description");
  return {
    id,
    name,
    ...(description === undefined ? {} : { description }),
    contract: numberOf(element, "Contract") ?? 0,
    connectionMode: numberOf(element, "ConnectionMode") ?? DEFAULTS.connectionMode,
    authType: numberOf(element, "AuthType") ?? DEFAULTS.authType,
    messageFormat: numberOf(element, "MessageFormat") ?? DEFAULTS.messageFormat,
    ...(url === undefined ? {} : { url }),
  };
}

/** Reads one `<SdkMessageProcessingStep>`; the message is named, or given by its id for messages of the platform. */
export function readStep(element: Element): PackagedStep {
  const id = guidOf(attribute(element, "SdkMessageProcessingStepId"));
  const name = attribute(element, "Name");
  if (id === undefined || name === undefined) throw importFailed("a step has no id or no name");
  const text = {
    description: textOf(element, "Description"),
    messageName: textOf(element, "SdkMessageName"),
    messageId: guidOf(textOf(element, "SdkMessageId")),
    table: textOf(element, "PrimaryEntity")?.toLowerCase(),
    filteringAttributes: textOf(element, "FilteringAttributes"),
    handlerId: guidOf(textOf(element, "EventHandler")),
  };
  const handlerTypeCode = numberOf(element, "EventHandlerTypeCode");
  return {
    id,
    name,
    ...Object.fromEntries(Object.entries(text).filter(([, value]) => value !== undefined)),
    mode: numberOf(element, "Mode") ?? 0,
    stage: numberOf(element, "Stage") ?? 40,
    rank: numberOf(element, "Rank") ?? 1,
    asyncAutoDelete: flagOf(element, "AsyncAutoDelete") ?? false,
    ...(handlerTypeCode === undefined ? {} : { handlerTypeCode }),
    images: children(child(element, "SdkMessageProcessingStepImages"), "SdkMessageProcessingStepImage").map(
      readImage,
    ),
  };
}

const readImage = (element: Element): PackagedImage => {
  const attributes = textOf(element, "Attributes");
  const name = attribute(element, "Name") ?? "";
  return {
    id: guidOf(textOf(element, "SdkMessageProcessingStepImageId")) ?? "",
    name,
    alias: textOf(element, "EntityAlias") ?? name,
    type: numberOf(element, "ImageType") ?? 0,
    ...(attributes === undefined ? {} : { attributes }),
    messageProperty: textOf(element, "MessagePropertyName") ?? "Target",
  };
};
