import type { FastifyInstance } from "fastify";
import type { WaveSandbox } from "./sandbox";

/** `/team-members` and `/me`: who contacts can be assigned to, and whose key this is. */
export function teamRoutes(app: FastifyInstance, sandbox: WaveSandbox): void {
  app.get("/team-members", async () => ({ data: sandbox.store.members.list() }));

  app.get("/me", async () => ({
    organization: { id: "org_local", name: "Wave sandbox" },
    plan: "Teams",
    contacts: sandbox.store.size,
  }));
}
