import { existsSync, readFileSync } from "node:fs";
import { OpenAPIBackend, SetMatchType, type Document } from "openapi-backend";
import { DOCUMENTED_INTERFACE } from "./documented-interface";

/** A request as it came in, and its answer as it went out. */
export interface Exchange {
  readonly method: string;
  /** Path and query, without the host. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    /** Null where there is none. */
    readonly body: unknown;
  };
}

/** Judges what is asked and answered by a description of the interface that nobody of us wrote code from. */
export class Judge {
  private constructor(private readonly by: OpenAPIBackend) {}

  /** @param apiRoot path under which the interface is served */
  static async of(definition: Document, apiRoot: string): Promise<Judge> {
    // Front's own file is no valid OpenAPI; `quick` takes it as it is.
    return new Judge(await new OpenAPIBackend({ definition, apiRoot, quick: true }).init());
  }

  /** Name of the operation that this is, in the words of the description; null where it knows none. */
  operationOf({ method, url }: Exchange): string | null {
    return this.by.router.matchOperation({ method, path: url, headers: {} })?.operationId ?? null;
  }

  /** What was asked or answered otherwise than described. A request that is refused may be wrong; its answer may not. */
  faultsOf(exchange: Exchange): readonly string[] {
    const { answer, headers, method, url } = exchange;
    const [path, query] = url.split("?") as [string, string | undefined];
    const operation = this.by.router.matchOperation({ method, path, headers: {} });
    if (!operation) return [`${method} ${url}: no such operation`];
    const { status } = answer;
    const say = (what: string) => `${method} ${url}: ${what}`;
    const { responses = {} } = operation;
    const isKnown = String(status) in responses || (status >= 400 && "default" in responses);
    // Front's own file names hardly any failures.
    if (!isKnown) return status >= 400 ? [] : [say(`an answer ${status} is not described`)];
    const sent = exchange.body as Record<string, unknown> | undefined;
    const judged = {
      asked:
        status < 400
          ? this.by.validator.validateRequest({ method, path, query, headers, body: sent }, operation)
          : { valid: true },
      answered: this.by.validator.validateResponse(answer.body, operation, status),
      headers: this.by.validator.validateResponseHeaders(answer.headers, operation, {
        statusCode: status,
        setMatchType: SetMatchType.Superset,
      }),
    };
    return Object.entries(judged).flatMap(([part, { errors }]) =>
      (errors ?? []).map(({ instancePath, message, params }) =>
        say(`${part}${instancePath} ${message} ${JSON.stringify(params)}`),
      ),
    );
  }
}

/** Name of our own description. */
export const OURS = "what Front documents";

/**
 * The descriptions to judge by: ours always, and Front's own file (core-api.json of github.com/frontapp/front-api-specs, which may not be
 * handed on) where FRONT_OPENAPI_FILE names it.
 */
export function descriptions(): readonly (readonly [name: string, definition: Document])[] {
  const file = process.env.FRONT_OPENAPI_FILE;
  const ours = [OURS, DOCUMENTED_INTERFACE] as const;
  return file && existsSync(file) ? [ours, ["Front's own file", fromFront(file)]] : [ours];
}

function fromFront(file: string): Document {
  const definition = JSON.parse(readFileSync(file, "utf8")) as {
    components: { parameters: { cardQuery: { schema: object } } };
  };
  // Its text says that this is an object with two members; its type, that it is a string.
  definition.components.parameters.cardQuery.schema = { type: "object" };
  return definition as unknown as Document;
}
