import type { Element } from "@xmldom/xmldom";
import { join } from "node:path";
import { filesBelow, foldersIn } from "../solution/files";
import { attribute, child, children, readXml, textOf } from "../solution/xml";
import type { ApiModel, ChoiceModel, SchemaModel, StepModel } from "./model";
import { readTables } from "./read-tables";

/** Messages that have the same id in every environment; a solution names them by it. */
const PLATFORM_MESSAGES: Readonly<Record<string, string>> = {
  "9ebdbb1b-ea3e-db11-86a7-000a3a5473e8": "Create",
  "20bebb1b-ea3e-db11-86a7-000a3a5473e8": "Update",
  "a1bdbb1b-ea3e-db11-86a7-000a3a5473e8": "Delete",
  "dbbdbb1b-ea3e-db11-86a7-000a3a5473e8": "Merge",
};

/** Reads all that the generated TypeScript says from a solution's unpacked source. */
export function readSchema(source: string): SchemaModel {
  const endpoint = child(readXml(join(source, "PluginAssemblies/ServiceEndpoints.xml")), "ServiceEndpoint");
  const manifest = child(readXml(join(source, "Other/Solution.xml")), "SolutionManifest");
  if (!endpoint || !manifest) throw new Error("the solution has no service endpoint or no manifest");
  return {
    tables: readTables(source),
    choices: filesIn(source, "OptionSets").map(readChoice),
    apis: foldersIn(join(source, "customapis")).map((name) => readApi(source, name)),
    endpoint: { id: bare(attribute(endpoint, "ServiceEndpointId")), name: attribute(endpoint, "Name") },
    steps: filesIn(source, "SdkMessageProcessingSteps").map(readStep),
    solution: { uniqueName: textOf(manifest, "UniqueName"), version: textOf(manifest, "Version") },
  };
}

function filesIn(source: string, folder: string): string[] {
  return filesBelow(join(source, folder)).map((file) => join(source, folder, file));
}

/** An option's name in code is its external value: labels are for people and may change. */
function readChoice(file: string): ChoiceModel {
  const set = readXml(file);
  const options = children(child(set, "options") ?? set, "option");
  return {
    key: attribute(set, "Name"),
    options: options.map((option) => [
      attribute(option, "ExternalValue"),
      Number(attribute(option, "value")),
    ]),
  };
}

function readApi(source: string, name: string): ApiModel {
  const folder = join(source, "customapis", name, "customapirequestparameters");
  const short = name.replace(/^wave_/, "");
  return { key: short.charAt(0).toLowerCase() + short.slice(1), name, parameters: foldersIn(folder) };
}

function readStep(file: string): StepModel {
  const step = readXml(file);
  return {
    id: bare(attribute(step, "SdkMessageProcessingStepId")),
    name: attribute(step, "Name"),
    message: messageOf(step),
    table: textOf(step, "PrimaryEntity"),
    stage: Number(textOf(step, "Stage")),
    mode: Number(textOf(step, "Mode")),
    rank: Number(textOf(step, "Rank")),
    asyncAutoDelete: textOf(step, "AsyncAutoDelete") === "1",
    filteringAttributes: textOf(step, "FilteringAttributes").split(",").filter(Boolean),
  };
}

function messageOf(step: Element): string {
  const id = bare(textOf(step, "SdkMessageId"));
  const name = PLATFORM_MESSAGES[id];
  if (!name) throw new Error(`${attribute(step, "Name")}: no message of the platform has the id "${id}"`);
  return name;
}

const bare = (id: string): string => id.replace(/[{}]/g, "").toLowerCase();
