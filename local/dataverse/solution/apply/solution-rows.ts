import type { Kernel } from "../../contracts";
import { textIn } from "../xml/elements";
import type { SolutionManifest } from "../read/types";
import { componentId } from "./ids";
import type { ComponentRow } from "./component-row";

export const solutionId = (kernel: Kernel, uniqueName: string): string =>
  kernel.store.findBy("solution", "uniquename", uniqueName)[0]?.id ?? componentId("solution", uniqueName);

/** The solution and its publisher. */
export function solutionRows(
  kernel: Kernel,
  manifest: SolutionManifest,
  now: string,
): readonly ComponentRow[] {
  const language = kernel.organization.baseLanguage;
  const { publisher } = manifest;
  const publisherId = componentId("publisher", publisher.uniqueName);
  const id = solutionId(kernel, manifest.uniqueName);
  const before = kernel.store.get("solution", id);
  return [
    {
      table: "publisher",
      id: publisherId,
      values: {
        publisherid: publisherId,
        uniquename: publisher.uniqueName,
        friendlyname: textIn(publisher.names, language) ?? publisher.uniqueName,
        description: textIn(publisher.descriptions, language) ?? null,
        customizationprefix: publisher.prefix,
        customizationoptionvalueprefix: publisher.optionValuePrefix,
        isreadonly: manifest.managed,
      },
    },
    {
      table: "solution",
      id,
      values: {
        solutionid: id,
        uniquename: manifest.uniqueName,
        friendlyname: textIn(manifest.names, language) ?? manifest.uniqueName,
        description: textIn(manifest.descriptions, language) ?? null,
        version: manifest.version,
        solutionpackageversion: manifest.packageVersion,
        ismanaged: manifest.managed,
        isvisible: true,
        installedon: before?.values["installedon"] ?? now,
        updatedon: before === undefined ? null : now,
        publisherid: kernel.store.reference("publisher", publisherId),
      },
    },
  ];
}

/** One row of the solution's list of components. */
export function solutionComponentRow(
  kernel: Kernel,
  solution: string,
  type: number,
  objectId: string,
  behavior = 0,
): ComponentRow {
  const id = componentId("solutioncomponent", `${solution}:${type}:${objectId}`);
  return {
    table: "solutioncomponent",
    id,
    values: {
      solutioncomponentid: id,
      componenttype: type,
      objectid: objectId,
      rootcomponentbehavior: behavior,
      solutionid: kernel.store.reference("solution", solution),
    },
  };
}
