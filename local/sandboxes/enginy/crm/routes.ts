import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { success } from "../answers";
import { writes } from "../endpoint";
import { badRequest } from "../errors";
import { requirePublic } from "../public-address";
import { read } from "../requests";
import type { EnginySandbox } from "../sandbox";
import type { CrmSettings } from "./client";

/** Other members are passed over: the documentation names no complete list. */
const settingsInput = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }),
  apiKey: z.string().min(1),
  apiKeyHeader: z.string().min(1).default("X-API-Key"),
  contactLinkTemplate: z.string().nullable().default(null),
  companyLinkTemplate: z.string().nullable().default(null),
});

/** The other side connects itself as the workspace's CRM. Scope and answers are inferred. */
export function crmRoutes(app: FastifyInstance, { crm, switches }: EnginySandbox): void {
  const reached = async (body: unknown): Promise<CrmSettings> => {
    const settings = read(settingsInput, body);
    requirePublic("baseUrl", settings.baseUrl, switches.current.ownAddresses === "refused");
    const { hostname, protocol } = new URL(settings.baseUrl);
    if (protocol !== "https:" && !["127.0.0.1", "localhost", "[::1]"].includes(hostname))
      throw badRequest("baseUrl: https is needed");
    if (!(await crm.test(settings))) throw badRequest("GET /health of the CRM was not answered with a 2xx.");
    return settings;
  };
  app.post("/custom-crm/test", writes("ALL"), async (request) => {
    await reached(request.body);
    crm.refuseOther();
    return success({ success: true });
  });
  app.post("/custom-crm/connect", writes("ALL"), async (request) => {
    const settings = await reached(request.body);
    await crm.connect(settings);
    const { apiKey: _secret, ...shown } = settings;
    return success({ ...shown, connected: true });
  });
}
