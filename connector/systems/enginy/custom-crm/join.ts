import type { SystemCall } from "../../contract/object";
import type { CrmDoor, OpenSystem } from "../../contract/system";
import type { Send } from "../transport";

/** Has Enginy use us as its CRM, by its own two calls. https://docs.enginy.ai (Custom CRM: test, connect) */
export class EnginyCrm implements NonNullable<OpenSystem["crm"]> {
  constructor(private readonly send: Send) {}

  async test(door: CrmDoor, call: SystemCall): Promise<void> {
    await this.send({ endpoint: "custom-crm/test", body: asked(door) }, call);
  }

  async connect(door: CrmDoor, call: SystemCall): Promise<void> {
    await this.send({ endpoint: "custom-crm/connect", body: asked(door) }, call);
  }
}

function asked({ header, key, rowUrl, url }: CrmDoor) {
  return {
    ...{ baseUrl: url, apiKey: key, apiKeyHeader: header },
    contactLinkTemplate: rowUrl("contact", "{{crmId}}"),
    companyLinkTemplate: rowUrl("account", "{{crmId}}"),
  };
}
