import type { FastifyReply, FastifyRequest } from "fastify";
import type { Kernel } from "../../contracts";
import { localUsers } from "../../security/seed/people";
import type { Authority } from "../authority";
import { authorizeFaultPage, authorizePage, languageOf, type Person } from "./authorize-page";
import { answerAt, readAuthorizeRequest } from "./authorize-request";
import type { Grants } from "./grants";

interface Parts {
  readonly kernel: Kernel;
  readonly authority: Authority;
  readonly grants: Grants;
}

const NO_STORE = { "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" } as const;

/** `GET /local/oauth2/v2.0/authorize` asks who signs in; `POST` with her name (`user`), or `cancel`, goes back with the answer. */
export const authorize =
  ({ kernel, authority, grants }: Parts) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const fields = { ...(request.query as object), ...(request.body as object | undefined) } as Record<
      string,
      unknown
    >;
    const language = languageOf(request.headers["accept-language"]);
    void reply.headers(NO_STORE);
    const read = readAuthorizeRequest(fields, authority, kernel.organization.host);
    if ("fault" in read) return html(reply.code(400), authorizeFaultPage(read, language));
    const { redirectUri, state } = read;
    const back = (answer: Readonly<Record<string, string | undefined>>) =>
      reply.redirect(answerAt(redirectUri, { ...answer, state }), 303);
    if ("error" in read) return back({ error: read.error, error_description: read.description });

    if (request.method === "POST" && fields["cancel"] !== undefined) {
      return back({
        error: "access_denied",
        error_description: "AADSTS65004: User declined to consent to access the app.",
      });
    }
    const chosen = people(kernel).find(({ signIn }) => signIn === fields["user"]);
    if (request.method === "POST" && chosen !== undefined) {
      const { state: _state, ...grant } = read;
      return back({ code: grants.code({ ...grant, userId: chosen.id }) });
    }
    const kept = Object.fromEntries(
      Object.entries(fields).filter(
        (field): field is [string, string] => typeof field[1] === "string" && field[0] !== "user",
      ),
    );
    return html(reply, authorizePage(read, kept, people(kernel), language));
  };

/** Whoever signs in with a browser; services have secrets instead. */
function people(kernel: Kernel): readonly (Person & { readonly id: string })[] {
  return localUsers.flatMap(({ id, signIn, firstName, lastName, email, applicationId }) => {
    const row = kernel.store.get("systemuser", id);
    if (signIn === undefined || applicationId !== undefined || row?.values["isdisabled"] !== false) return [];
    return [{ id, signIn, name: `${firstName} ${lastName}`, email }];
  });
}

const html = (reply: FastifyReply, page: string): FastifyReply =>
  reply.type("text/html; charset=utf-8").send(page);
