import type {
  AdminFailure,
  ConnectRequest,
  ConnectResponse,
  DisconnectRequest,
  MappingChecksResponse,
  PersonErased,
  PersonExport,
  PersonRequest,
  RunView,
  SignInAgainRequest,
  SignInLinkRequest,
  SignInLinkResponse,
  StartRunRequest,
  StartRunResponse,
  StatusResponse,
  SystemKeyRequest,
  SystemKeyResponse,
  UndoRunRequest,
} from "../connect/admin-api";
import { CliError } from "./cli-error";
import type { ConnectorAddress } from "./connector-options";

/** Connecting registers steps and reads metadata, a person is looked for everywhere: it may take a while. Everything else answers at once. */
const CONNECT_DEADLINE_MS = 5 * 60_000;
const DEADLINE_MS = 30_000;

/** The admin API of the running connector. Every method throws CliError with the connector's own words. */
export class AdminClient {
  constructor(private readonly address: ConnectorAddress) {}

  connect(request: ConnectRequest): Promise<ConnectResponse> {
    return this.send("POST", "/admin/connect", request, CONNECT_DEADLINE_MS);
  }

  signInLink(request: SignInLinkRequest): Promise<SignInLinkResponse> {
    return this.send("POST", "/admin/sign-in-links", request);
  }

  systemKey(request: SystemKeyRequest): Promise<SystemKeyResponse> {
    return this.send("POST", "/admin/system-keys", request);
  }

  disconnect(request: DisconnectRequest): Promise<StatusResponse> {
    return this.send("POST", "/admin/disconnect", request, CONNECT_DEADLINE_MS);
  }

  exportPerson(request: PersonRequest): Promise<PersonExport> {
    return this.send("POST", "/admin/privacy/export", request, CONNECT_DEADLINE_MS);
  }

  forgetPerson(request: PersonRequest): Promise<PersonErased> {
    return this.send("POST", "/admin/privacy/forget", request, CONNECT_DEADLINE_MS);
  }

  signInAgain(request: SignInAgainRequest): Promise<SignInLinkResponse> {
    return this.send("POST", "/admin/sign-in-links", request);
  }

  startRun(request: StartRunRequest | UndoRunRequest): Promise<StartRunResponse> {
    return this.send("POST", "/admin/runs", request);
  }

  run(id: string): Promise<RunView> {
    return this.send("GET", `/admin/runs/${encodeURIComponent(id)}`);
  }

  mappingChecks(): Promise<MappingChecksResponse> {
    return this.send("GET", "/admin/mappings/check");
  }

  status(): Promise<StatusResponse> {
    return this.send("GET", "/admin/status");
  }

  private async send<T>(method: string, path: string, body?: unknown, deadlineMs = DEADLINE_MS): Promise<T> {
    let answer: Response;
    try {
      answer = await fetch(this.address.url + path, {
        method,
        headers: {
          authorization: `Bearer ${this.address.adminKey}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        redirect: "error",
        signal: AbortSignal.timeout(deadlineMs),
      });
    } catch (error) {
      throw this.unreachable(error);
    }
    if (!answer.ok) throw await failure(answer);
    return (await answer.json()) as T;
  }

  private unreachable(error: unknown): CliError {
    const late = error instanceof Error && error.name === "TimeoutError";
    return new CliError(
      late
        ? `The connector at ${this.address.url} did not answer in time.`
        : `No connector answers at ${this.address.url}.`,
      late
        ? "Look into the connector's log."
        : 'Start it with "wave-sync serve", or say where it is with --connector.',
      "CONNECTOR_UNREACHABLE",
    );
  }
}

async function failure(answer: Response): Promise<CliError> {
  if (answer.status === 401) {
    return new CliError(
      "The connector did not accept the admin key.",
      "Use the connector's own: the same WAVE_SYNC_ADMIN_KEY, or the same data folder (WAVE_SYNC_DATA).",
      "WRONG_ADMIN_KEY",
    );
  }
  try {
    const { error } = (await answer.json()) as AdminFailure;
    if (error.message) return CliError.from(error);
  } catch {
    // What answered is no connector; the words below say so.
  }
  return new CliError(
    `The connector answered ${answer.status}.`,
    "Check that --connector is the address of a connector's admin listener (WAVE_SYNC_ADMIN_HOST, WAVE_SYNC_ADMIN_PORT).",
  );
}
