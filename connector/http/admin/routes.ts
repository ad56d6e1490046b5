import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { describe } from "../../../core/issues/describe";
import { checkConnectInput, checkUrl } from "../../connect/check-input";
import { connect, type ConnectParts } from "../../connect/connect";
import { disconnect } from "../../connect/disconnect";
import { CannotSyncError } from "../../pipeline/build/build-sync";
import { makeSystemKey } from "../../connect/system-key";
import { makeSignInLink } from "../../connect/sign-in/make-link";
import type { AnyLink } from "../../connect/sign-in/settings";
import type { SignIns } from "../../state/sign-ins";
import type { Strangers } from "../strangers";
import type { Queue } from "../../work/queue";
import type { WorkParts } from "../../environment/work-parts";
import type { AdminKey } from "../../settings/admin-keys";
import { digestOf, findBySecret } from "../../secrets/constant-time";
import { findRun } from "../../state/runs";
import { adminProblem, AdminError } from "../../connect/admin-error";
import { addCheckRoutes } from "./check-routes";
import { explain } from "../../connect/explain";
import { exportPerson, forgetPerson } from "../../connect/privacy/person";
import { readPerson } from "./read-person";
import { runView } from "./run-view";
import { startRun } from "./start-run";
import { statusView } from "./status-view";

export interface AdminParts extends WorkParts, ConnectParts {
  readonly queue: Queue;
  readonly strangers: Strangers;
  readonly adminKeys: readonly AdminKey[];
  readonly signIns: SignIns<AnyLink>;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Whose admin key a request brought. */
    who?: string;
  }
}

/** The admin API ({@link ../../connect/admin-api}); every request needs the admin key. */
export function addAdminRoutes(server: FastifyInstance, parts: AdminParts): void {
  const { database, logger, strangers } = parts;
  const keys = parts.adminKeys.map(({ name, key }) => ({ name, digest: digestOf(key) }));
  server.decorateRequest("who");

  server.register(
    async (admin) => {
      admin.addHook("onRequest", async (request, reply) => {
        const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
        request.who = given === undefined ? undefined : findBySecret(given, keys)?.name;
        if (request.who !== undefined) return;
        const status = strangers.refuse(request, reply, 401, "wrongKey");
        return reply.code(status).send({ error: adminProblem("WRONG_ADMIN_KEY") });
      });
      // Who did what, from where. Looking is not worth a line: a run is looked at every moment.
      admin.addHook("onResponse", async (request, reply) => {
        if (request.who === undefined) return;
        logger[request.method === "GET" ? "debug" : "info"]("An admin request was answered", {
          who: request.who,
          from: request.ip,
          method: request.method,
          route: request.routeOptions.url,
          httpStatus: reply.statusCode,
          correlationId: request.id,
        });
      });
      admin.setErrorHandler(async (error, request, reply) => {
        if (error instanceof CannotSyncError) {
          const { code, message, nextStep } = describe(error.issue, "en");
          return reply.code(409).send({ error: { code, message, nextStep } });
        }
        if (!(error instanceof AdminError)) throw error;
        logger.warn("An admin request was not done", {
          route: request.routeOptions.url,
          code: error.code,
          httpStatus: error.status,
        });
        return reply.code(error.status).send({ error: error.problem });
      });

      admin.post("/connect", async (request) => {
        const input = checkConnectInput(json(request), parts.reach);
        const names = { host: new URL(input.dataverseUrl).host, system: input.system.system };
        return connect(parts, input).catch((error: unknown) => {
          throw explain(error, names) ?? error;
        });
      });

      admin.post("/sign-in-links", async (request, reply) =>
        reply.code(201).send(await makeSignInLink(parts, json(request))),
      );

      admin.post("/system-keys", async (request, reply) =>
        reply.code(201).send(await makeSystemKey(parts, json(request))),
      );

      admin.post("/disconnect", async (request) => {
        const body = z
          .object({ dataverseUrl: z.string(), purge: z.boolean().default(false) })
          .safeParse(json(request));
        if (!body.success) throw new AdminError(400, "BAD_INPUT", { details: "dataverseUrl is missing" });
        const { purge } = body.data;
        await disconnect(parts, checkUrl(body.data.dataverseUrl, true), { purge });
        return statusView(parts);
      });

      admin.post("/privacy/export", async (request) => exportPerson(parts, readPerson(json(request))));

      admin.post("/privacy/forget", async (request) => forgetPerson(parts, readPerson(json(request))));

      admin.post("/runs", async (request, reply) =>
        reply.code(202).send(await startRun(parts, json(request))),
      );

      admin.get<{ Params: { id: string } }>("/runs/:id", async (request) => {
        const run = z.guid().safeParse(request.params.id).success
          ? await findRun(database, request.params.id)
          : null;
        if (!run) throw new AdminError(404, "NO_RUN");
        return runView(run);
      });

      admin.get("/status", async () => statusView(parts));

      addCheckRoutes(admin, parts);
    },
    { prefix: "/admin" },
  );
}

/** Bodies are kept raw by the server; here they are JSON. */
function json(request: FastifyRequest): unknown {
  try {
    return JSON.parse(request.rawBody?.toString("utf8") ?? "");
  } catch {
    throw new AdminError(400, "BAD_INPUT", { details: "the body is no JSON" });
  }
}
