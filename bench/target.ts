import { randomUUID } from "node:crypto";
import { generateContacts } from "../local/samples";
import type { Configuration } from "./configuration";
import { openDynamics } from "./open-dynamics";
import { prepareRows, type PreparedRows } from "./rows";
import { send, tokenFor } from "./web-api";

/** A fresh local Dynamics, and everything a contender may prepare before the clock starts. */
export interface Target {
  readonly url: string;
  readonly configuration: Configuration;
  readonly rows: PreparedRows;
  readonly token: string;
  close(): Promise<void>;
}

export async function openTarget(configuration: Configuration): Promise<Target> {
  const { url, close } = await openDynamics(configuration);
  try {
    const token = await tokenFor(url, "admin");
    const connectionId = await createConnection(url, token);
    const contacts = generateContacts(configuration.contacts, configuration.seed);
    const rows = prepareRows(contacts, connectionId, await owners(url, token));
    return { url, configuration, rows, token, close };
  } catch (error) {
    // Left running, it would keep the bench from ending.
    await close();
    throw error;
  }
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
