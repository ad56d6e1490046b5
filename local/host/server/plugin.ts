import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { IncomingHttpHeaders } from "node:http";
import type { FastifyInstance, FastifyReply } from "fastify";
import { appPage } from "./app-page";
import { signInPage } from "./sign-in-page";

export interface HostOptions {
  /** Folder with the built scripts (`dist/local`). */
  readonly assets: string;
  /** Whether a request carries a session that is still open; without it the page itself finds out. */
  readonly isSignedIn?: (headers: IncomingHttpHeaders) => Promise<boolean>;
}

/** Scripts and styles come from this server alone; styles are also written into the page by Fluent. */
const CONTENT_SECURITY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self' data:; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'";

const HEADERS = {
  "Content-Security-Policy": CONTENT_SECURITY,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cache-Control": "no-cache",
};

const sendPage = (reply: FastifyReply, html: string) =>
  reply.headers(HEADERS).type("text/html; charset=utf-8").send(html);

/** The model-driven app: its page at Dynamics' own address, its script, and the page to sign in at. */
export function hostPlugin({ assets, isSignedIn = async () => true }: HostOptions) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get("/", (_request, reply) => reply.redirect("/main.aspx"));
    app.get("/main.aspx", async (request, reply) =>
      (await isSignedIn(request.headers))
        ? sendPage(reply, appPage())
        : reply.redirect(`/local/host/signin?return=${encodeURIComponent(request.url)}`),
    );
    app.get<{ Querystring: { return?: string } }>("/local/host/signin", (request, reply) =>
      sendPage(reply, signInPage(request.query.return, request.headers["accept-language"])),
    );
    app.get("/local/host/host.js", async (_request, reply) => {
      const script = await readFile(join(assets, "host.js")).catch(() => undefined);
      if (!script) return reply.code(503).send('console.error("The form host is not built: npm run build");');
      return reply
        .headers({ ...HEADERS })
        .type("text/javascript; charset=utf-8")
        .send(script);
    });
    app.get("/favicon.ico", (_request, reply) => reply.code(204).send());
  };
}
