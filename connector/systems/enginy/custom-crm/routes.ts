import { z } from "zod";
import { route, routeWithBody, type Routes } from "../../contract/routes";
import { COMPANIES, CONTACTS } from "./kinds";
import { timelineRoutes } from "./timeline-routes";
import { MOST_RECORDS, recordRoutes } from "./record-routes";

/** A hundred records with long texts. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

const associationsBody = z.object({
  associations: z
    .array(z.object({ contactCRMId: z.string().min(1), companyCRMId: z.string().min(1) }))
    .max(MOST_RECORDS),
});

/**
 * Enginy calls these as if we were a CRM of its customer's own: "Custom CRM (beta)". https://docs.enginy.ai/api-reference/custom-crm
 * What we answer beside what is documented (`errors`) is for people who look at it.
 */
export const enginyRoutes: Routes = {
  keyHeader: "x-api-key",
  healthPath: "/health",
  bodyLimitBytes: BODY_LIMIT_BYTES,
  list: [
    route("GET", "/health", async () => ({ status: 200, body: { status: "ok" } })),
    ...recordRoutes(CONTACTS),
    ...recordRoutes(COMPANIES),
    ...timelineRoutes,

    routeWithBody("POST", "/associations", associationsBody, async ({ associations }, engine) => {
      const problems = await engine.associate(
        associations.map(({ contactCRMId, companyCRMId }) => ({
          object: CONTACTS.object,
          rowId: contactCRMId,
          toObject: COMPANIES.object,
          toRowId: companyCRMId,
        })),
      );
      const errors = associations.flatMap((each, at) => {
        const problem = problems[at];
        return problem ? [{ ...each, error: problem.message }] : [];
      });
      const created = associations.length - errors.length;
      return { status: 200, body: { success: errors.length === 0, created, errors } };
    }),

    route("GET", "/users", async (engine) => ({
      status: 200,
      body: (await engine.users()).map(({ id, name, email }) => ({ id, name, ...(email ? { email } : {}) })),
    })),
  ],
};
