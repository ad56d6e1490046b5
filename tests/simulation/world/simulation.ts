import { requestRun } from "../../../connector/runs/request-run";
import { checkCompanies } from "../front/promises";
import { checkCampaigns, checkLeads } from "../enginy/promises";
import { checkMails, checkMailsSoFar } from "../nylas/promises";
import { actSomehow, getInTheWay, pushAccounts, resume, settleIn } from "./deeds";
import type { Connector } from "./connector";
import { contextOf, rowDelivery, waveDelivery, type Delivery } from "./doors";
import { checkInvariants } from "./invariants";
import { checkAgreement } from "./promises/both-sides-agree";
import { checkLosses } from "./promises/nothing-is-lost";
import { Ledger } from "./ledger";
import { People } from "./people";
import { nextDue, whatIsDue } from "./due";
import { whatWaits } from "./what-waits";

import type { World } from "./world";

/** Far more than any history has taken. */
const MOST_STEPS = 30_000;
/** A history that has not come to rest after so much time, with no more faults, never will. */
const REST_WITHIN_MS = 6 * 60 * 60_000;
/** By then every connector has read the mappings anew. */
const CONFIGURATION_MS = 5 * 60_000 + 1;
/** How late an event comes that comes late. */
const LATE_MS = 90_000;
/** How often the sweeper makes its round. */
const SWEEP_MS = 2_000;
/** Somebody gets in a connector's way so often; each time it has to begin anew. */
const MOST_ELBOWS = 4;
/** Comparisons made at the end, until one finds nothing to write. */
const MOST_COMPARISONS = 4;

/** One history: what happens in a world, from the connection to the end. */
export class Simulation {
  private readonly people: People;
  private readonly ledger: Ledger;
  private deliveries: Delivery[] = [];
  private readonly underWay = new Map<Delivery, Connector>();
  private restartAt: number[] = [];
  private written = 0;

  constructor(private readonly world: World) {
    this.people = new People(world);
    this.ledger = new Ledger(world);
    world.people = () => this.people;
    world.askForAccounts = (ids) => pushAccounts(world, ids);
    world.send = (delivery) => this.send(delivery);
    world.store.onHappening((happening) => {
      if (happening.userId === world.dataverse.connectorId && COMPARED.has(happening.table)) this.written++;
      if (world.mails && happening.table === "email") this.written++;
      const context = contextOf(world, happening);
      // Where the platform lets us write without our own steps, it does not tell us of what we wrote.
      const isQuiet = (world.leads?.quietWrites ?? false) && world.acting !== null;
      if (context && !isQuiet)
        this.send(rowDelivery(world, context), world.weather.lostRowEvents ?? undefined);
    });
    world.wave.store.onChange((_type, contact) => {
      this.waveWrites++;
      this.send(waveDelivery(world, contact.id));
    });
  }

  private waveWrites = 0;
  private sweepsOn = 0;
  private dueKnown = { writes: -1, at: Infinity };

