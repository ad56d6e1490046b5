import type { z } from "zod";
import type { Engine } from "./engine";

/** The routes of a system that calls us as if we were its CRM, and waits for the answer. */
export interface Routes {
  /** The header its key comes in, in lower case. We make the key; it is looked at before anything else of a call. */
  readonly keyHeader: string;
  /** The route by which it looks whether anybody is here, before it is connected as well. */
  readonly healthPath: string;
  /** The largest body of a call. */
  readonly bodyLimitBytes: number;
  readonly list: readonly Route[];
}

export type Method = "GET" | "POST" | "PUT" | "PATCH";

/** What a call is answered with. */
export interface RouteAnswer {
  readonly status: 200 | 201;
  readonly body: unknown;
}

/** One method and path; see {@link route}. */
export interface Route {
  readonly method: Method;
  /** Below the connection's own address, e.g. "/tasks/:id". */
  readonly path: string;
  /** Where absent, the route takes no body. */
  readonly body?: z.ZodType;
  /** @param body as {@link body} has read it @throws RouteRefusal */
  answer(
    call: { readonly body: unknown; readonly params: Readonly<Record<string, string>> },
    engine: Engine,
  ): Promise<RouteAnswer>;
}

/** A call that is not done; whoever called gets `{error, message}`. */
export class RouteRefusal extends Error {
  override readonly name = "RouteRefusal";

  constructor(
    readonly status: 400 | 404 | 500,
    /** A word or code that programs may look at. */
    readonly error: string,
    message: string,
  ) {
    super(message);
  }
}

/** A route without a body. */
export function route(
  method: Method,
  path: string,
  answer: (engine: Engine, params: Readonly<Record<string, string>>) => Promise<RouteAnswer>,
): Route {
  return { method, path, answer: ({ params }, engine) => answer(engine, params) };
}

/** A route with a body: one that does not fit the schema is answered with 400, and what is wrong with it. */
export function routeWithBody<T>(
  method: Method,
  path: string,
  body: z.ZodType<T>,
  answer: (body: T, engine: Engine, params: Readonly<Record<string, string>>) => Promise<RouteAnswer>,
): Route {
  return {
    method,
    path,
    body,
    answer: (call, engine) => answer(call.body as T, engine, call.params),
  };
}

export interface FoundRoute {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The route that a call means: fixed pieces go before named ones. Null where there is none. */
export function findRoute(routes: readonly Route[], method: string, path: string): FoundRoute | null {
  const found = routes.flatMap((each) => {
    const params = each.method === method ? paramsOf(each.path, path) : null;
    return params ? [{ route: each, params }] : [];
  });
  return found.sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)[0] ?? null;
}

function paramsOf(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [at, piece] of wanted.entries()) {
    const value = given[at]!;
    if (!piece.startsWith(":")) {
      if (piece !== value) return null;
    } else if (value === "") return null;
    else params[piece.slice(1)] = value;
  }
  return params;
}
