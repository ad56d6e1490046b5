import * as React from "react";
import { findTransport, openChannel, readQuestions, type Channel } from "../../webresources/client";
import { issueNames } from "../../core/generated/schema";
import { openIssueOf } from "./adapters/open-issue";
import { panelProps } from "./adapters/props";
import { readSnapshot } from "./adapters/snapshot";
import { Panel } from "./components/Panel";
import type { Inputs, Outputs, PanelContext } from "./inputs";
import type { Services } from "./state/services";

/** The sync panel on contact and account forms: maps the framework's context to props, and nothing else. */
export class SyncPanel implements ComponentFramework.ReactControl<Inputs, Outputs> {
  private readonly life = new AbortController();
  private channel: Channel | undefined;
  private services: Services | undefined;

  init(context: PanelContext): void {
    this.channel = openChannel();
    this.services = {
      read: (table, id) => readSnapshot(context.webAPI, table, id),
      transport: findTransport(),
      readQuestions,
      open: (table, id) => void context.navigation.openForm({ entityName: table, entityId: id }),
      openIssue: async (table, id) => {
        const entityId = await openIssueOf(context.webAPI, table, id);
        if (entityId) void context.navigation.openForm({ entityName: issueNames.logicalName, entityId });
        return entityId !== undefined;
      },
      confirm: async (question) => (await context.navigation.openConfirmDialog(question)).confirmed,
      channel: this.channel,
      copy: (text) => navigator.clipboard.writeText(text),
      destroyed: this.life.signal,
    };
  }

  updateView(context: PanelContext): React.ReactElement {
    if (!this.services) this.init(context);
    return React.createElement(Panel, panelProps(context, this.services as Services));
  }

  getOutputs(): Outputs {
    return {};
  }

  destroy(): void {
    this.life.abort();
    this.channel?.close();
  }
}