  async run(): Promise<readonly string[]> {
    const { world, people, ledger } = this;
    ledger.peopleAct = true;
    settleIn(world, people);
    world.companies?.settleIn();
    world.leads?.settleIn();
    world.mails?.settleIn();
    ledger.peopleAct = false;
    this.deliveries = [];
    const imports = world.random.chance(0.7);
    if (world.weather.firstImport ?? imports) this.startRun("firstImport");
    if (world.companies?.random.chance(0.7)) this.startRun("onDemand", world.companies.mapping.id);
    for (const { id } of world.leads?.mappings ?? [])
      if (world.leads!.random.chance(0.7)) this.startRun("firstImport", id);
    if (world.mails?.random.chance(0.5)) world.mails.look("firstImport");
    await this.roughTimes();
    await this.quietTimes();
    const end = { world, people, ledger };
    // Events alone must have brought everything over, where all of them arrived: nothing has repaired anything yet.
    const live = this.allEventsArrive
      ? [
          ...checkAgreement(end, true),
          ...checkLosses(end),
          ...(world.leads ? checkCampaigns(end, world.leads) : []),
          ...(world.mails ? await checkMailsSoFar(end, world.mails, "told") : []),
        ]
      : [];
    await this.compareAll("scheduled");
    // What was deleted meanwhile is in no list of changes: that is for a comparison of everything to find.
    const scheduled = checkAgreement(end).filter((each) => !each.endsWith("one side is gone."));
    const mailed = world.mails ? await checkMailsSoFar(end, world.mails, "looked at") : [];
    const unrest = await this.compareUntilNothingChanges();
    // Whoever was joined only now is told of what waited for her.
    world.leads?.sayAgain();
    await this.rest();
    // What was left out before is decided anew, as an admin asks for all of it.
    world.mails?.look("onDemand");
    await this.rest();
    return [
      ...live.map((each) => `Before any comparison: ${each}`),
      ...scheduled.map((each) => `After a scheduled comparison: ${each}`),
      ...mailed.map((each) => `After a scheduled look: ${each}`),
      ...unrest,
      ...(await checkInvariants(end)),
      ...(world.companies ? checkCompanies(world, world.companies) : []),
      ...(world.leads ? checkLeads(end, world.leads) : []),
      ...(world.mails ? await checkMails(end, world.mails) : []),
    ];
  }

  /** A paused mapping hears nothing, and what it missed is found by the comparisons. */
  private get allEventsArrive(): boolean {
    const { asked, weather } = this.world;
    return weather.lostEvents === 0 && !asked.has("pause");
  }

  /** People act, and everything that can go wrong may go wrong. */
  private async roughTimes(): Promise<void> {
    const { world } = this;
    const { random, scheduler, weather } = world;
    let deeds = weather.deeds * (world.mails ? 2 : 1);
    let elbows = MOST_ELBOWS;
    for (let idle = 0; idle < 40 || deeds > 0;) {
      const roll = random.next();
      if (elbows > 0 && random.chance(weather.elbows) && (await this.inTheWay())) {
        elbows--;
      } else if (deeds > 0 && roll < 0.04) {
        deeds--;
        this.act();
      } else if (roll < 0.2 && this.deliver()) {
        // An event arrived.
      } else if (roll < 0.4 && this.takeReminder()) {
        // A worker has begun.
      } else if (weather.clockSteps > 0 && world.yet.chance(weather.clockSteps)) {
        world.stepAClock();
      } else if (random.chance(weather.freeze)) {
        this.freezeSomebody();
      } else if (roll > 0.985) {
        scheduler.passTime(scheduler.now + LATE_MS);
      } else if (!(await this.step())) {
        if (deeds > 0 && random.chance(0.3)) {
          deeds--;
          this.act();
        } else if (!this.takeReminder() && !this.deliver()) await this.letTimePass();
        if (deeds === 0) idle++;
      }
      this.restart();
      if (scheduler.steps > MOST_STEPS) throw new Error(`No end: ${scheduler.describe().join("; ")}`);
    }
  }

  /** No more faults: what is under way comes to its end. */
  private async quietTimes(): Promise<void> {
    const { world } = this;
    world.rough = false;
    for (const connector of world.connectors) connector.process.frozenUntil = 0;
    while (this.restartAt.length > 0) {
      this.restartAt.pop();
      world.start();
    }
    if (world.random.chance(world.weather.lostEvents)) this.deliveries = [];
    resume(world);
    world.mails?.settle();
    // The connectors hear of it once what they read before is too old.
    world.scheduler.now += CONFIGURATION_MS;
    world.note("world", "no more faults");
    await this.rest();
    for (let n = 0; n < 3 && world.leads; n++) {
      world.leads.sayAgain();
      await this.rest();
    }
  }

  /** Full comparisons until one writes nothing. Each is allowed to repair what events missed; the last must find peace. */
  private async compareUntilNothingChanges(): Promise<readonly string[]> {
    for (let n = 1; ; n++) {
      const before = this.writes;
      const { trace } = this.world;
      const from = trace.length;
      await this.compareAll("reconcile");
      if (this.writes === before) return [];
      if (n === MOST_COMPARISONS) {
        const writes = trace.slice(from).filter((line) => WRITING.test(line));
        return [`Comparison number ${n} still writes:\n${writes.join("\n")}`];
      }
    }
  }

