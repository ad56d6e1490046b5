import type { Kernel, StoredValue } from "../../contracts";
import { filterId, messageId } from "../../events/messages";
import { textIn } from "../xml/elements";
import type {
  PackagedApiParameter,
  PackagedCustomApi,
  PackagedServiceEndpoint,
  PackagedStep,
} from "../read/types";
import { componentId } from "./ids";
import type { ComponentRow } from "./component-row";
import type { Ownership } from "./interface-rows";

const ON = { statecode: 0, statuscode: 1 };

/** A Custom API, its message, its parameters and properties. */
export function customApiRows(
  kernel: Kernel,
  api: PackagedCustomApi,
  owner: Ownership,
): readonly ComponentRow[] {
  const language = kernel.organization.baseLanguage;
  const id = componentId("customapi", api.uniqueName);
  const message = messageId(api.uniqueName);
  const person = systemOwner(kernel);
  const part =
    (table: string) =>
    (one: PackagedApiParameter): ComponentRow => {
      const partId = componentId(table, `${api.uniqueName}.${one.uniqueName}`);
      return {
        table,
        id: partId,
        values: {
          [`${table}id`]: partId,
          uniquename: one.uniqueName,
          name: one.name,
          displayname: textIn(one.displayNames, language) ?? one.uniqueName,
          description: textIn(one.descriptions, language) ?? null,
          type: one.type,
          logicalentityname: one.table ?? null,
          customapiid: kernel.store.reference("customapi", id),
          ...(table === "customapirequestparameter" ? { isoptional: one.optional } : {}),
          ...person,
        },
      };
    };
  return [
    {
      table: "sdkmessage",
      id: message,
      values: { sdkmessageid: message, name: api.uniqueName, isprivate: api.isPrivate, isactive: true },
    },
    {
      table: "customapi",
      id,
      values: {
        customapiid: id,
        uniquename: api.uniqueName,
        name: api.name,
        displayname: textIn(api.displayNames, language) ?? api.uniqueName,
        description: textIn(api.descriptions, language) ?? null,
        bindingtype: api.bindingType,
        boundentitylogicalname: api.boundTable ?? null,
        allowedcustomprocessingsteptype: api.allowedSteps,
        isfunction: api.isFunction,
        isprivate: api.isPrivate,
        workflowsdkstepenabled: false,
        executeprivilegename: api.executePrivilege ?? null,
        sdkmessageid: kernel.store.reference("sdkmessage", message),
        ...person,
        ...owner,
      },
    },
    ...api.parameters.map(part("customapirequestparameter")),
    ...api.response.map(part("customapiresponseproperty")),
  ];
}

/** An endpoint. Its secret is not in the solution, and stays as it was set. */
export function serviceEndpointRow(
  kernel: Kernel,
  one: PackagedServiceEndpoint,
  owner: Ownership,
): ComponentRow {
  const isNew = kernel.store.get("serviceendpoint", one.id) === undefined;
  return {
    table: "serviceendpoint",
    id: one.id,
    componentType: 95,
    values: {
      serviceendpointid: one.id,
      name: one.name,
      description: one.description ?? null,
      contract: one.contract,
      authtype: one.authType,
      connectionmode: one.connectionMode,
      messageformat: one.messageFormat,
      messagecharset: 1,
      userclaim: 1,
      url: one.url ?? null,
      ...(isNew ? { isauthvalueset: false } : {}),
      ...owner,
    },
  };
}

/** A step and its images; `switchOn` as the import was told ("Enable plugin steps and flows included in the solution"). */
export function stepRows(
  kernel: Kernel,
  step: PackagedStep,
  owner: Ownership,
  switchOn: boolean,
): readonly ComponentRow[] {
  const { store } = kernel;
  const message = step.messageId ?? messageId(step.messageName ?? "");
  const name = step.messageName ?? String(store.get("sdkmessage", message)?.values["name"] ?? "");
  return [
    {
      table: "sdkmessageprocessingstep",
      id: step.id,
      componentType: 92,
      values: {
        sdkmessageprocessingstepid: step.id,
        name: step.name,
        description: step.description ?? null,
        mode: step.mode,
        stage: step.stage,
        rank: step.rank,
        filteringattributes: step.filteringAttributes ?? null,
        asyncautodelete: step.asyncAutoDelete,
        supporteddeployment: 0,
        sdkmessageid: store.reference("sdkmessage", message),
        sdkmessagefilterid:
          step.table === undefined ? null : store.reference("sdkmessagefilter", filterId(name, step.table)),
        eventhandler: store.reference("serviceendpoint", step.handlerId ?? ""),
        ...(switchOn
          ? ON
          : store.get("sdkmessageprocessingstep", step.id) === undefined
            ? { statecode: 1, statuscode: 2 }
            : {}),
        ...owner,
      },
    },
    ...step.images.map((image): ComponentRow => ({
      table: "sdkmessageprocessingstepimage",
      id: image.id,
      values: {
        sdkmessageprocessingstepimageid: image.id,
        name: image.name,
        entityalias: image.alias,
        imagetype: image.type,
        attributes: image.attributes ?? null,
        messagepropertyname: image.messageProperty,
        sdkmessageprocessingstepid: store.reference("sdkmessageprocessingstep", step.id),
        solutionid: owner.solutionid,
      },
    })),
  ];
}

const systemOwner = ({ store, organization }: Kernel): Readonly<Record<string, StoredValue>> => {
  const user = store.reference("systemuser", organization.systemUserId);
  return {
    ownerid: user,
    owninguser: user,
    owningbusinessunit: store.reference("businessunit", organization.rootBusinessUnitId),
  };
};
