import * as React from "react";
import { findTransport } from "../../webresources/client";
import { mailProps } from "./adapters/props";
import { Mail } from "./components/Mail";
import type { Inputs, MailContext, Outputs } from "./inputs";
import type { Services } from "./state/services";

/** The email card on contact forms: maps the framework's context to props, and nothing else. */
export class MailCard implements ComponentFramework.ReactControl<Inputs, Outputs> {
  private readonly life = new AbortController();
  private services: Services | undefined;

  init(context: MailContext): void {
    this.services = {
      transport: findTransport(),
      open: (table, id) => void context.navigation.openForm({ entityName: table, entityId: id }),
      confirm: async (question) => (await context.navigation.openConfirmDialog(question)).confirmed,
      copy: (text) => navigator.clipboard.writeText(text),
      destroyed: this.life.signal,
    };
  }

  updateView(context: MailContext): React.ReactElement {
    if (!this.services) this.init(context);
    return React.createElement(Mail, mailProps(context, this.services as Services));
  }

  getOutputs(): Outputs {
    return {};
  }

  destroy(): void {
    this.life.abort();
  }
}
