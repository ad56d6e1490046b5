import type { App, AppInfo } from "./api/apps";
import type { Session } from "./api/session";
import type { FormModel } from "./form/form-model";
import type { Router } from "./router/router";

/** What is the same for the whole page load: who, in which app, where. Set once by boot. */
export interface Host {
  readonly session: Session;
  readonly apps: readonly AppInfo[];
  readonly app: App;
  readonly router: Router;
}

let host: Host | undefined;

export function setHost(value: Host): void {
  host = value;
}

export function theHost(): Host {
  if (!host) throw new Error("The host has not started yet.");
  return host;
}

/** The record form in front: what a custom control's navigation and Xrm.Page-less scripts relate to. */
export const front: { form: FormModel | undefined } = { form: undefined };
