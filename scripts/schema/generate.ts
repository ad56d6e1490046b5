import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { format, resolveConfig } from "prettier";
import { SOLUTION_SOURCE } from "../solution/files";
import { emitSchema } from "./emit";
import { readSchema } from "./read";

/** Where the generated names go. */
export const GENERATED_FILE = "core/generated/schema.ts";

/** The text of the generated file for the solution's source below `root`, formatted as the rest of the code. */
export async function generateSchema(root: string): Promise<string> {
  const options = await resolveConfig(resolve(root, GENERATED_FILE));
  return format(emitSchema(readSchema(resolve(root, SOLUTION_SOURCE))), { ...options, parser: "typescript" });
}

/** Whether the committed file is what the source gives today. */
export async function schemaIsCurrent(root: string): Promise<boolean> {
  const file = resolve(root, GENERATED_FILE);
  return existsSync(file) && readFileSync(file, "utf8") === (await generateSchema(root));
}
