import { existsSync } from "node:fs";
import { access, constants, mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import pg from "pg";
import { isOpenToOthers } from "../../settings/data-folder";
import type { Settings } from "../../settings/read-settings";
import { travelsSafely } from "../../database/travels-safely";
import { builtZip } from "../commands/import";
import { failed, ok, type Finding } from "./check";

/** The oldest Node that runs us; package.json says the same. */
const NODE_NEEDED = [20, 19] as const;

/** A database that does not answer within this long is not there. */
const DATABASE_DEADLINE_MS = 5_000;

export async function checkNode(version = process.versions.node): Promise<Finding> {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const enough = major > NODE_NEEDED[0] || (major === NODE_NEEDED[0] && minor >= NODE_NEEDED[1]);
  if (enough) return ok(`Node ${version}`);
  return failed(`Node ${version} is too old`, `Install Node ${NODE_NEEDED.join(".")} or newer.`);
}

export async function checkZip(file = builtZip(false)): Promise<Finding> {
  return existsSync(file)
    ? ok("The solution is built")
    : failed(`${file} wasn't found`, 'Run "npm run build".');
}

/** Both listeners. @param connectorAnswers whether our own connector is what listens there */
export async function checkPorts(settings: Settings, connectorAnswers: boolean): Promise<Finding[]> {
  const { host, port, adminHost, adminPort } = settings;
  return [
    await checkPort({ host, port, variable: "WAVE_SYNC_PORT" }, connectorAnswers),
    await checkPort({ host: adminHost, port: adminPort, variable: "WAVE_SYNC_ADMIN_PORT" }, connectorAnswers),
  ];
}

async function checkPort(
  { host, port, variable }: { readonly host: string; readonly port: number; readonly variable: string },
  connectorAnswers: boolean,
): Promise<Finding> {
  if (connectorAnswers) return ok(`The connector uses port ${port}`);
  const problem = await new Promise<string | undefined>((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
  if (!problem) return ok(`Port ${port} is free`);
  if (problem === "EADDRINUSE")
    return failed(
      `Port ${port} is used by another program`,
      `Stop that program, or set ${variable} to another port.`,
    );
  return failed(
    `Port ${port} on ${host} cannot be used (${problem})`,
    `Set ${variable} and ${variable.replace("PORT", "HOST")} to an address of this machine.`,
  );
}

export async function checkDatabase({ databaseUrl, dataFolder }: Settings): Promise<Finding> {
  if (!databaseUrl) return checkFolder(dataFolder ?? ".");
  const found = await checkPostgres(databaseUrl);
  if (found.state !== "ok" || travelsSafely(databaseUrl)) return found;
  return failed(
    `${found.what} is not on this machine, and who it is is not checked: personal data could be read on the way`,
    "Add sslmode=verify-full to DATABASE_URL, and sslrootcert=<file> where its certificate is your own authority's.",
  );
}

async function checkFolder(folder: string): Promise<Finding> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK);
    if (await isOpenToOthers(folder))
      return failed(
        `Other users of this machine can look into the data folder ${folder}`,
        `Close it: chmod 700 ${folder}. The connector does so at its next start.`,
      );
    return ok(`Embedded database in ${folder}`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return failed(
      `The data folder ${folder} cannot be written (${code})`,
      "Let this user write to it, or set WAVE_SYNC_DATA to another folder.",
    );
  }
}

async function checkPostgres(connectionString: string): Promise<Finding> {
  const { host } = new URL(connectionString);
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: DATABASE_DEADLINE_MS });
  try {
    await client.connect();
    await client.query("select 1");
    return ok(`Database at ${host}`);
  } catch (error) {
    // The server's words, not the address: it holds a password.
    const words = (error as Error).message || (error as NodeJS.ErrnoException).code;
    return failed(
      `The database at ${host} isn't responding: ${words}`,
      "Check that it runs, and check DATABASE_URL.",
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
