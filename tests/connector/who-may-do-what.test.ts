import { generateKeyPairSync, randomUUID } from "node:crypto";
import { IssueStatus, OperationStatus, RunKind, RunStatus } from "../../core/generated/schema";
import type { OperationResult } from "../../core/operation/types";
import { SALES_UNIT } from "../../local/dataverse/security/seed/people";
import { askRow } from "../support/ask-row";
import { connectTo, importAll, operate, runConnector, until, type TestConnector } from "./support/connector";
import { startDynamics, type Answer, type Dynamics } from "./support/dynamics";
import { waveContact } from "./support/engine";
import { withoutEvents } from "./support/without-events";

type May = "may" | "may not";
const WHAT = ["read", "write", "link", "resolve", "run", "stop", "try", "map", "connect"] as const;
type What = (typeof WHAT)[number];

/**
 * Who may do what with a contact of a seller's, through Wave Sync. The same table stands in docs/security.md.
 * read: preview or pull it. write: push it. link: point its link at another row. resolve: answer its issue.
 * run: start a run. stop: stop one, and see what it wrote. try: see what match rules would make of records. map: have a changed mapping used. connect: get a link with which another system is connected.
 */
const MATRIX: Readonly<Record<string, Readonly<Record<What, May>>>> = {
  seller: may("read", "write", "resolve"),
  sellerElsewhere: may(),
  operator: may("run", "stop"),
  administrator: may("connect"),
  systemAdministrator: may("read", "write", "resolve", "run", "stop", "try", "map", "connect"),
  strangerWithKey: may(),
  stranger: may(),
};

/** A row of the table: these, and nothing else. */
function may(...these: readonly What[]): Readonly<Record<What, May>> {
  return Object.fromEntries(WHAT.map((what) => [what, these.includes(what) ? "may" : "may not"])) as Readonly<
    Record<What, May>
  >;
}

const ROLES: Readonly<Record<string, readonly string[]>> = {
  sellerElsewhere: ["Salesperson", "Wave Sync User"],
  operator: ["Salesperson", "Wave Sync Operator"],
  administrator: ["Salesperson", "Wave Sync Administrator"],
};

interface Ended {
  readonly code: unknown;
  readonly text: string;
  readonly result: OperationResult | null;
  readonly succeeded: boolean;
}

