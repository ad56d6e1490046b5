import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import formbody from "@fastify/formbody";
import type { Kernel } from "../contracts";
import { crossOriginRefused } from "../security/errors";
import { localUsers } from "../security/seed/people";
import { TOKEN_PATH, type Authority } from "./authority";
import { openIdConfiguration } from "./openid-configuration";
import { authorize } from "./sign-in/authorize";
import type { Grants } from "./sign-in/grants";
import { maySpendSession } from "./same-origin";
import { clearCookie, sessionIdIn, setCookie, type Sessions } from "./sessions";
import { answerTokenRequest } from "./token-endpoint";

interface Dependencies {
  readonly kernel: Kernel;
  readonly authority: Authority;
  readonly sessions: Sessions;
  readonly grants: Grants;
}

/** Routes of the local authority, under `/local`: tokens, discovery, keys, signing in and out with a browser. */
export function registerIdentity(
  app: FastifyInstance,
  { kernel, authority, sessions, grants }: Dependencies,
): void {
  void app.register(async (scope) => {
    await scope.register(formbody);
    scope.post<{ Body: Record<string, unknown> | undefined }>(TOKEN_PATH, async (request, reply) => {
      const { status, body } = answerTokenRequest(
        { kernel, authority, grants },
        request.body ?? {},
        request.headers.authorization,
      );
      return reply.code(status).headers({ "Cache-Control": "no-store", Pragma: "no-cache" }).send(body);
    });
    scope.route({
      method: ["GET", "POST"],
      url: "/local/oauth2/v2.0/authorize",
      handler: authorize({ kernel, authority, grants }),
    });
    for (const path of [
      "/local/v2.0/.well-known/openid-configuration",
      "/local/.well-known/openid-configuration",
    ])
      scope.get(path, () => openIdConfiguration(authority.issuer()));
    scope.get("/local/discovery/v2.0/keys", () => authority.jwks());
    scope.route({ method: ["GET", "POST"], url: "/local/signin", handler: signIn(kernel, sessions) });
    scope.route({ method: ["GET", "POST"], url: "/local/signout", handler: signOut(sessions) });
  });
}

/** Refuses writes that another site makes with the browser's session. Register before any route. */
export function guardSessions(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    if (maySpendSession(request.method, request.headers)) return;
    const { code, message, status } = crossOriginRefused();
    await reply.code(status).send({ error: { code, message } });
  });
}

interface SignInQuery {
  readonly user?: string;
  readonly return?: string;
}

/** `GET /local/signin?user=seller&return=/main.aspx`: starts a session and goes back to where the person came from. */
const signIn =
  (kernel: Kernel, sessions: Sessions) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const query = { ...(request.body as SignInQuery | undefined), ...(request.query as SignInQuery) };
    const local = localUsers.find((user) => user.signIn === query.user && user.applicationId === undefined);
    const user = local === undefined ? undefined : kernel.store.get("systemuser", local.id);
    if (user === undefined || user.values["isdisabled"] === true) {
      return reply.code(400).send({
        error: {
          code: "0x80072560",
          message: `Nobody signs in here as "${query.user ?? ""}". Use user=admin or user=seller.`,
        },
      });
    }
    void reply.header("Set-Cookie", setCookie(sessions.open(user.id))).header("Cache-Control", "no-store");
    const back = ownPath(query.return);
    return back === undefined ? reply.send({ userId: user.id }) : reply.redirect(back, 303);
  };

const signOut =
  (sessions: Sessions) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const session = sessionIdIn(request.headers.cookie);
    if (session !== undefined) sessions.close(session);
    void reply.header("Set-Cookie", clearCookie());
    const back = ownPath((request.query as SignInQuery).return);
    return back === undefined ? reply.code(204).send() : reply.redirect(back, 303);
  };

/** A path on this server, so that signing in cannot send anybody elsewhere. */
const ownPath = (path: string | undefined): string | undefined =>
  path !== undefined && /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(path) ? path : undefined;
