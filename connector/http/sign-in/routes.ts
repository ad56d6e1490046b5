import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { KeyMissingError } from "../../secrets/cipher";
import { systemByKey } from "../../systems/registry";
import { browserCookie, browserIn, clearBrowserCookie } from "./cookie";
import { finishSignIn, type CallbackQuery, type FinishParts } from "../../connect/sign-in/finish";
import { donePage, formPage, headersFor, problemPage } from "./page";
import type { LinkSettings } from "../../connect/sign-in/settings";
import { SignInError } from "../../connect/sign-in/sign-in-error";
import { CALLBACK_PATH, startSignIn } from "../../connect/sign-in/start";
import { languageFor, problemInWords } from "../../connect/sign-in/texts";

interface LinkQuery {
  readonly link?: unknown;
  readonly url?: unknown;
  readonly autoSync?: unknown;
}

/** Asking for headers alone must not use anything up. */
const GET_ONLY = { exposeHeadRoute: false } as const;

/** Pages for whoever has a setup link: enter the instance URL, sign in with Microsoft, connected. */
export function addSignInRoutes(server: FastifyInstance, parts: FinishParts): void {
  const { signIns, publicUrl, logger } = parts;

  /** The link and what it was made with. @throws SignInError */
  const opened = async (
    link: unknown,
  ): Promise<{ readonly link: string; readonly settings: LinkSettings }> => {
    const settings = typeof link === "string" ? await signIns.openLink(link).catch(unlessKeyGone) : null;
    if (typeof link !== "string" || settings === null) throw new SignInError({ code: "SETUP_LINK_INVALID" });
    return { link, settings };
  };

  server.register(async (pages) => {
    pages.addHook("onRequest", async (_request, reply) => void reply.headers(headersFor()));
    pages.setErrorHandler(async (error, request, reply) => {
      const known = error instanceof SignInError ? error : undefined;
      const problem = known?.problem ?? ({ code: "UNEXPECTED", params: { id: request.id } } as const);
      const fields = { route: request.routeOptions.url, code: problem.code, correlationId: request.id };
      if (known) logger.warn("A sign-in did not succeed", fields);
      else logger.error("A sign-in failed", { ...fields, error });
      const language = languageOf(request);
      return reply
        .code(known ? 400 : 500)
        .send(problemPage(language, problemInWords(problem, language), known?.link));
    });

    pages.get<{ Querystring: LinkQuery }>("/connect", GET_ONLY, async (request, reply) => {
      const { link, settings } = await opened(request.query.link);
      const url = settings.dataverseUrl ?? "";
      return form(request, reply, link, settings, { url, autoSync: settings.autoSync ?? true });
    });

    pages.get<{ Querystring: LinkQuery }>("/connect/start", GET_ONLY, async (request, reply) => {
      const { link, settings } = await opened(request.query.link);
      const url = typeof request.query.url === "string" ? request.query.url : "";
      // A box that is not ticked is not sent.
      const autoSync = request.query.autoSync !== undefined;
      try {
        const { address, browser } = await startSignIn(parts, { link, settings, url, autoSync });
        logger.info("A sign-in begins", { correlationId: request.id });
        return await reply.header("set-cookie", browserCookie(publicUrl(), browser)).redirect(address, 303);
      } catch (error) {
        if (!(error instanceof SignInError)) throw error;
        return form(request, reply.code(400), link, settings, { url, autoSync }, error);
      }
    });

    pages.get<{ Querystring: CallbackQuery }>(CALLBACK_PATH, GET_ONLY, async (request, reply) => {
      void reply.header("set-cookie", clearBrowserCookie(publicUrl()));
      const browser = browserIn(publicUrl(), request.headers.cookie);
      const { answer, input } = await finishSignIn(parts, request.query, browser);
      logger.info("Signed in and connected", {
        environmentId: answer.environmentId,
        correlationId: request.id,
      });
      const { system } = input.system;
      return donePage(languageOf(request), {
        system,
        url: answer.dataverseUrl,
        importing: answer.runIds.length > 0,
        warnings: answer.warnings,
      });
    });
  });
}

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  link: string,
  settings: LinkSettings,
  entered: { readonly url: string; readonly autoSync: boolean },
  error?: SignInError,
): FastifyReply {
  const language = languageOf(request);
  const system = systemByKey(settings.system)?.system ?? settings.system;
  const problem = error && problemInWords(error.problem, language);
  return reply
    .headers(headersFor(signInOrigin(settings)))
    .send(formPage(language, { system, link, ...entered, ...(problem ? { problem } : {}) }));
}

const languageOf = (request: FastifyRequest) => languageFor(request.headers["accept-language"]);

/** Where the form leads in the end. */
const signInOrigin = ({ authority }: LinkSettings): string =>
  URL.parse(authority ?? "")?.origin ?? "https://login.microsoftonline.com";

/** A link sealed with a key that was retired since: as good as expired. */
function unlessKeyGone(error: unknown): null {
  if (error instanceof KeyMissingError) return null;
  throw error;
}
