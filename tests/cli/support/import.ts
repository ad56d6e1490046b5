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
  try {
    const secret = ["--client-secret", "local"];
    await createProgram().parseAsync(["node", "wave-sync", "import", ...access, ...secret, ...args]);
    return said;
  } finally {
    process.stderr.write = write;
  }
}
