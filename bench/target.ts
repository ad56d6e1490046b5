import { fork, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { generateContacts } from "../local/samples";
import type { Configuration } from "./configuration";
import { prepareRows, type PreparedRows } from "./rows";

/** A fresh local Dynamics with the solution, in a process of its own, and everything a contender may prepare. */
export interface Target {
  readonly url: string;
  readonly configuration: Configuration;
  readonly rows: PreparedRows;
  readonly token: string;
  close(): Promise<void>;
}

/** First argument that makes this program be the local Dynamics instead of the bench. */
export const DYNAMICS = "dynamics";

/** What the process that is the local Dynamics says when it is up. */
export interface Ready {
  readonly url: string;
}

export async function openTarget(configuration: Configuration): Promise<Target> {
  const child = fork(__filename, [DYNAMICS, JSON.stringify(configuration)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const { url } = await new Promise<Ready>((resolve, reject) => {
    child.once("message", (ready) => resolve(ready as Ready));
    child.once("exit", (code) =>
      reject(new Error(`The local Dynamics ended with ${code} before it was up.`)),
    );
  });
  const token = await tokenFor(url, "admin");
  const connectionId = await createConnection(url, token);
  const contacts = generateContacts(configuration.contacts, configuration.seed);
  const rows = prepareRows(contacts, connectionId, await owners(url, token));
  return { url, configuration, rows, token, close: () => stop(child) };
}

export async function tokenFor(url: string, identity: string): Promise<string> {
  const answer = await fetch(`${url}/local/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: identity,
      client_secret: "local",
      scope: `${url}/.default`,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** Sends one request to the Web API; throws on anything but success. */
export async function send(
  target: { url: string; token: string },
  method: string,
  path: string,
  body?: string,
): Promise<unknown> {
  const answer = await fetch(`${target.url}/api/data/v9.2/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${target.token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    body,
  });
  const text = await answer.text();
  if (!answer.ok) {
    const error = new Error(`${method} ${path.slice(0, 80)}: ${answer.status} ${text.slice(0, 300)}`);
    throw Object.assign(error, { status: answer.status });
  }
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}

async function createConnection(url: string, token: string): Promise<string> {
  const wave_connectionid = randomUUID();
  const row = { wave_connectionid, wave_name: "Bench", wave_system: 628140000 };
  await send({ url, token }, "POST", "wave_connections", JSON.stringify(row));
  return wave_connectionid;
}

async function owners(url: string, token: string): Promise<ReadonlyMap<string, string>> {
  const path = "systemusers?$select=internalemailaddress&$filter=isdisabled eq false";
  const { value } = (await send({ url, token }, "GET", path)) as {
    value: { systemuserid: string; internalemailaddress?: string }[];
  };
  return new Map(value.map((user) => [user.internalemailaddress?.toLowerCase() ?? "", user.systemuserid]));
}

async function stop(child: ChildProcess): Promise<void> {
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  await exited;
}
