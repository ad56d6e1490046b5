import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { AdminError } from "../../connect/admin-error";
import { mappingChecks } from "./mapping-checks";
import type { AdminParts } from "./routes";

/** What the check says about mappings: blue, yellow and red lines. Belongs under the admin key, like all of these. */
export function addCheckRoutes(admin: FastifyInstance, parts: AdminParts): void {
  admin.get("/mappings/check", async () => ({ mappings: await mappingChecks(parts) }));

  admin.get<{ Params: { id: string } }>("/mappings/:id/check", async (request) => {
    const id = z.guid().safeParse(request.params.id);
    const [found] = id.success ? await mappingChecks(parts, id.data.toLowerCase()) : [];
    if (!found) throw new AdminError(404, "NO_MAPPING");
    return found;
  });
}
