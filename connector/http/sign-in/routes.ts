import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Strangers } from "../strangers";
import { KeyMissingError } from "../../secrets/cipher";
import { systemByKey } from "../../systems/registry";
import { browserCookie, browserIn, clearBrowserCookie } from "./cookie";
import { joinSystem } from "../../connect/sign-in/join";
import { finishSignIn, type CallbackQuery, type FinishParts } from "../../connect/sign-in/finish";
import { donePage, entryPage, formPage, headersFor, problemPage } from "./page";
import { askedOnPage, isJoining, type AnyLink } from "../../connect/sign-in/settings";
import { SignInError } from "../../connect/sign-in/sign-in-error";
import { CALLBACK_PATH, startSignIn } from "../../connect/sign-in/start";
import { AdminError } from "../../connect/admin-error";
import type { ConnectResponse } from "../../connect/admin-api";
import { isSignInCode, languageFor, problemInWords, type SignInProblem } from "../../connect/sign-in/texts";
import type { DescribedSetting } from "../../systems/contract/settings";
import type { Language } from "../../../core/issues/languages";

/** Asking for headers alone must not use anything up. */
const GET_ONLY = { exposeHeadRoute: false } as const;
/** A link, an address and two boxes. */
const FORM_LIMIT_BYTES = 8 * 1024;

/** The link or state is unknown or expired. Callers who repeat this are treated as strangers. */
const GUESSES: ReadonlySet<string> = new Set(["SETUP_LINK_INVALID", "SIGN_IN_STATE_INVALID"]);

export interface SignInParts extends FinishParts {
  readonly strangers: Strangers;
}

/** Pages for whoever has a setup link: enter the instance URL, sign in with Microsoft, connected. */
export function addSignInRoutes(server: FastifyInstance, parts: SignInParts): void {
  const { signIns, publicUrl, logger, strangers } = parts;

  /** What a form brought, and what its link was made with. @throws SignInError */
  const opened = async (request: FastifyRequest): Promise<Entered> => {
    const fields = new URLSearchParams(request.rawBody?.toString("utf8"));
    const link = fields.get("link") ?? "";
    const settings = await signIns.openLink(link).catch(unlessKeyGone);
    if (settings === null) throw new SignInError({ code: "SETUP_LINK_INVALID" });
    return { link, settings, fields, otherAccount: fields.has("otherAccount") };
  };

  server.register(async (pages) => {
    pages.addHook("onRequest", async (_request, reply) => void reply.headers(headersFor()));
    pages.setErrorHandler(async (error, request, reply) => {
      const known = error instanceof SignInError ? error : undefined;
      const problem = known?.problem ?? ({ code: "UNEXPECTED", params: { id: request.id } } as const);
      const fields = { route: request.routeOptions.url, code: problem.code, correlationId: request.id };
      const guessed = GUESSES.has(problem.code);
      if (!known) logger.error("A sign-in failed", { ...fields, error });
      else if (!guessed) logger.warn("A sign-in did not succeed", { ...fields, from: request.ip });
      const status = guessed ? strangers.refuse(request, reply, 400, "noLink") : known ? 400 : 500;
      const language = languageOf(request);
      return (
        reply
          .code(status)
          // Fastify drops the type of what failed.
          .headers(headersFor())
          .send(problemPage(language, problemInWords(problem, language), known?.link))
      );
    });

    pages.get("/connect", GET_ONLY, async (request, reply) => reply.send(entryPage(languageOf(request))));

    pages.post("/connect", { bodyLimit: FORM_LIMIT_BYTES }, async (request, reply) => {
      const entered = await opened(request);
      const { settings } = entered;
      const { dataverseUrl: url = "" } = settings;
      const autoSync = !isJoining(settings) && (settings.autoSync ?? true);
      return form(request, reply, entered, { url, autoSync });
    });

    pages.post("/connect/start", { bodyLimit: FORM_LIMIT_BYTES }, async (request, reply) => {
      const entered = await opened(request);
      const url = entered.fields.get("url") ?? "";
      // A box that is not ticked is not sent.
      const autoSync = entered.fields.has("autoSync");
      const values = Object.fromEntries(
        askedOnPage(entered.settings).flatMap(({ name }) => {
          const value = entered.fields.get(`setting.${name}`) ?? "";
          return value === "" ? [] : [[name, value] as const];
        }),
      );
      try {
        if (isJoining(entered.settings)) {
          const { answer, input } = await joinSystem(parts, entered.link, entered.settings, values);
          logger.info("Another system was connected from within Dynamics", {
            environmentId: answer.environmentId,
            correlationId: request.id,
            who: entered.settings.joins.askerId,
            from: request.ip,
          });
          return await reply.send(done(request, input.system.system, answer, true));
        }
        const start = { ...entered, url, autoSync, entered: values };
        const { settings } = entered;
        const { address, browser } = await startSignIn(parts, { ...start, settings });
        logger.info("A sign-in begins", { correlationId: request.id, from: request.ip });
        return await reply.header("set-cookie", browserCookie(publicUrl(), browser)).redirect(address, 303);
      } catch (error) {
        const known = asSignInError(error, entered.link);
        if (!known) throw error;
        return form(request, reply.code(400), entered, { url, autoSync, values }, known);
      }
    });

    pages.get<{ Querystring: CallbackQuery }>(CALLBACK_PATH, GET_ONLY, async (request, reply) => {
      void reply.header("set-cookie", clearBrowserCookie(publicUrl()));
      const browser = browserIn(publicUrl(), request.headers.cookie);
      const { answer, input, account } = await finishSignIn(parts, request.query, browser);
      logger.info("Signed in and connected", {
        environmentId: answer.environmentId,
        correlationId: request.id,
        who: account,
        from: request.ip,
      });
      return done(request, input.system.system, answer, false);
    });
  });
}