  /** Until nothing is under way, nothing waits and nobody is due. */
  private async rest(): Promise<void> {
    const { world } = this;
    const { scheduler } = world;
    const until = scheduler.now + REST_WITHIN_MS;
    for (;;) {
      if (this.deliver() || this.takeReminder()) continue;
      if (await this.step()) continue;
      if (!(await this.letTimePass())) return;
      if (scheduler.now > until || scheduler.steps > MOST_STEPS)
        throw new Error(`It does not come to rest: ${await whatWaits(world)}`);
    }
  }

  private act(): void {
    this.ledger.peopleAct = true;
    const { companies, leads, mails } = this.world;
    if (mails?.random.chance(0.6)) mails.act();
    else if (leads?.random.chance(0.5)) leads.act();
    else if (companies?.random.chance(leads ? 0.2 : 0.5)) companies.act();
    else actSomehow(this.world, this.people);
    if (this.world.weather.unhurried) this.world.scheduler.now += 2_500;
    this.ledger.peopleAct = false;
  }

  private async inTheWay(): Promise<boolean> {
    const deed = await getInTheWay(this.world, this.people);
    this.ledger.peopleAct = true;
    deed?.();
    this.ledger.peopleAct = false;
    return deed !== null;
  }

  private step(): Promise<boolean> {
    const { random, scheduler, weather, rough } = this.world;
    return scheduler.step({
      faults: rough,
      crash: (process) => {
        if (!rough || !random.chance(weather.crash)) return null;
        // It is started again, a little later.
        this.restartAt.push(scheduler.now + 500 + random.below(5_000));
        void process;
        return random.chance(0.5) ? "before" : "after";
      },
    });
  }

  /** Whoever sent an event to a connector that died before it answered sends it again. */
  private sendAgain(): void {
    for (const [delivery, connector] of this.underWay) {
      if (connector.alive) continue;
      this.underWay.delete(delivery);
      this.deliveries.push({ ...delivery, due: Math.max(delivery.due, this.world.scheduler.now) });
    }
  }

  private restart(): void {
    const { scheduler } = this.world;
    const due = this.restartAt.filter((at) => at <= scheduler.now);
    this.restartAt = this.restartAt.filter((at) => at > scheduler.now);
    for (const _ of due) this.world.start();
  }

  private freezeSomebody(): void {
    const { connectors, random, scheduler } = this.world;
    const somebody = random.pick(connectors);
    if (!somebody?.alive || scheduler.transactionOwner === somebody.process) return;
    somebody.process.frozenUntil = scheduler.now + 3_000 + random.below(20_000);
    scheduler.tell(somebody.process, "stands still");
  }

  private send(delivery: Omit<Delivery, "due" | "tries">, lost = this.world.weather.lostEvents): void {
    const { world } = this;
    const { random, rough, scheduler, weather } = world;
    if (rough && random.chance(lost)) return;
    const copies = rough && random.chance(weather.doubledEvents) ? 2 : 1;
    for (let n = 0; n < copies; n++) {
      const late = rough && random.chance(weather.lateEvents) ? random.below(LATE_MS) : 0;
      this.deliveries.push({ ...delivery, due: scheduler.now + late, tries: 2 });
    }
  }

  /** One of the events that are due arrives at one of the connectors. */
  private deliver(): boolean {
    const { world } = this;
    const { random, scheduler } = world;
    this.sendAgain();
    const due = this.deliveries.filter((each) => each.due <= scheduler.now);
    const connector = world.someConnector();
    if (due.length === 0 || !connector) return false;
    const delivery = random.pick(due);
    this.deliveries = this.deliveries.filter((each) => each !== delivery);
    scheduler.tell(connector.process, `hears ${delivery.what}`);
    const again = { ...delivery, due: scheduler.now + 1_000 };
    this.underWay.set(again, connector);
    connector.begin("changes", delivery.what, async () => {
      try {
        await delivery.deliver(connector);
        this.underWay.delete(again);
      } catch (error) {
        this.underWay.delete(again);
        if (delivery.tries > 0)
          this.deliveries.push({ ...delivery, due: scheduler.now + 1_000, tries: delivery.tries - 1 });
        throw error;
      }
    });
    return true;
  }

