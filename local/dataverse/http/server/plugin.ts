import type { FastifyInstance, FastifyRequest } from "fastify";
import type { CallContext, Kernel } from "../../contracts";
import { badBatch, methodNotAllowed, payloadTooLarge, resourceNotFound, urlTooLong } from "../../errors";
import { holdUntilModelled, NO_COST, type ModelledCost } from "../../limits/modelled-cost";
import type { ServiceProtection } from "../../limits/service-protection";
import { NO_ANNOTATIONS, parseAnnotations } from "../../odata/write/annotations";
import type { Transaction } from "../../store/types";
import { parseBatch } from "../batch/parse";
import { runBatch } from "../batch/run";
import type { BatchRequest, BatchResponse } from "../batch/types";
import { writeBatch } from "../batch/write";
import { dispatch } from "../dispatch";
import { parsePrefer } from "../prefer";
import type { RowCount, WireResponse } from "../wire";
import { asFault, faultAnswer, finished } from "./answer";
import { wireRequest, type RawRequest } from "./request";

export interface DataversePluginOptions {
  readonly kernel: Kernel;
  readonly limits?: ServiceProtection;
  readonly cost?: ModelledCost;
  /** Told of errors that are none of the platform's: bugs of the local Dataverse. */
  readonly report?: (error: unknown) => void;
}

/** The largest body the platform takes in one request (docs: bulk-operations, message size of 116.85 MB). */
const MAX_BODY_BYTES = 116_850_000;
/** `x-ms-dop-hint`: the parallelism the platform recommends to a small environment (facts: limits, captured value). */
const DOP_HINT = "4";
/** Longest address outside of a batch (docs: execute-batch-operations, URL length). */
const MAX_URL_LENGTH = 32_768;
const ROOT = /^\/api\/data\/(v9\.[0-2])(?:\/(.*))?$/;

type Headers = Readonly<Record<string, string | undefined>>;

/** Adds the Web API, `/api/data/v9.2/...`, to a Fastify server. */
export const registerDataverse = async (
  app: FastifyInstance,
  options: DataversePluginOptions,
): Promise<void> => {
  const server = new WebApi(options);
  await app.register(async (scope) => {
    // What the server itself refuses (a body too large) is told as the platform tells it.
    scope.setErrorHandler(async (error, request, reply) => {
      const answer = server.refuse(error, flat(request.headers));
      return reply
        .code(answer.status)
        .headers(answer.headers)
        .send(answer.body ?? "");
    });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "*",
      { parseAs: "string", bodyLimit: MAX_BODY_BYTES },
      (_request, body, done) => done(null, body),
    );
    scope.route({
      method: ["GET", "POST", "PATCH", "PUT", "DELETE"],
      url: "/api/data/*",
      bodyLimit: MAX_BODY_BYTES,
      handler: async (request, reply) => {
        const answer = await server.answer(request);
        void reply.code(answer.status).headers(answer.headers);
        return reply.send(answer.body ?? "");
      },
    });
  });
};

class WebApi {
  constructor(private readonly options: DataversePluginOptions) {}

  async answer(request: FastifyRequest) {
    const { kernel, limits, cost = NO_COST } = this.options;
    const headers = flat(request.headers);
    const requestId = headers["x-ms-client-request-id"] ?? kernel.newId();
    let more: Readonly<Record<string, string>> = {};
    try {
      const context = await kernel.security.authenticate(request.headers);
      const started = performance.now();
      const admission = limits?.admit(context.initiatingUserId);
      more = { "x-ms-dop-hint": DOP_HINT, ...admission?.headers };
      const rows = { written: 0, read: 0 };
      try {
        return finished(requestId, await this.route(request, headers, context, rows), more);
      } finally {
        admission?.end(await holdUntilModelled(cost, rows, started));
      }
    } catch (error) {
      return finished(requestId, this.fault(error, headers), more);
    }
  }

  /** The answer to a request that did not get as far as {@link answer}. */
  refuse(error: unknown, headers: Headers) {
    const tooLarge = (error as { statusCode?: number }).statusCode === 413;
    const known = tooLarge ? payloadTooLarge(MAX_BODY_BYTES) : error;
    return finished(this.options.kernel.newId(), this.fault(known, headers));
  }

