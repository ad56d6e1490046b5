import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { GENERATED_FILE, generateSchema, schemaIsCurrent } from "./schema/generate";
import { SOLUTION_SOURCE } from "./solution/files";

// `npm run generate` writes the file; `--check` only says whether it is current (exit code 1 when not).
const root = resolve(__dirname, "..");

async function main(): Promise<void> {
  if (process.argv.includes("--check")) {
    if (await schemaIsCurrent(root)) return;
    console.error(`${GENERATED_FILE} is not what ${SOLUTION_SOURCE} says. Run: npm run generate`);
    process.exitCode = 1;
    return;
  }
  const file = resolve(root, GENERATED_FILE);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await generateSchema(root));
  console.log(`wrote ${GENERATED_FILE}`);
}

void main();
