import { mayAskFor, type RequestKind } from "../client";

/** Tables the commands are made for. */
const TABLES = ["contact", "account"];

/**
 * Enable rule of all our commands: whether asking for a sync can work from here.
 *
 * It asks the browser, not the server: the rule runs each time a form opens, and opening a form costs one
 * request of ours, the panel's. Whether a connection exists and is healthy is told by the command itself, with
 * what to do about it, which a button that is not there could not.
 * @param kind what the command asks for, where the mappings of the table may all forbid it for good
 */
export function isConnected(table?: string, kind?: RequestKind): boolean {
  if (table !== undefined && !TABLES.includes(table)) return false;
  if (table !== undefined && kind !== undefined && !mayAskFor(table, kind)) return false;
  return isOnline();
}

/** Whether the browser has a network, and Dynamics does not work offline. */
export function isOnline(): boolean {
  const client = Xrm.Utility.getGlobalContext().client;
  return !client.isOffline() && client.isNetworkAvailable() !== false;
}
