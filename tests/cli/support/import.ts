import { createProgram } from "../../../connector/cli/program";
import type { Dynamics } from "../../connector/support/dynamics";

/** Runs `wave-sync import` in this process, as somebody who may; gives what it said to people. Throws what it threw. */
export async function runImport(dynamics: Pick<Dynamics, "url">, ...args: string[]): Promise<string> {
  let said = "";
  const write = process.stderr.write;
  process.stderr.write = (text: string | Uint8Array) => {
    said += String(text);
    return true;
  };
  const access = ["--url", dynamics.url, "--authority", `${dynamics.url}/local`, "--client-id", "admin"];
  const { DATAVERSE_CLIENT_SECRET: before } = process.env;
  process.env.DATAVERSE_CLIENT_SECRET = "local";
  try {
    await createProgram().parseAsync(["node", "wave-sync", "import", ...access, ...args]);
    return said;
  } finally {
    if (before === undefined) delete process.env.DATAVERSE_CLIENT_SECRET;
    else process.env.DATAVERSE_CLIENT_SECRET = before;
    process.stderr.write = write;
  }
}