/** Connected. */
function done(request: FastifyRequest, system: string, answer: ConnectResponse, inApp: boolean): string {
  const language = languageOf(request);
  return donePage(language, {
    system,
    inApp,
    url: answer.dataverseUrl,
    importing: answer.runIds.length > 0,
    warnings: answer.warnings.map((warning) =>
      isSignInCode(warning.code)
        ? problemInWords({ code: warning.code, params: warning.params ?? {} }, language)
        : warning,
    ),
  });
}

/** What can be told beside what was entered. */
function asSignInError(error: unknown, link: string): SignInError | undefined {
  if (error instanceof SignInError) return error;
  if (!(error instanceof AdminError) || !isSignInCode(error.code)) return undefined;
  return new SignInError({ code: error.code, params: error.params }, link);
}

/** A form of ours that came back with a link that is good. */
interface Entered {
  readonly link: string;
  readonly settings: AnyLink;
  readonly fields: URLSearchParams;
  /** Somebody else than before may sign in. */
  readonly otherAccount: boolean;
}

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  { link, settings, otherAccount }: Entered,
  entered: {
    readonly url: string;
    readonly autoSync: boolean;
    readonly values?: Readonly<Record<string, string>>;
  },
  error?: SignInError,
): FastifyReply {
  const language = languageOf(request);
  const system = systemByKey(settings.system)?.system ?? settings.system;
  const asked = askedOnPage(settings);
  const problem = error && problemInWords(named(error.problem, asked, language), language);
  const { values = {}, ...rest } = entered;
  // What is secret is entered again: no page carries it back.
  const inputs = asked.map((each) => ({ ...each, value: each.secret ? "" : (values[each.name] ?? "") }));
  return reply.headers(headersFor(signInOrigin(settings))).send(
    formPage(language, {
      system,
      link,
      otherAccount,
      joins: isJoining(settings),
      inputs,
      ...rest,
      ...(problem ? { problem, about: error.problem.params?.setting } : {}),
    }),
  );
}

/** A setting is named as the page names it. */
function named(
  problem: SignInProblem,
  asked: readonly DescribedSetting[],
  language: Language,
): SignInProblem {
  const about = asked.find(({ name }) => name === problem.params?.setting);
  return about
    ? { ...problem, params: { ...problem.params, setting: about.words[language].label } }
    : problem;
}

const languageOf = (request: FastifyRequest) => languageFor(request.headers["accept-language"]);

/** Where the form leads in the end. */
const signInOrigin = (settings: AnyLink): string | undefined =>
  isJoining(settings)
    ? undefined
    : (URL.parse(settings.authority ?? "")?.origin ?? "https://login.microsoftonline.com");

/** A link sealed with a key that was retired since: as good as expired. */
function unlessKeyGone(error: unknown): null {
  if (error instanceof KeyMissingError) return null;
  throw error;
}
