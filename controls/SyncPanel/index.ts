import * as React from "react";
import { openChannel, xrmTransport, type Channel, type XrmWebApi } from "../../webresources/client";
import { panelProps } from "./adapters/props";
import { readers } from "./adapters/read-many";
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
    // A form always has the client API, so the fetch transport isn't bundled.
    const transport = xrmTransport((globalThis as unknown as { Xrm: { WebApi: XrmWebApi } }).Xrm.WebApi);
    this.services = {
      read: (table, id, known, before) =>
        readSnapshot(readers(transport), table, id, context.resources.getString("TheSystem"), known, before),
      transport,
      labels: async (table, columns) => {
        const { Attributes } = await context.utils.getEntityMetadata(table, [...columns]);
        const named = Attributes as { get(name: string): { readonly DisplayName?: string } | undefined };
        return columns.map((column) => named.get(column)?.DisplayName ?? column);
      },
      open: (table, id) => void context.navigation.openForm({ entityName: table, entityId: id }),
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