  private takeReminder(): boolean {
    const { world } = this;
    const { random } = world;
    const possible = world.reminders.filter(({ queue }) =>
      world.connectors.some((each) => each.hasRoomFor(queue)),
    );
    if (possible.length === 0) return false;
    const reminder = random.pick(possible);
    world.reminders = world.reminders.filter((each) => each !== reminder);
    const connector = random.pick(world.connectors.filter((each) => each.hasRoomFor(reminder.queue)));
    connector.work(reminder.queue, reminder.id);
    return true;
  }

  /** Nothing can go on by itself: the sweeper looks, or time passes until something is due. False when nothing ever will be. */
  private async letTimePass(): Promise<boolean> {
    const { world } = this;
    const { scheduler } = world;
    if (scheduler.transactionOwner) return scheduler.passTime(Infinity);
    const due = await this.nextInDatabase();
    // What was found a moment ago and left where it was (its side is away) is found again by the next round only.
    if (due <= scheduler.now && scheduler.now >= this.sweepsOn && (await this.sweep())) {
      this.sweepsOn = scheduler.now + SWEEP_MS;
      return true;
    }
    const next = Math.min(
      // A little later, since what is due is what lies before now.
      due === Infinity ? due : Math.max(due + 1, scheduler.now + 100, this.sweepsOn),
      ...this.deliveries.map((each) => each.due),
      ...this.restartAt,
    );
    if (scheduler.passTime(next)) return true;
    if (next === Infinity) return false;
    scheduler.now = Math.max(scheduler.now, next) + 1;
    this.restart();
    return true;
  }

  /** What the sweeper does: finds work that nobody works on. */
  private async sweep(): Promise<boolean> {
    const { sql, connectors } = this.world;
    if (!connectors.some((each) => each.alive)) return false;
    // Where all workers wait for something themselves, only time helps.
    const found = (await whatIsDue(sql)).filter(({ queue }) =>
      connectors.some((each) => each.hasRoomFor(queue)),
    );
    this.world.reminders.push(...found);
    return found.length > 0;
  }

  /** When something in the database is due: a lease that ends, a pause that is over. Asked again only after it was written to. */
  private async nextInDatabase(): Promise<number> {
    const { writes } = this.world.pglite;
    if (this.dueKnown.writes === writes) return this.dueKnown.at;
    this.dueKnown = { writes, at: await nextDue(this.world.sql) };
    return this.dueKnown.at;
  }

  /** What was written on either side; whatever writes at the end should have been written before. */
  private get writes(): number {
    return this.written + this.waveWrites + (this.world.companies?.front.writes ?? 0);
  }

  private async compareAll(kind: "scheduled" | "reconcile"): Promise<void> {
    for (const { id } of this.world.mappings) {
      this.startRun(kind, id);
      await this.rest();
    }
  }

  private startRun(
    kind: "firstImport" | "scheduled" | "reconcile" | "onDemand",
    mappingId = this.world.mapping.id,
  ): void {
    const { world } = this;
    const connector = world.someConnector();
    const { environmentId } = world;
    connector?.begin("runs", `starting a ${kind}`, () =>
      requestRun(connector.parts, { environmentId, mappingId, kind }),
    );
  }
}

/** Tables that a comparison which finds nothing must not write to. An issue that is still open counts up. */
const COMPARED = new Set(["contact", "account", "wave_link"]);
const WRITING =
  /(Upsert|Update|Create)Multiple|dataverse (writes|create|update|delete)|(wave|front) (PATCH|POST|DELETE)/;
