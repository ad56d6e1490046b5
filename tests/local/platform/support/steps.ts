import type { Environment, Identity } from "./environment";

export interface StepOptions {
  readonly message: string;
  readonly table?: string;
  readonly stage?: number;
  readonly mode?: number;
  readonly rank?: number;
  readonly filteringAttributes?: string;
  readonly authType?: number;
  readonly authValue?: string;
  readonly deleteOnSuccess?: boolean;
}

const idOf = (answer: { readonly headers: Headers; readonly text: string }): string => {
  const id = /\(([0-9a-f-]{36})\)$/.exec(answer.headers.get("odata-entityid") ?? "")?.[1];
  if (id === undefined) throw new Error(`No row was created: ${answer.text}`);
  return id;
};

/** Registers an endpoint and a step on it the way any tool does, over the Web API; gives the step's id. */
export async function registerStep(
  environment: Environment,
  url: string,
  options: StepOptions,
): Promise<string> {
  const { message, authType = 4, authValue } = options;
  const endpoint = idOf(
    await environment.call("POST", "serviceendpoints", {
      body: {
        name: `hook ${message}`,
        contract: 8,
        connectionmode: 1,
        messageformat: 2,
        authtype: authType,
        url,
        ...(authValue === undefined ? {} : { authvalue: authValue }),
      },
    }),
  );
  return registerStepOn(environment, endpoint, options);
}

/** Registers a step on an endpoint that is there; gives the step's id. */
export async function registerStepOn(
  environment: Environment,
  endpoint: string,
  options: StepOptions,
  as: Identity = "admin",
): Promise<string> {
  const { message, table, stage = 40, mode = 0, rank = 1 } = options;
  const of = async (path: string): Promise<Record<string, string>> =>
    (await environment.call("GET", path, { as })).json.value[0] as Record<string, string>;
  const found = await of(`sdkmessages?$select=sdkmessageid&$filter=name eq '${message}'`);
  const filter =
    table === undefined
      ? undefined
      : await of(
          `sdkmessagefilters?$select=sdkmessagefilterid&$filter=sdkmessageid/name eq '${message}' and primaryobjecttypecode eq '${table}'`,
        );
  return idOf(
    await environment.call("POST", "sdkmessageprocessingsteps", {
      as,
      body: {
        name: `step ${message}`,
        stage,
        mode,
        rank,
        supporteddeployment: 0,
        asyncautodelete: options.deleteOnSuccess ?? false,
        ...(options.filteringAttributes === undefined
          ? {}
          : { filteringattributes: options.filteringAttributes }),
        "sdkmessageid@odata.bind": `/sdkmessages(${found["sdkmessageid"]})`,
        "eventhandler_serviceendpoint@odata.bind": `/serviceendpoints(${endpoint})`,
        ...(filter === undefined
          ? {}
          : { "sdkmessagefilterid@odata.bind": `/sdkmessagefilters(${filter["sdkmessagefilterid"]})` }),
      },
    }),
  );
}
