import type { Element } from "@xmldom/xmldom";
import { importFailed } from "../errors";
import { attribute, child, flagOf, labelsOf, numberOf, textOf } from "../xml/elements";
import type { Labels } from "../../metadata/types";
import { parseXml } from "../xml/parse";
import type { ZipFiles } from "../zip/read-zip";
import type { PackagedApiParameter, PackagedCustomApi } from "./types";

/** Custom APIs lie in the zip as files of their own, not in customizations.xml (facts: custom API, "Files"). */
const API = /^customapis\/([^/]+)\/customapi\.xml$/;
const PARAMETERS = ["customapirequestparameters", "customapirequestparameter"] as const;
const PROPERTIES = ["customapiresponseproperties", "customapiresponseproperty"] as const;

export const readCustomApis = (files: ZipFiles): readonly PackagedCustomApi[] =>
  [...files.keys()].flatMap((path) => {
    const folder = API.exec(path)?.[1];
    return folder === undefined ? [] : [readCustomApi(files, path, `customapis/${folder}`)];
  });

const readCustomApi = (files: ZipFiles, path: string, folder: string): PackagedCustomApi => {
  const element = parseXml(files.get(path) ?? "", path);
  const uniqueName = attribute(element, "uniquename");
  if (uniqueName === undefined) throw importFailed(`${path} has no uniquename`);
  const boundTable = textOf(element, "boundentitylogicalname");
  const executePrivilege = textOf(element, "executeprivilegename");
  return {
    uniqueName,
    name: textOf(element, "name") ?? uniqueName,
    ...textsOf(element),
    bindingType: numberOf(element, "bindingtype") ?? 0,
    ...(boundTable === undefined ? {} : { boundTable }),
    allowedSteps: asStepType(numberOf(element, "allowedcustomprocessingsteptype") ?? 0),
    isFunction: flagOf(element, "isfunction") ?? false,
    isPrivate: flagOf(element, "isprivate") ?? false,
    ...(executePrivilege === undefined ? {} : { executePrivilege }),
    hasPlugin: child(element, "plugintypeid") !== undefined,
    parameters: readParameters(files, folder, PARAMETERS),
    response: readParameters(files, folder, PROPERTIES),
  };
};

const readParameters = (
  files: ZipFiles,
  folder: string,
  [container, name]: readonly [string, string],
): readonly PackagedApiParameter[] =>
  [...files].flatMap(([path, bytes]) => {
    if (!path.startsWith(`${folder}/${container}/`) || !path.endsWith(`/${name}.xml`)) return [];
    const element = parseXml(bytes, path);
    const optional = flagOf(element, "isoptional");
    // The platform refuses it: a response property is always there.
    if (name === PROPERTIES[1] && optional !== undefined)
      throw importFailed(`${path}: the attribute isoptional does not exist on customapiresponseproperty`);
    const uniqueName = attribute(element, "uniquename") ?? "";
    const table = textOf(element, "logicalentityname");
    return [
      {
        uniqueName,
        name: textOf(element, "name") ?? uniqueName,
        ...textsOf(element),
        type: numberOf(element, "type") ?? -1,
        optional: optional ?? false,
        ...(table === undefined ? {} : { table }),
      },
    ];
  });

const textsOf = (element: Element): { displayNames: Labels; descriptions: Labels } => ({
  displayNames: labelsOf(element, "displayname"),
  descriptions: labelsOf(element, "description"),
});

const asStepType = (value: number): 0 | 1 | 2 => (value === 1 || value === 2 ? value : 0);
