import { Stops } from "../../../connector/environment/stops";
import { Governor } from "../../../connector/dataverse/governor";
import type { TokenSource } from "../../../connector/dataverse/credentials";
import { Transport } from "../../../connector/dataverse/transport";
import { EnvironmentRuntime } from "../../../connector/environment/environment-runtime";
import { Environments } from "../../../connector/environment/environments";
import { silentLogger, type Logger } from "../../../connector/logging/logger";
import { createMetrics } from "../../../connector/metrics/metrics";
import { PUBLIC_ONLY } from "../../../connector/network/reach";
import { workOnOperation } from "../../../connector/operations/work-on-operation";
import type { Queue, QueueName } from "../../../connector/work/queue";
import { CircuitBreaker } from "../../../connector/work/circuit-breaker";
import { workOnRun } from "../../../connector/runs/work-on-run";
import type { Clock } from "../../../connector/clock/clock";
import type { Database } from "../../../connector/database/database";
import type { OpenConnection } from "../../../connector/environment/environment-runtime";
import { sharedBudgets } from "../../../connector/systems/base/budgets";
import { front as frontModule } from "../../../connector/systems/front/front-module";
import { FrontSystem } from "../../../connector/systems/front/front-system";
import { enginy as enginyModule } from "../../../connector/systems/enginy/enginy-module";
import { EnginySystem } from "../../../connector/systems/enginy/enginy-system";
import { nylas as nylasModule } from "../../../connector/systems/nylas/nylas-module";
import { NylasSystem } from "../../../connector/systems/nylas/nylas-system";
import { SIMULATED_NYLAS_SETTINGS } from "../nylas/simulated-nylas";
import { SIMULATED_ENGINY_SETTINGS } from "../enginy/simulated-enginy";
import { SIMULATED_FRONT_SETTINGS } from "../front/simulated-front";
import type { SystemWire } from "./system-wire";
import { storing } from "../../../connector/systems/base/storable";
import type { OpenSystem, SystemModule } from "../../../connector/systems/contract/system";
import { WaveSystem } from "../../../connector/systems/wave/wave-system";
import { wave as waveModule } from "../../../connector/systems/wave/wave-module";
import { workOnChanges, type ChangeParts } from "../../../connector/changes/work-on-changes";
import { SimulatedClient, type Wire } from "../dataverse/client";
import { simulatedClock } from "../time/clock";
import { simulatedDatabase } from "../time/database";
import { Process } from "../time/scheduler";
import { SIMULATED_WAVE_SETTINGS, type WaveWire } from "../wave/simulated-wave";
import { dataverseFault, waveFault } from "./faults";
import { asOneWork, currentWork } from "./sight";
import type { World } from "./world";

/** Metrics are made once: nobody looks at them here, and each registry watches the process. */
const METRICS = createMetrics();
const URL = "https://simulated.crm.dynamics.com";
/** How long a call takes on its way, at most. */
const LATENCY_MS = 60;

/** As many of each at a time as the connector's own start sets up. */
const WORKERS: Readonly<Record<QueueName, number>> = { operations: 4, runs: 2, changes: 2 };

export type ConnectorParts = ChangeParts & { readonly queue: Queue };

/** One start of one connector: the product's own engine, with edges that wait for the scheduler. */
export class Connector {
  readonly process: Process;
  readonly parts: ConnectorParts;
  private readonly working = new Map<QueueName, number>();
  private readonly stop = new AbortController();

  constructor(
    private readonly world: World,
    name: string,
  ) {
    const { scheduler, weather, pglite } = world;
    this.process = new Process(name);
    const clock = simulatedClock(scheduler, this.process);
    const database = simulatedDatabase(
      pglite,
      scheduler,
      this.process,
      () => (world.rough ? weather.sql : 0),
      (text, values, work) => world.hearStatement(text, values, work),
    );
    this.parts = {
      database,
      environments: new SimulatedEnvironments(world, this.process, database),
      logger: world.logger ?? silentLogger,
      metrics: METRICS,
      clock,
      instanceId: name,
      stopping: this.stop.signal,
      stops: new Stops(),
      breaker: new CircuitBreaker(clock),
      queue: {
        remind: (queue, id) =>
          scheduler.call(this.process, "queue", `remind ${queue} ${id.slice(0, 8)}`, () =>
            world.reminded(queue, id),
          ),
      },
    };
  }

  get alive(): boolean {
    return this.process.alive;
  }

  hasRoomFor(queue: QueueName): boolean {
    return this.alive && (this.working.get(queue) ?? 0) < WORKERS[queue];
  }

  get idle(): boolean {
    return [...this.working.values()].every((count) => count === 0);
  }

  /** Begins what a reminder says. */
  work(queue: QueueName, id: string): void {
    const { environmentId } = this.world;
    const does: Readonly<Record<QueueName, () => Promise<void>>> = {
      operations: async () => void (await workOnOperation(this.parts, environmentId, id)),
      runs: () => workOnRun(this.parts, id),
      changes: () => workOnChanges(this.parts, environmentId),
    };
    this.begin(queue, `${queue} ${id.slice(0, 8)}`, does[queue], id);
  }

