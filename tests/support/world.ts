import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type ConnectResponse, type RunView, type StatusResponse } from "../../connector/connect/admin-api";
import { isFinished } from "../../connector/state/run-status";
import { generateContacts } from "../../local/samples";
import { SANDBOX_API_KEY, type WaveContact } from "../../local/sandboxes/wave";
import { startConnector, type ConnectorProcess } from "../../local/start/connector-process";
import { startDynamics, type LocalDynamics } from "../../local/start/local-dynamics";
import { freePort } from "../../local/start/ports";
import { built } from "../../local/start/project-folder";
import { fillDataFolder } from "./data-template";
import { eventually } from "./eventually";
import { loseEvents } from "./lose-events";
import { WebApi } from "./web-api";

export interface WorldOptions {
  /** What Wave holds; by default a few samples. */
  readonly contacts?: readonly WaveContact[];
  /** False: neither side tells of changes, so that what is synced is what a person asks for. */
  readonly events?: boolean;
  /** Settings of the connector. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Enough that every special case of the samples is there twice. */
const FEW = 60;

/**
 * Everything a person has on a laptop: local Dynamics with the built solution, Wave's sandbox, and the connector as the
 * process it ships as. Dynamics and the sandbox run in the test's process, so that a test can look into them.
 */
export class World {
  private constructor(
    readonly dynamics: LocalDynamics,
    public connector: ConnectorProcess,
    readonly dataFolder: string,
    private readonly port: number,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Starts it, with the solution imported and nothing connected yet. */
  static async start({ contacts = generateContacts(FEW, 1), env = {} }: WorldOptions = {}): Promise<World> {
    const dataFolder = await mkdtemp(path.join(tmpdir(), "wave-sync-test-"));
    await fillDataFolder(dataFolder);
    const port = await freePort(0);
    const [dynamics, connector] = await Promise.all([
      startDynamics({ port: 0, contacts }).then(async (started) => {
        await importSolution(started.url);
        return started;
      }),
      startConnector({ port, dataFolder, env }),
    ]);
    return new World(dynamics, connector, dataFolder, port, env);
  }

  /** Starts it, connects and does the first import. */
  static async synced(options: WorldOptions = {}): Promise<World> {
    const world = await World.start(options);
    await world.connect();
    if (options.events === false) await loseEvents(world.dynamics);
    await world.firstImport();
    return world;
  }

  get url(): string {
    return this.dynamics.url;
  }

  get wave() {
    return this.dynamics.wave;
  }

  /** The Web API as one of the local identities. */
  as(identity: "admin" | "seller" | "connector"): Promise<WebApi> {
    return WebApi.signIn(this.url, identity);
  }

  connect(changes: object = {}): Promise<ConnectResponse> {
    return this.admin("POST", "/admin/connect", {
      dataverseUrl: this.url,
      authority: `${this.url}/local`,
      clientId: "connector",
      clientSecret: "local",
      system: "wave",
      wave: {
        apiBaseUrl: `${this.url}/sandboxes/wave/v1`,
        apiKey: SANDBOX_API_KEY,
        appUrl: `${this.url}/sandboxes/wave/app`,
      },
      ...changes,
    });
  }

  /** Starts a first import and waits for its end. */
  async firstImport(): Promise<RunView> {
    return this.runEnded(await this.startFirstImport());
  }

  async startFirstImport(): Promise<string> {
    return (await this.admin<{ runId: string }>("POST", "/admin/runs", { kind: "firstImport" })).runId;
  }

  /** Waits for the end of a run; a connector that is away for a while is waited for. */
  async runEnded(runId: string): Promise<RunView> {
    return eventually("the run to end", async () => {
      const run = await this.run(runId).catch(() => undefined);
      return run && isFinished(run.status) ? run : undefined;
    });
  }

  run(runId: string): Promise<RunView> {
    return this.admin("GET", `/admin/runs/${runId}`);
  }

  status(): Promise<StatusResponse> {
    return this.admin("GET", "/admin/status");
  }

  /** Kills the connector as a power cut would. */
  async killConnector(): Promise<void> {
    this.connector.process.kill("SIGKILL");
    await this.connector.exited;
  }

  /** Starts it again, with the same settings and state. */
  async restartConnector(): Promise<void> {
    this.connector = await startConnector({ port: this.port, dataFolder: this.dataFolder, env: this.env });
  }

  /** What the connector has logged so far. */
  log(): Promise<string> {
    return readFile(this.connector.logFile, "utf8");
  }

  async close(): Promise<void> {
    await this.connector.stop();
    await this.dynamics.close();
    await rm(this.dataFolder, { recursive: true, force: true, maxRetries: 3 });
  }

  async admin<T>(method: string, route: string, body?: unknown): Promise<T> {
    const key = (await readFile(path.join(this.dataFolder, "admin-key"), "utf8")).trim();
    const answer = await fetch(this.connector.adminUrl + route, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body ? { "content-type": "application/json" } : {}) },
      body: body ? JSON.stringify(body) : undefined,
    });
    if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

async function importSolution(url: string): Promise<void> {
  const admin = await WebApi.signIn(url, "admin");
  const zip = await readFile(built("WaveSync_managed.zip"));
  await admin.send("POST", "ImportSolution", {
    OverwriteUnmanagedCustomizations: false,
    PublishWorkflows: true,
    CustomizationFile: zip.toString("base64"),
    ImportJobId: randomUUID(),
  });
  await admin.send("POST", "PublishAllXml", {});
}
