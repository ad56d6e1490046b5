/** The header the service endpoint sends its key in. */
export const KEY_HEADER = "x-wave-sync-key";
/** Where Dataverse's steps call us. */
export const WEBHOOK_PATH = "/dataverse/webhook";

/** Where a system calls an environment's connection as if it were its CRM: the beginning of all its routes. */
export function systemRoutesPath(systemKey: string, environmentId: string): string {
  return `/systems/${systemKey}/${environmentId}`;
}

/** Where a system tells of changes to an environment's connection. */
export function systemWebhookPath(systemKey: string, environmentId: string): string {
  return `/webhooks/${systemKey}/${environmentId}`;
}