  /** Begins something of its own, such as taking an event at a door. */
  begin(queue: QueueName, what: string, work: () => Promise<unknown>, id = what): void {
    const count = (by: number) => this.working.set(queue, (this.working.get(queue) ?? 0) + by);
    count(1);
    asOneWork({ queue, id }, work).then(
      () => count(-1),
      (error: unknown) => {
        count(-1);
        this.world.unexpected(this.process, what, error);
      },
    );
  }
}

/** The one environment of a simulation, opened by each connector for itself. */
class SimulatedEnvironments extends Environments {
  private runtime: EnvironmentRuntime | null = null;

  constructor(
    private readonly world: World,
    private readonly process: Process,
    private readonly database: Database,
  ) {
    super({
      database: null!,
      secrets: null!,
      metrics: METRICS,
      logger: silentLogger as Logger,
      reach: PUBLIC_ONLY,
      kit: null!,
    });
  }

  override async get(): Promise<EnvironmentRuntime> {
    return (this.runtime ??= this.opened());
  }

  private opened(): EnvironmentRuntime {
    const { world, process } = this;
    const { scheduler, weather } = world;
    const clock = simulatedClock(scheduler, process);
    const tokens = new Tokens();
    const wire: Wire = (label, token, call, effect) => {
      const work = currentWork();
      return scheduler.call(
        process,
        "dataverse",
        `dataverse ${label}`,
        () => {
          call.signal?.throwIfAborted();
          void token;
          scheduler.now += 1 + scheduler.random.below(LATENCY_MS);
          return world.actingAs(work, effect);
        },
        { faults: () => dataverseFault(scheduler.random, world.rough ? weather.dataverse : 0) },
      );
    };
    const client = new SimulatedClient(
      new Transport(URL, tokens, new Governor(undefined, clock, () => scheduler.random.next())),
      world.dataverse,
      wire,
    );
    const waveWire: WaveWire = (label, request, _call, effect) => {
      const work = currentWork();
      return scheduler.call(
        process,
        "wave",
        `wave ${label}`,
        () => {
          scheduler.now += 1 + scheduler.random.below(LATENCY_MS);
          if (!world.wave.knowsConditions) world.sight.before(work, request);
          world.turns.before(work, request);
          return world.turns.after(
            work,
            request,
            world.sight.after(work, request, world.actingAs(work, effect)),
          );
        },
        { faults: () => waveFault(scheduler.random, world.rough ? weather.wave : 0) },
      );
    };
    const adapter = storing(new WaveSystem(SIMULATED_WAVE_SETTINGS, world.wave.transport(waveWire), clock));
    const connection = {
      id: world.connectionId,
      adapter,
      module: waveModule,
      recordUrlTemplate: waveModule.recordUrlTemplate(SIMULATED_WAVE_SETTINGS),
      since: world.environment.connectedOn,
    };
    const connections = [connection, ...this.front(clock), ...this.enginy(clock), ...this.nylas(clock)];
    return new EnvironmentRuntime(
      world.environment,
      client,
      new Map(connections.map((each) => [each.id, each])),
      clock,
    );
  }

  /** What becomes of a request to one of the other systems on its way. */
  private wireTo(name: string): SystemWire {
    const { process, world } = this;
    const { scheduler, weather } = world;
    return (label, _request, call, effect) => {
      const work = currentWork();
      return scheduler.call(
        process,
        "wave",
        `${name} ${label}`,
        () => {
          call.signal?.throwIfAborted();
          scheduler.now += 1 + scheduler.random.below(LATENCY_MS);
          return world.actingAs(work, effect);
        },
        { faults: () => waveFault(scheduler.random, world.rough ? weather.wave : 0) },
      );
    };
  }

  private enginy(clock: Clock): readonly OpenConnection[] {
    const { leads } = this.world;
    if (!leads) return [];
    const send = leads.enginy.over(this.wireTo("enginy"));
    const system = new EnginySystem(SIMULATED_ENGINY_SETTINGS, this.kit(clock), undefined, send);
    return [this.joined(leads.connectionId, system, enginyModule)];
  }

  private nylas(clock: Clock): readonly OpenConnection[] {
    const { mails } = this.world;
    if (!mails) return [];
    const send = mails.nylas.over(this.wireTo("nylas"));
    const system = new NylasSystem(SIMULATED_NYLAS_SETTINGS, this.kit(clock), undefined, send);
    return [this.joined(mails.connectionId, system, nylasModule)];
  }

  private front(clock: Clock): readonly OpenConnection[] {
    const { companies } = this.world;
    if (!companies) return [];
    const send = companies.front.over(this.wireTo("front"));
    const system = new FrontSystem(SIMULATED_FRONT_SETTINGS, this.kit(clock), undefined, send);
    return [this.joined(companies.connectionId, system, frontModule)];
  }

  private kit(clock: Clock) {
    return { clock, budgets: sharedBudgets(this.database, clock) };
  }

  private joined(id: string, system: OpenSystem, module: SystemModule): OpenConnection {
    const since = this.world.environment.connectedOn;
    return { id, adapter: storing(system), module, recordUrlTemplate: null, since };
  }
}

/** A new token after each that was refused. */
class Tokens implements TokenSource {
  private count = 1;

  async token(): Promise<string> {
    return `token-${this.count}`;
  }

  forget(): void {
    this.count++;
  }
}