  private route(
    request: FastifyRequest,
    headers: Headers,
    context: CallContext,
    rows: RowCount,
  ): Promise<WireResponse> {
    const [found, version = "", rest = ""] = ROOT.exec(request.raw.url ?? "") ?? [];
    if (found === undefined) throw resourceNotFound(request.raw.url?.split("?")[0] ?? "");
    if (rest.length > MAX_URL_LENGTH) throw urlTooLong(MAX_URL_LENGTH);
    const base = `${request.protocol}://${request.host}/api/data/${version}/`;
    const body = typeof request.body === "string" ? request.body : "";
    const raw: RawRequest = { method: request.method, url: rest, base, headers, body, rows };
    if (/^(\$|%24)batch(\?|$)/i.test(rest)) return this.batch(raw, context);
    return dispatch(wireRequest(this.options.kernel, context, raw));
  }

  private async batch(raw: RawRequest, context: CallContext): Promise<WireResponse> {
    if (raw.method !== "POST") throw methodNotAllowed(raw.method);
    const { kernel } = this.options;
    const parts = parseBatch(raw.headers["content-type"] ?? "", raw.body);
    const host = {
      dispatch: (request: BatchRequest, tx?: Transaction) => this.part(raw, context, request, tx),
      together: <R>(work: (tx: Transaction) => Promise<R>) => kernel.together(work),
      fault: (error: unknown) => this.partAnswer(this.fault(error, {})),
    };
    const { status, answers } = await runBatch(
      parts,
      host,
      parsePrefer(raw.headers["prefer"]).continueOnError,
    );
    const { contentType, body } = writeBatch(answers);
    return { status, headers: { "Content-Type": contentType }, body };
  }

  /** One request of a batch: its own headers, the batch's caller unless it impersonates somebody itself. */
  private async part(
    outer: RawRequest,
    context: CallContext,
    request: BatchRequest,
    tx?: Transaction,
  ): Promise<BatchResponse> {
    const headers = { ...request.headers };
    try {
      const url = relativeUrl(request.url);
      const impersonates = "mscrmcallerid" in headers || "callerobjectid" in headers;
      const caller = impersonates
        ? await this.options.kernel.security.authenticate({ ...outer.headers, ...headers })
        : context;
      const raw: RawRequest = {
        method: request.method,
        url,
        base: outer.base,
        headers,
        body: request.body,
        rows: outer.rows,
      };
      return this.partAnswer(await dispatch(wireRequest(this.options.kernel, caller, raw, tx)));
    } catch (error) {
      return this.partAnswer(this.fault(error, headers));
    }
  }

  private partAnswer(response: WireResponse): BatchResponse {
    const isJson = response.body !== undefined && typeof response.body !== "string";
    const body = isJson ? JSON.stringify(response.body) : (response.body as string | undefined);
    const type: Record<string, string> = isJson
      ? { "Content-Type": "application/json; odata.metadata=minimal" }
      : {};
    return {
      status: response.status,
      headers: { ...type, "OData-Version": "4.0", ...response.headers },
      ...(body === undefined ? {} : { body }),
    };
  }

  private fault(error: unknown, headers: Headers): WireResponse {
    return faultAnswer(asFault(error, this.options.report ?? (() => undefined)), safeAnnotations(headers));
  }
}

/** A batch's address is absolute, relative to the host (`/api/data/...`), or relative to the service. */
const relativeUrl = (url: string): string => {
  const path = url.replace(/^https?:\/\/[^/]+/i, "");
  const rest = ROOT.exec(path)?.[2];
  if (rest !== undefined) return rest;
  if (path.startsWith("/")) throw badBatch(`The URL '${url}' is not part of this service.`);
  return path;
};

const safeAnnotations = (headers: Headers) => {
  try {
    return parseAnnotations(parsePrefer(headers["prefer"]).annotations);
  } catch {
    return NO_ANNOTATIONS;
  }
};

const flat = (headers: FastifyRequest["headers"]): Headers =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value]),
  );
