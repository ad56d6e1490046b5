import * as React from "react";
import { findTransport, openChannel, type Channel } from "../../webresources/client";
import { issueProps } from "./adapters/props";
import { Issue } from "./components/Issue";
import type { Inputs, IssueContext, Outputs } from "./inputs";
import type { Services } from "./state/services";

/** The decision on an issue's form: maps the framework's context to props, and nothing else. */
export class IssueDecision implements ComponentFramework.ReactControl<Inputs, Outputs> {
  private readonly life = new AbortController();
  private channel: Channel | undefined;
  private services: Services | undefined;

  init(context: IssueContext): void {
    this.channel = openChannel();
    this.services = {
      transport: findTransport(),
      channel: this.channel,
      open: (table, id) => void context.navigation.openForm({ entityName: table, entityId: id }),
      confirm: async (question) => (await context.navigation.openConfirmDialog(question)).confirmed,
      copy: (text) => navigator.clipboard.writeText(text),
      destroyed: this.life.signal,
    };
  }

  updateView(context: IssueContext): React.ReactElement {
    if (!this.services) this.init(context);
    return React.createElement(Issue, issueProps(context, this.services as Services));
  }

  getOutputs(): Outputs {
    return {};
  }

  destroy(): void {
    this.life.abort();
    this.channel?.close();
  }
}
