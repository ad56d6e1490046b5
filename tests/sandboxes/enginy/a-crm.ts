import { startReceiver, type Received, type Said } from "./receiver";

interface Row {
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Somebody's CRM with the Custom CRM interface, as small as it can be: it finds records by their external id or their domain or email. */
export async function startCrm() {
  const rows: Record<"contacts" | "companies", Row[]> = { contacts: [], companies: [] };
  const activities: Received["body"][] = [];
  const tasks = new Map<string, boolean>();
  const users = [{ id: "u-17", name: "Robin Keller", email: "ROBIN.KELLER@contoso.example" }];
  /** Answers that come before any other, first come first served. */
  const next: Said[] = [];
  const same = (row: Row, record: Readonly<Record<string, unknown>>) =>
    ["externalId", "email", "domain"].some((name) => record[name] && row.values[name] === record[name]);

  const recordCall = (
    list: "contacts" | "companies",
    method: string,
    rest: string,
    body: Received["body"],
  ): Said => {
    const records = body[list] as readonly Readonly<Record<string, unknown>>[];
    const found = (record: Readonly<Record<string, unknown>>) => rows[list].find((row) => same(row, record));
    if (rest === "/sync") {
      const results = records.flatMap((record) => {
        const row = found(record);
        return row ? [{ externalId: record.externalId, crmId: row.id, properties: { leadScore: 7 } }] : [];
      });
      return { status: 200, body: { results } };
    }
    if (method === "PUT")
      return { status: 200, body: { results: records.map(({ crmId }) => ({ crmId, success: true })) } };
    const results = records.map((record) => {
      const known = rows[list].find(({ values }) => values.externalId === record.externalId);
      const row = known ?? { id: `${list}-${rows[list].length + 1}`, values: record };
      if (!known) rows[list].push(row);
      return { externalId: record.externalId, crmId: row.id };
    });
    return { status: 200, body: { results } };
  };

  const receiver = await startReceiver(({ body, method, path }) => {
    const planned = next.shift();
    if (planned) return planned;
    const [, list, rest] = /^\/crm\/(contacts|companies)(\/sync)?$/.exec(path) ?? [];
    if (list) return recordCall(list as "contacts" | "companies", method, rest ?? "", body);
    if (path === "/crm/users") return { status: 200, body: users };
    if (path === "/crm/activities") return { status: 201, body: { id: `act-${activities.push(body)}` } };
    if (path === "/crm/tasks/batch")
      return { status: 200, body: (body.ids as string[]).map((id) => ({ id, completed: tasks.get(id) })) };
    if (path === "/crm/tasks") {
      const id = `task-${tasks.size + 1}`;
      tasks.set(id, false);
      return { status: 201, body: { id } };
    }
    return { status: 200, body: { status: "ok" } };
  });
  /** Calls, but for those that look whether it is there. */
  const calls = () =>
    receiver.received
      .filter(({ path }) => !["/crm/health", "/crm/users"].includes(path))
      .map(({ method, path }) => `${method} ${path.slice(4)}`);
  return { ...receiver, url: `${receiver.url}/crm`, rows, activities, tasks, next, calls };
}

export type Crm = Awaited<ReturnType<typeof startCrm>>;
