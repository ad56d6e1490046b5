import { z } from "zod";
import type { ConnectRequest } from "./admin-api";
import { AdminError } from "./admin-error";
import { checkInstanceUrl, InstanceUrlError } from "../dataverse/instance-url";
import { isAuthority } from "../dataverse/authority";
import { mayReach, type Reach } from "../network/reach";
import { CertificateError, proofOfApplication } from "../dataverse/application-proof";
import { authorityOf } from "../dataverse/sign-in";
import { type Credentials } from "../dataverse/credentials";
import { systemByKey } from "../systems/registry";
import { settingsOf, type DescribedSetting } from "../systems/contract/settings";
import type { SystemModule } from "../systems/contract/system";

const text = (name: string) =>
  z
    .string({ error: `${name} is missing` })
    .trim()
    .min(1, `${name} is empty`);

/** A certificate that cannot be used is said at once, not when the sign-in service refuses it. */
function noBrokenCertificate(secret: string, context: z.RefinementCtx): void {
  try {
    proofOfApplication(secret);
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    context.addIssue({ code: "custom", message: `the certificate cannot be used: ${error.message}` });
  }
}

const shape = z.looseObject({
  dataverseUrl: text("dataverseUrl"),
  tenantId: z.string().trim().optional(),
  clientId: text("clientId"),
  clientSecret: text("clientSecret").superRefine(noBrokenCertificate),
  authority: z.string().trim().optional(),
  system: text("system"),
  autoSync: z.boolean({ error: "autoSync is neither true nor false" }).default(false),
  renewSecret: z.boolean({ error: "renewSecret is neither true nor false" }).default(false),
  renewWebhookKey: z.boolean({ error: "renewWebhookKey is neither true nor false" }).default(false),
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
  /** Have Dataverse's webhook send a new key. */
  readonly renewWebhookKey: boolean;
  /** Somebody else than before may sign in. Whoever holds the admin key decides that by connecting. */
  readonly otherAccount?: boolean;
  /** New mappings begin as drafts: somebody looks at them in Dynamics first, and starts them there. */
  readonly mappingsRest?: boolean;
}

/**
 * What an admin entered, checked before anything is sent anywhere.
 * @param partly some of the system's settings are entered later: what is there is checked, and the rest is not missed
 * @throws AdminError 400
 */
export function checkConnectInput(body: unknown, reach: Reach, partly = false): CheckedInput {
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw badInput(parsed.error);
  const { clientId, clientSecret, autoSync, renewSecret, renewWebhookKey } = parsed.data;
  const input = parsed.data as unknown as ConnectRequest;
  const system = systemByKey(input.system);
  if (!system)
    throw new AdminError(400, "BAD_INPUT", { details: `the system "${input.system}" is not known` });
  const given = parsed.data[system.key] ?? {};
  const incomplete = partly && missingSettings(system, given).length > 0;
  const settings = (incomplete ? system.settings.partial() : system.settings).safeParse(given);
  if (!settings.success) throw badInput(settings.error);
  for (const address of incomplete ? [] : system.credentialsGoTo(settings.data))
    if (!mayReach(reach, address)) throw notReached(address);
  const dataverseUrl = checkUrl(input.dataverseUrl, reach.allowLocal);
  return {
    dataverseUrl,
    credentials: { authority: checkAuthority(input, dataverseUrl), clientId, clientSecret },
    system,
    systemSettings: settings.data,
    autoSync,
    renewSecret,
    renewWebhookKey,
  };
}

/** What is needed of a system's settings and not there. */
export function missingSettings(system: SystemModule, given: object): readonly DescribedSetting[] {
  return settingsOf(system).filter(({ required, name }) => required && !(name in given));
}

function badInput(error: z.ZodError): AdminError {
  const details = error.issues.map((issue) => issue.message.replace(/\.$/, ""));
  return new AdminError(400, "BAD_INPUT", { details: details.join("; ") });
}

/** The connector sends no credentials there. */
export const notReached = (address: string): AdminError =>
  new AdminError(400, "SYSTEM_HOST_NOT_ALLOWED", { host: new URL(address).hostname });

/** The URL of an environment, or why it is refused. @throws AdminError 400 */
export function checkUrl(url: string, allowLocal: boolean): string {
  try {
    return checkInstanceUrl(url, allowLocal);
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
  if (!isAuthority(authority, dataverseUrl))
    throw new AdminError(400, "AUTHORITY_NOT_ALLOWED", { host: URL.parse(authority)?.host ?? authority });
  return authority.replace(/\/+$/, "");
}
