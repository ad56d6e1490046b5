import { z } from "zod";
import type { ConnectRequest } from "./admin-api";
import { AdminError } from "./admin-error";
import { checkInstanceUrl, InstanceUrlError } from "../dataverse/instance-url";
import { isLoopback } from "../../core/values/loopback";
import { authorityOf } from "../dataverse/sign-in";
import { type Credentials } from "../dataverse/credentials";
import { systemByKey } from "../systems/registry";
import type { SystemModule } from "../systems/system-module";

/** Microsoft's sign-in services: public, US government, China. The client secret goes nowhere else. */
const AUTHORITY_HOSTS = new Set([
  "login.microsoftonline.com",
  "login.microsoftonline.us",
  "login.partner.microsoftonline.cn",
]);

const text = (name: string) =>
  z
    .string({ error: `${name} is missing` })
    .trim()
    .min(1, `${name} is empty`);

const shape = z.looseObject({
  dataverseUrl: text("dataverseUrl"),
  tenantId: z.string().trim().optional(),
  clientId: text("clientId"),
  clientSecret: text("clientSecret"),
  authority: z.string().trim().optional(),
  system: text("system"),
  autoSync: z.boolean({ error: "autoSync is neither true nor false" }).default(false),
  renewSecret: z.boolean({ error: "renewSecret is neither true nor false" }).default(false),
});

export interface CheckedInput {
  /** Origin of the environment. */
  readonly dataverseUrl: string;
  readonly credentials: Credentials;
  readonly system: SystemModule;
  /** Parsed by the system's own schema. */
  readonly systemSettings: unknown;
  /** Import everything at once. */
  readonly autoSync: boolean;
  /** Sign events with a new secret. */
  readonly renewSecret: boolean;
  /** Somebody else than before may sign in. Whoever holds the admin key decides that by connecting. */
  readonly otherAccount?: boolean;
}

/** What an admin entered, checked before anything is sent anywhere. @throws AdminError 400 */
export function checkConnectInput(body: unknown): CheckedInput {
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw badInput(parsed.error);
  const { clientId, clientSecret, autoSync, renewSecret } = parsed.data;
  const input = parsed.data as unknown as ConnectRequest;
  const system = systemByKey(input.system);
  if (!system)
    throw new AdminError(400, "BAD_INPUT", { details: `the system "${input.system}" is not known` });
  const settings = system.settings.safeParse(parsed.data[system.key]);
  if (!settings.success) throw badInput(settings.error);
  const dataverseUrl = checkUrl(input.dataverseUrl);
  return {
    dataverseUrl,
    credentials: { authority: checkAuthority(input, dataverseUrl), clientId, clientSecret },
    system,
    systemSettings: settings.data,
    autoSync,
    renewSecret,
  };
}

function badInput(error: z.ZodError): AdminError {
  const details = error.issues.map((issue) => issue.message.replace(/\.$/, ""));
  return new AdminError(400, "BAD_INPUT", { details: details.join("; ") });
}

/** The URL of an environment, or why it is refused. @throws AdminError 400 */
export function checkUrl(url: string): string {
  try {
    return checkInstanceUrl(url);
  } catch (error) {
    if (error instanceof InstanceUrlError) throw new AdminError(400, error.code, error.params);
    throw error;
  }
}

function checkAuthority({ authority, tenantId }: ConnectRequest, dataverseUrl: string): string {
  if (!authority) {
    if (!tenantId) throw new AdminError(400, "TENANT_MISSING");
    return authorityOf(tenantId);
  }
  const url = URL.parse(authority);
  const known = url?.protocol === "https:" && AUTHORITY_HOSTS.has(url.host);
  // A local Dynamics signs people in itself, and only for itself.
  const local = url !== null && isLoopback(url.hostname) && isLoopback(new URL(dataverseUrl).hostname);
  if (!url || !(known || local))
    throw new AdminError(400, "AUTHORITY_NOT_ALLOWED", { host: url?.host ?? authority });
  return authority.replace(/\/+$/, "");
}
