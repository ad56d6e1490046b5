import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Kernel, StoredRow } from "../../contracts";
import { isDataverseError } from "../../errors";
import { contentTypeOfFile, contentTypeOfWebResource } from "./content-types";
import { ribbonsOf } from "./ribbon";

/** An address with a version in it never changes its answer. */
const FOREVER = "private, max-age=31536000, immutable";
const ASK_AGAIN = "no-cache";
/** `/%7B637…%7D/WebResources/...`: the platform's way to name a version. */
const VERSION = /^\{[^{}]*\}$/;
const LOGICAL_NAME = /^[a-z][a-z0-9_]*$/;

/**
 * What the pages of a model-driven app load besides the Web API: web resources, files of custom controls, ribbons.
 * Only for people who are signed in, as on the platform.
 */
export function registerComponents(app: FastifyInstance, kernel: Kernel): void {
  const signedIn = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    try {
      await kernel.security.authenticate(request.headers);
    } catch (error) {
      if (!isDataverseError(error)) throw error;
      await reply
        .code(error.status)
        .headers(error.headers)
        .send({ error: { code: error.code, message: error.message } });
    }
  };

  void app.register((scope, _options, done) => {
    scope.addHook("preHandler", signedIn);
    scope.get<{ Params: { "*": string } }>("/WebResources/*", (request, reply) =>
      webResource(kernel, request, reply, request.params["*"], ASK_AGAIN),
    );
    scope.get<{ Params: { version: string; "*": string } }>("/:version/WebResources/*", (request, reply) =>
      VERSION.test(request.params.version)
        ? webResource(kernel, request, reply, request.params["*"], FOREVER)
        : reply.callNotFound(),
    );
    scope.get<{ Params: { "*": string } }>("/Controls/*", (request, reply) => {
      const path = request.params["*"];
      const [row] = kernel.store.findBy("customcontrolresource", "name", path);
      return send(request, reply, row, contentTypeOfFile(path), ASK_AGAIN);
    });
    scope.get<{ Querystring: { table?: string; etn?: string } }>("/local/host/ribbon", (request, reply) => {
      const table = request.query.table ?? request.query.etn ?? "";
      if (!LOGICAL_NAME.test(table) || kernel.model.table(table) === undefined) return notFound(reply);
      return reply
        .type("text/xml; charset=utf-8")
        .header("Cache-Control", ASK_AGAIN)
        .send(ribbonsOf(kernel, table));
    });
    done();
  });
}

const webResource = (
  kernel: Kernel,
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  caching: string,
) => {
  const [row] = kernel.store.findBy("webresource", "name", name);
  return send(request, reply, row, contentTypeOfWebResource(row?.values["webresourcetype"]), caching);
};

const send = (
  request: FastifyRequest,
  reply: FastifyReply,
  row: StoredRow | undefined,
  type: string,
  caching: string,
) => {
  if (row === undefined) return notFound(reply);
  const etag = `"${row.version}"`;
  void reply.headers({ "Cache-Control": caching, ETag: etag, "X-Content-Type-Options": "nosniff" });
  if (request.headers["if-none-match"] === etag) return reply.code(304).send();
  return reply.type(type).send(Buffer.from(String(row.values["content"] ?? ""), "base64"));
};

const notFound = (reply: FastifyReply) =>
  reply
    .code(404)
    .type("text/plain; charset=utf-8")
    .send(
      "The resource you are looking for has been removed, had its name changed, or is temporarily unavailable.",
    );
