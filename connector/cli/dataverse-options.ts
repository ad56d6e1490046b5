import { Option, type Command } from "commander";
import { adminProblem } from "../connect/admin-error";
import { Governor } from "../dataverse/governor";
import { checkInstanceUrl, InstanceUrlError } from "../dataverse/instance-url";
import { authorityOf, createTokenSource } from "../dataverse/sign-in";
import { type Credentials } from "../dataverse/credentials";
import { Transport } from "../dataverse/transport";
import { CliError } from "./cli-error";
import { withSecretOption } from "./secret-options";

/** How a command reaches an environment. */
export interface DataverseOptions {
  readonly url?: string;
  readonly tenant?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly authority?: string;
}

/** All of it there. */
export interface DataverseAccess {
  /** Origin, checked. */
  readonly url: string;
  readonly tenant?: string;
  readonly authority?: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Adds the options; each can come from the environment; the secret from there or from a file. */
export function withDataverseOptions(command: Command): Command {
  const named = command
    .addOption(
      new Option("--url <url>", "instance URL, e.g. https://contoso.crm4.dynamics.com").env("DATAVERSE_URL"),
    )
    .addOption(new Option("--tenant <id>", "Entra tenant, id or domain").env("DATAVERSE_TENANT_ID"))
    .addOption(
      new Option("--client-id <id>", "application (client) id of the application user").env(
        "DATAVERSE_CLIENT_ID",
      ),
    )
    .addOption(
      new Option("--authority <url>", "sign-in service, for a local Dynamics only").env(
        "DATAVERSE_AUTHORITY",
      ),
    );
  return withSecretOption(named, {
    member: "clientSecret",
    variable: "DATAVERSE_CLIENT_SECRET",
    what: "the application's client secret",
  });
}

/** What is missing among the options, as a person would type it. */
export function missingDataverseOptions(options: DataverseOptions): string[] {
  return [
    ...(options.url ? [] : ["--url"]),
    ...(options.tenant || options.authority ? [] : ["--tenant"]),
    ...(options.clientId ? [] : ["--client-id"]),
    ...(options.clientSecret ? [] : ["DATAVERSE_CLIENT_SECRET"]),
  ];
}

/** @throws CliError naming what is missing, or why the URL cannot be one of Dynamics */
export function dataverseAccess(options: DataverseOptions): DataverseAccess {
  const { url, clientId, clientSecret, tenant, authority } = options;
  const missing = missingDataverseOptions(options);
  if (!url || !clientId || !clientSecret || missing.length > 0) {
    throw new CliError(
      `Missing: ${missing.join(", ")}.`,
      "Set them as options or environment variables. See --help.",
      "MISSING_OPTIONS",
    );
  }
  return { url: originOf(url), clientId, clientSecret, tenant, authority };
}

/** As {@link dataverseAccess}, for a sign-in: the URL may be entered on the page. */
export function signInAccess(
  options: DataverseOptions,
): Omit<DataverseAccess, "url"> & { readonly url?: string } {
  const { url, ...access } = dataverseAccess({ ...options, url: options.url ?? ANY_URL });
  return options.url ? { ...access, url } : access;
}

/** Stands for a URL that was not given, while the rest is checked. */
const ANY_URL = "https://contoso.crm4.dynamics.com";

function originOf(url: string): string {
  try {
    return checkInstanceUrl(url, true);
  } catch (error) {
    throw error instanceof InstanceUrlError ? CliError.from(adminProblem(error.code, error.params)) : error;
  }
}

/** Requests to the environment, signed in and within its limits. Signs in on first use. */
export function openDataverse(access: DataverseAccess): Transport {
  const credentials: Credentials = {
    authority: access.authority ?? authorityOf(access.tenant ?? ""),
    clientId: access.clientId,
    clientSecret: access.clientSecret,
  };
  return new Transport(access.url, createTokenSource(access.url, credentials), new Governor());
}