describe("who may do what", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let key: string;
  const users = new Map<string, string>();

  const row = (waveId: string) =>
    dynamics.rows("contact").find(({ values }) => values.externaluseridentifier === `wavecnct_${waveId}`)!;
  const linkOf = (waveId: string) =>
    dynamics.rows("wave_link").find(({ values }) => values.wave_externalid === waveId)!;
  const idOf = async (set: string, name: string, id: string) => {
    const { body } = await dynamics.as("admin", "GET", `${set}?$select=${id}&$filter=name eq '${name}'`);
    return String((body.value as Record<string, unknown>[])[0]![id]);
  };

  /** A request as one of them: people of Dynamics by their own rights, strangers without any. */
  const send = async (who: string, method: string, path: string, body?: object): Promise<Answer> => {
    if (who === "seller") return dynamics.as("seller", method, path, body);
    if (who === "systemAdministrator") return dynamics.as("admin", method, path, body);
    if (users.has(who)) return dynamics.as("admin", method, path, body, users.get(who));
    const response = await fetch(`${dynamics.url}/api/data/v9.2/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: {} };
  };

  /** What the platform would send if she had asked: all that somebody with the webhook's key can do. */
  const forge = async (api: string, parameters: object) =>
    fetch(`${connector.url}/dataverse/webhook`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-wave-sync-key": key },
      body: JSON.stringify({
        MessageName: api,
        OrganizationId: dynamics.platform.dataverse.kernel.organization.id,
        UserId: users.get("systemAdministrator"),
        CorrelationId: randomUUID(),
        InputParameters: Object.entries(parameters).map(([name, value]) => ({ key: name, value })),
      }),
    });

  /** One of our Custom APIs as one of them; null where it is refused before anything is done. */
  const call = async (who: string, api: string, more: object): Promise<Ended | null> => {
    const parameters = { OperationId: randomUUID(), ...more };
    const operation = () => dynamics.rows("wave_operation").find(({ id }) => id === parameters.OperationId);
    if (who === "strangerWithKey") {
      const { status } = await forge(api, parameters);
      expect(status).toBe(403);
      expect(operation()).toBeUndefined();
      return null;
    }
    await send(who, "POST", "wave_operations", askRow(api, parameters));
    const { status } = await send(who, "POST", api, parameters);
    if (status !== 204) {
      expect([400, 401, 403]).toContain(status);
      return null;
    }
    const { values } = await until(`the end of ${api}`, () => {
      const found = operation();
      return found?.values.wave_endedon ? found : undefined;
    });
    return {
      code: values.wave_code,
      text: JSON.stringify(values),
      result: values.wave_result ? (JSON.parse(values.wave_result as string) as OperationResult) : null,
      succeeded: values.wave_operationstatus === 628140002,
    };
  };

  /** The connector works on such a call, or has ended it. */
  const isTaken = (kind: string, runId: string) =>
    dynamics
      .rows("wave_operation")
      .some(
        ({ values }) =>
          String(values.wave_request).includes(`"${kind}"`) &&
          String(values.wave_request).includes(runId) &&
          values.wave_operationstatus !== OperationStatus.Queued,
      );

  const TRIES: Readonly<Record<What, (who: string) => Promise<May>>> = {
    read: async (who) => {
      const done = await call(who, "wave_Preview", { Table: "contact", RecordIds: [row("hers").id] });
      const seen = done !== null && /hers@vip\.example|confidential/.test(done.text);
      if (!seen && done) expect(done.text).not.toContain(`"externalId"`);
      return seen ? "may" : "may not";
    },
    write: async (who) => {
      const before = dynamics.wave.store.get("hers").jobTitle;
      const edited = `Edited by ${who}`;
      // Pushed is what stands in the row; who cannot write the row makes no difference to Wave.
      await send(who, "PATCH", `contacts(${row("hers").id})`, { jobtitle: edited });
      await call(who, "wave_Push", { Table: "contact", RecordIds: [row("hers").id] });
      const after = dynamics.wave.store.get("hers").jobTitle;
      expect([before, edited]).toContain(after);
      return after === edited ? "may" : "may not";
    },
    link: async (who) => {
      const link = linkOf("hers");
      const before = row("hers").id;
      await send(who, "PATCH", `wave_links(${link.id})`, { wave_recordid: row("other").id });
      await operate(dynamics, "wave_Pull", { ids: [row("other").id] });
      const obeyed = row("other").values.lastname === row("hers").values.lastname;
      await dynamics.as("admin", "PATCH", `wave_links(${link.id})`, { wave_recordid: before });
      return obeyed ? "may" : "may not";
    },
    resolve: async (who) => {
      const person = { firstname: "Twin", lastname: `Of ${who}`, emailaddress1: "twin@example.com" };
      const contactid = randomUUID();
      await dynamics.as("seller", "POST", "contacts", { contactid, ...person });
      const emails = [{ value: person.emailaddress1, primary: true }];
      const twins = ["one", "two"].map((each) => `twin-${each}-${who}`);
      dynamics.wave.store.load(
        twins.map((id) => waveContact(id, { firstName: "Twin", lastName: person.lastname, emails })),
      );
      await operate(dynamics, "wave_Push", { ids: [contactid] });
      const issue = dynamics
        .rows("wave_issue")
        .find(({ values }) => (values.wave_contact as { id: string } | null)?.id === contactid)!;
      expect(issue.values.wave_code).toBe("MATCH_AMBIGUOUS");
      const Decision = JSON.stringify({ kind: "link", externalId: twins[0] });
      await call(who, "wave_Resolve", { Issue: issue.id, Decision });
      const linked = linkOf(twins[0]!) !== undefined;
      const status = dynamics.rows("wave_issue").find(({ id }) => id === issue.id)!.values.wave_issuestatus;
      expect(status).toBe(linked ? IssueStatus.Resolved : IssueStatus.Open);
      return linked ? "may" : "may not";
    },
    run: async (who) => {
      const runs = dynamics.rows("wave_run").length;
      await call(who, "wave_StartRun", { Kind: "onDemand" });
      return dynamics.rows("wave_run").length > runs ? "may" : "may not";
    },
    stop: async (who) => {
      const runs = new Set(dynamics.rows("wave_run").map(({ id }) => id));
      const { faults } = dynamics.wave;
      let goOn = () => {};
      const held = new Promise<void>((resolve) => (goOn = resolve));
      const wave = jest.spyOn(faults, "before").mockImplementation(async () => {
        await held;
        return undefined;
      });
      const start = { OperationId: randomUUID(), Kind: "onDemand" };
      await dynamics.as("admin", "POST", "wave_operations", askRow("wave_StartRun", start));
      await dynamics.as("admin", "POST", "wave_StartRun", start);
      const run = await until("the run", () => dynamics.rows("wave_run").find(({ id }) => !runs.has(id)));
      const now = () => dynamics.rows("wave_run").find(({ id }) => id === run.id)!.values;
      const stopped = call(who, "wave_StartRun", { Kind: "stop", Run: run.id });
      const refused = await Promise.race([stopped, until("it to be taken", () => isTaken("stop", run.id))]);
      goOn();
      wave.mockRestore();
      const done = refused === null ? null : await stopped;
      await until("the run's end", () => now().wave_endedon !== null && now().wave_endedon !== undefined);
      const seen = await call(who, "wave_UndoRun", { Run: run.id, Mode: "records" });
      expect(seen?.succeeded ?? false).toBe(done?.succeeded ?? false);
      if (seen && !seen.succeeded) expect(seen.result?.records ?? []).toEqual([]);
      return now().wave_runstatus === RunStatus.Canceled ? "may" : "may not";
    },
    connect: async (who) => {
      const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const Key = publicKey.export({ format: "der", type: "spki" }).toString("base64");
      const ended = await call(who, "wave_Setup", { Action: "link", System: "front", Key });
      return ended?.result?.setup?.link ? "may" : "may not";
    },
    try: async (who) => {
      const [mapping] = dynamics.rows("wave_mapping");
      const condition = { systemField: "lastName", column: "lastname", comparison: "name" };
      const MatchRules = JSON.stringify({ version: 1, groups: [[condition]] });
      const done = await call(who, "wave_Describe", { Mapping: mapping!.id, MatchRules });
      if (done && !done.succeeded) expect(done.text).not.toMatch(/Hers|Other/);
      return done?.result?.matchTrial ? "may" : "may not";
    },
    map: async (who) => {
      const [mapping] = dynamics.rows("wave_mapping");
      const fieldmap = JSON.parse(mapping!.values.wave_fieldmap as string) as { lines: { id: string }[] };
      const value = `${who} ${randomUUID().slice(0, 8)}`;
      const line = { kind: "fixed", column: "department", direction: "toDataverse", value };
      const lines = [...fieldmap.lines.filter(({ id }) => id !== "planted"), { id: "planted", ...line }];
      const pull = async () => (await operate(dynamics, "wave_Pull", { ids: [row("hers").id] })).code;
      const before = await pull();
      const { status } = await send(who, "PATCH", `wave_mappings(${mapping!.id})`, {
        wave_fieldmap: JSON.stringify({ ...fieldmap, lines }),
      });
      if (status !== 204) return "may not";
      // Within seconds the connector knows of the change: it is used, or the seller reads why not.
      return until("the mapping to be used, or not", async () => {
        const code = await pull();
        if (code === "MAPPING_NOT_ALLOWED" && code !== before) return "may not";
        return row("hers").values.department === value ? "may" : undefined;
      });
    },
  };

  beforeAll(async () => {
    dynamics = await startDynamics();
    const seller = { email: "seller@contoso.example" };
    dynamics.wave.store.load([
      waveContact("hers", {
        ...{ assignedTo: seller, note: "confidential", lastName: "Hers" },
        emails: [{ value: "hers@vip.example", primary: true }],
      }),
      waveContact("other", { assignedTo: seller, lastName: "Other" }),
    ]);
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
    await importAll(connector);
    const [mapping] = dynamics.rows("wave_mapping");
    await dynamics.as("admin", "PATCH", `wave_mappings(${mapping!.id})`, { wave_scheduleminutes: 0 });
    const [endpoint] = dynamics.rows("serviceendpoint");
    key = /value="([^"]+)"/.exec(String(endpoint!.values.authvalue))![1]!;
    for (const [who, roles] of Object.entries(ROLES)) {
      const id = await dynamics.platform.dataverse.create("systemuser", {
        firstname: who,
        lastname: "Test",
        internalemailaddress: `${who}@contoso.example`,
        businessunitid: { table: "businessunit", id: SALES_UNIT.id },
      });
      users.set(who, id);
      for (const name of roles)
        await dynamics.as("admin", "POST", `systemusers(${id})/systemuserroles_association/$ref`, {
          "@odata.id": `${dynamics.url}/api/data/v9.2/roles(${await idOf("roles", name, "roleid")})`,
        });
    }
    const admin = dynamics
      .rows("systemuser")
      .find(({ values }) => values.internalemailaddress === "admin@contoso.example");
    users.set("systemAdministrator", admin!.id);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  // Before the mapping is changed below: then the connector sees to its steps again, and what is saved is sent.
  it("a row that somebody has changed since it was created proves nothing", async () => {
    const parameters = { OperationId: randomUUID(), Table: "contact", RecordIds: [row("hers").id] };
    await dynamics.as("seller", "POST", "wave_operations", askRow("wave_Preview", parameters));
    const { wave_request } = askRow("wave_Push", parameters) as Record<string, unknown>;
    await dynamics.as("admin", "PATCH", `wave_operations(${parameters.OperationId})`, { wave_request });
    expect((await dynamics.as("seller", "POST", "wave_Push", parameters)).status).toBe(400);
  });

  it("what a call says beside the row does not count", async () => {
    const parameters = { OperationId: randomUUID(), Table: "contact", RecordIds: [row("hers").id] };
    const before = dynamics.wave.store.get("hers").jobTitle;
    await dynamics.as("seller", "PATCH", `contacts(${row("hers").id})`, { jobtitle: "Only previewed" });
    await dynamics.as("seller", "POST", "wave_operations", askRow("wave_Preview", parameters));
    await dynamics.as("seller", "POST", "wave_Push", parameters);
    const ended = await until("its end", () =>
      dynamics
        .rows("wave_operation")
        .find(({ id, values }) => id === parameters.OperationId && values.wave_endedon),
    );
    expect(ended.values).toMatchObject({ wave_code: "BAD_REQUEST", wave_updated: 0, wave_unchanged: 0 });
    expect(dynamics.wave.store.get("hers").jobTitle).toBe(before);
  });

  const cells = WHAT.flatMap((what) => Object.keys(MATRIX).map((who) => [who, what] as const));

  it.each(cells)("%s: %s", async (who, what) => {
    expect([who, what, await TRIES[what](who)]).toEqual([who, what, MATRIX[who]![what]]);
  });

  it("what a run wrote is shown of records that whoever asks may read, and so is what would go back", async () => {
    const run = dynamics
      .rows("wave_run")
      .find(({ values }) => values.wave_runkind === RunKind.FirstImport && Number(values.wave_created) > 0)!;
    for (const Mode of ["records", "preview"]) {
      const asked = { Run: run.id, Mode };
      const operators = await call("operator", "wave_UndoRun", asked);
      expect(operators).toMatchObject({ succeeded: true, result: { runRecords: { total: 2 } } });
      expect(operators!.text).not.toMatch(/vip\.example|confidential|Hers|Other/);
      for (const record of operators!.result!.records)
        expect(Object.keys(record).sort()).toEqual(["outcome", "recordId"]);
      const admins = await call("systemAdministrator", "wave_UndoRun", asked);
      expect(admins!.result!.records.map(({ name }) => name).join()).toMatch(/Hers/);
    }
  });

  it("a mapping somebody may not use is told to the administrators, and is over once somebody else has saved it", async () => {
    const issue = () =>
      dynamics.rows("wave_issue").find(({ values }) => values.wave_code === "MAPPING_NOT_ALLOWED")!;
    expect(await TRIES.map("administrator")).toBe("may not");
    expect(issue().values).toMatchObject({
      wave_code: "MAPPING_NOT_ALLOWED",
      wave_issuestatus: IssueStatus.Open,
      wave_message: expect.stringContaining("prvWriteContact"),
    });
    expect(await TRIES.map("systemAdministrator")).toBe("may");
    expect(issue().values.wave_issuestatus).toBe(IssueStatus.Resolved);
  });
});
