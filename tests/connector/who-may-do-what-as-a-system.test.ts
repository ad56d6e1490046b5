import { startCustomCrm, crmContact, type CustomCrm } from "./systems/enginy/support/custom-crm";
import { withoutEvents } from "./support/without-events";

type May = "may" | "may not";
const WHAT = ["readOwn", "writeOwn", "readOther", "writeOther", "taskOther", "administrate"] as const;
type What = (typeof WHAT)[number];

/**
 * Who may do what at the address at which a system calls us as its CRM. The same table stands in docs/security.md.
 * own: a contact that a record of the system is linked to; other: one that none is linked to, or a task that somebody else made.
 */
const MATRIX: Readonly<Record<string, Readonly<Record<What, May>>>> = {
  systemWithKey: {
    ...{ readOwn: "may", writeOwn: "may", readOther: "may not" },
    ...{ writeOther: "may not", taskOther: "may not", administrate: "may not" },
  },
  systemWithEndedKey: none(),
  strangerWithWebhookKey: none(),
  adminKey: none(),
  stranger: none(),
};

function none(): Readonly<Record<What, May>> {
  return {
    ...{ readOwn: "may not", writeOwn: "may not", readOther: "may not" },
    ...{ writeOther: "may not", taskOther: "may not", administrate: "may not" },
  };
}

describe("who may do what as a system that calls us", () => {
  let crm: CustomCrm;
  let own: string;
  let other: string;
  let otherTask: string;
  const keys = new Map<string, string | null>();
  const jobOf = (id: string) => crm.rows("contact").find((row) => row.id === id)!.values.jobtitle;
  const as = (who: string, method: string, path: string, body: object) =>
    crm.call(method, path, body, { key: keys.get(who)! });

  const read = async (who: string, id: string): Promise<May> => {
    const { status, body } = await as(who, "POST", "/contacts/batch", { ids: [id] });
    return status === 200 && body.results.length > 0 ? "may" : "may not";
  };
  const write = async (who: string, id: string): Promise<May> => {
    await as(who, "PUT", "/contacts", { contacts: [{ crmId: id, title: `Edited by ${who}` }] });
    return jobOf(id) === `Edited by ${who}` ? "may" : "may not";
  };
  const TRIES: Readonly<Record<What, (who: string) => Promise<May>>> = {
    readOwn: (who) => read(who, own),
    writeOwn: (who) => write(who, own),
    readOther: (who) => read(who, other),
    writeOther: (who) => write(who, other),
    taskOther: async (who) => {
      const { status } = await as(who, "PATCH", `/tasks/${otherTask}`, { completed: true });
      const task = crm.rows("task").find(({ id }) => id === otherTask)!;
      expect([401, 404]).toContain(status);
      return task.values.statecode === 0 ? "may not" : "may";
    },
    administrate: async (who) => {
      const { status } = await fetch(`${crm.connector.adminUrl}/admin/system-keys`, {
        method: "POST",
        headers: { authorization: `Bearer ${who === "adminKey" ? "none" : keys.get(who)}` },
        body: JSON.stringify({ system: "enginy" }),
      });
      return status === 401 ? "may not" : "may";
    },
  };

  beforeAll(async () => {
    crm = await startCustomCrm();
    await withoutEvents(crm.dynamics);
    const { body } = await crm.call("POST", "/contacts", { contacts: [crmContact("901")] });
    own = String(body.results[0]!.crmId);
    await crm.dynamics.as("seller", "POST", "contacts", { firstname: "Hers", lastname: "Alone" });
    other = crm.rows("contact").find(({ values }) => values.lastname === "Alone")!.id;
    await crm.dynamics.as("seller", "POST", "tasks", { subject: "Hers", category: "Enginy" });
    otherTask = crm.rows("task").find(({ values }) => values.subject === "Hers")!.id;
    await crm.newKey();
    const current = await crm.newKey();
    const [endpoint] = crm.rows("serviceendpoint");
    keys.set("systemWithKey", String(current.body.key));
    keys.set("systemWithEndedKey", crm.key);
    keys.set("strangerWithWebhookKey", /value="([^"]+)"/.exec(String(endpoint!.values.authvalue))![1]!);
    keys.set("adminKey", crm.connector.adminKey);
    keys.set("stranger", null);
  });
  afterAll(async () => crm?.close());

  const cells = WHAT.flatMap((what) => Object.keys(MATRIX).map((who) => [who, what] as const));

  it.each(cells)("%s: %s", async (who, what) => {
    expect([who, what, await TRIES[what](who)]).toEqual([who, what, MATRIX[who]![what]]);
  });
});
