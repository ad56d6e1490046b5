import { NylasApiError, type Message } from "nylas";
import { INES, nylasAndClient, OTHER, SALES, type Nylased } from "./client";

let s: Nylased;
beforeEach(async () => (s = await nylasAndClient()));
afterEach(() => s.close());

/** All pages, each asked for once. The client sends a parameter that is undefined as the word "undefined": it is left out. */
async function pagesOf(identifier: string, limit: number, query: object = {}): Promise<Message[][]> {
  const pages: Message[][] = [];
  let next: { readonly pageToken?: string } = {};
  do {
    const page = await s.client.messages.list({ identifier, queryParams: { limit, ...next, ...query } });
    pages.push(page.data);
    next = page.nextCursor === undefined ? {} : { pageToken: page.nextCursor };
  } while (next.pageToken !== undefined);
  return pages;
}

const refusal = async (asked: Promise<unknown>): Promise<NylasApiError> => {
  const error = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(NylasApiError);
  return error as NylasApiError;
};

describe("Nylas' own client", () => {
  test("reads a message with everybody in it", async () => {
    const { id: identifier } = s.microsoft();
    s.mail({ cc: [OTHER], date: 1_789_999_900, messageId: "<demo-1@acme-demo.test>" });
    const { data } = await s.client.messages.list({ identifier, queryParams: { limit: 5 } });
    expect(data).toHaveLength(1);
    const found = await s.client.messages.find({
      identifier,
      messageId: data[0]!.id,
      queryParams: { fields: "include_basic_headers" as never },
    });
    expect(found.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(found.data).toMatchObject({
      grantId: identifier,
      subject: "Quote 42",
      from: [INES],
      to: [SALES],
      cc: [OTHER],
      bcc: [],
      date: 1_789_999_900,
      body: "<p>Hello</p>",
      snippet: "Hello",
      unread: true,
      headers: [{ name: "Message-ID", value: "<demo-1@acme-demo.test>" }],
    });
  });

  test("pages from the newest to the oldest, none twice, none missing, while new ones arrive", async () => {
    const { id: identifier } = s.microsoft();
    for (let at = 0; at < 25; at++) s.mail({ subject: `Mail ${at}`, date: 1_789_000_000 + (at >> 1) });
    const first = await s.client.messages.list({ identifier, queryParams: { limit: 10 } });
    s.mail({ subject: "Later", date: 1_790_000_000 });
    const second = await s.client.messages.list({
      identifier,
      queryParams: { limit: 10, pageToken: first.nextCursor },
    });
    const third = await s.client.messages.list({
      identifier,
      queryParams: { limit: 10, pageToken: second.nextCursor },
    });
    const all = [first, second, third].flatMap(({ data }) => data);
    expect(third.nextCursor).toBeUndefined();
    expect(new Set(all.map(({ subject }) => subject)).size).toBe(25);
    expect(all.map(({ subject }) => subject)).not.toContain("Later");
    const dates = all.map(({ date }) => date);
    expect(dates).toEqual([...dates].sort((a, b) => b - a));
  });

  test("filters by time, people, folder, subject, thread, marks and attachments", async () => {
    const { id: identifier } = s.microsoft();
    const first = s.mail({ date: 1_789_000_000, messageId: "<a@x.test>" });
    s.mail({ from: SALES, to: [INES], subject: "Re: Quote 42", date: 1_789_000_100, answers: first! });
    s.mail({
      from: OTHER,
      subject: "Lunch",
      date: 1_789_000_200,
      attachments: [{ filename: "m.txt", contentType: "text/plain", size: 3, isInline: false }],
    });
    const subjects = async (query: object) =>
      (await pagesOf(identifier, 1, query)).flat().map(({ subject }) => subject);
    const folders = await s.client.folders.list({ identifier, queryParams: { limit: 200 } });
    const sent = folders.data.find(({ attributes }) => attributes?.includes("\\Sent"))!;
    const [whole] = (await s.client.messages.list({ identifier, queryParams: { subject: "Re:" } })).data;
    expect(await subjects({ receivedAfter: 1_789_000_000 })).toEqual(["Lunch", "Re: Quote 42"]);
    expect(await subjects({ receivedBefore: 1_789_000_200 })).toEqual(["Re: Quote 42", "Quote 42"]);
    expect(await subjects({ from: [INES.email] })).toEqual(["Quote 42"]);
    expect(await subjects({ to: [INES.email, "x@y.test"] })).toEqual(["Re: Quote 42"]);
    expect(await subjects({ anyEmail: [INES.email.toUpperCase()] })).toEqual(["Re: Quote 42", "Quote 42"]);
    expect(await subjects({ in: [sent.id] })).toEqual(["Re: Quote 42"]);
    expect(await subjects({ subject: "quote" })).toEqual(["Re: Quote 42", "Quote 42"]);
    expect(await subjects({ threadId: whole!.threadId })).toEqual(["Re: Quote 42", "Quote 42"]);
    expect(await subjects({ unread: true })).toEqual(["Lunch", "Quote 42"]);
    expect(await subjects({ hasAttachment: true })).toEqual(["Lunch"]);
    s.sandbox.switches.set({ subjectCase: "matters" });
    expect(await subjects({ subject: "quote" })).toEqual([]);
  });

  test("gets only the fields it selects, headers in full, and the raw mail", async () => {
    const { id: identifier } = s.microsoft();
    s.mail({ from: { name: "Jörg Müller", email: "joerg@acme-demo.test" }, subject: "Größe" });
    const one = async (queryParams: object) =>
      (await s.client.messages.list({ identifier, queryParams })).data[0]!;
    expect(Object.keys(await one({ select: "id,subject" })).sort()).toEqual(["id", "subject"]);
    const { headers = [] } = await one({ fields: "include_headers" });
    expect(headers.filter(({ name }) => name === "Received")).toHaveLength(2);
    expect(headers.find(({ name }) => name === "From")!.value).toMatch(/^=\?utf-8\?B\?.+\?= <joerg@/);
    const raw = await one({ fields: "raw_mime" });
    expect(Object.keys(raw).sort()).toEqual(["grantId", "id", "object", "rawMime"]);
    expect(Buffer.from(raw.rawMime!, "base64url").toString()).toContain("Message-ID: <");
  });

  test("reads conversations, folders on two pages, and attachments", async () => {
    const { id: identifier } = s.microsoft();
    const first = s.mail({
      date: 1_789_000_000,
      attachments: [{ filename: "quote.pdf", contentType: "application/pdf", size: 20_480, isInline: false }],
    });
    s.mail({ from: SALES, to: [INES], subject: "Re: Quote 42", answers: first! });
    const threads = await s.client.threads.list({ identifier, queryParams: { limit: 5 } });
    expect(threads.data).toHaveLength(1);
    expect(threads.data[0]).toMatchObject({ subject: "Quote 42", hasAttachments: true });
    expect(threads.data[0]!.messageIds).toHaveLength(2);
    const one = await s.client.threads.find({ identifier, threadId: threads.data[0]!.id });
    expect(one.data.id).toBe(threads.data[0]!.id);

    const page1 = await s.client.folders.list({ identifier });
    expect(page1.data).toHaveLength(50);
    expect(page1.data.map(({ name }) => name)).toContain("Posteingang");
    expect(page1.data.some(({ attributes }) => attributes?.includes("\\Sent"))).toBe(false);
    const page2 = await s.client.folders.list({ identifier, queryParams: { pageToken: page1.nextCursor } });
    expect(page2.data.find(({ attributes }) => attributes?.includes("\\Sent"))?.name).toBe(
      "Gesendete Elemente",
    );

    const messageId = threads.data[0]!.messageIds!.at(-1)!;
    const { data: message } = await s.client.messages.find({ identifier, messageId });
    const attachmentId = message.attachments![0]!.id;
    const bytes = await s.client.attachments.downloadBytes({
      identifier,
      attachmentId,
      queryParams: { messageId },
    });
    expect(bytes.length).toBe(20_480);
    const nameless = await s.call("GET", `/api/v3/grants/${identifier}/attachments/${attachmentId}`);
    expect(nameless.status).toBe(400);
  });

  test("lists grants by offset and finds one by address", async () => {
    s.microsoft();
    s.google();
    const all = await s.client.grants.list({ queryParams: { limit: 1, offset: 0 } });
    const rest = await s.client.grants.list({ queryParams: { limit: 1, offset: 1 } });
    expect([...all.data, ...rest.data].map(({ email }) => email).sort()).toEqual([SALES.email, OTHER.email]);
    const found = await s.client.grants.find({ grantId: SALES.email });
    expect(found.data).toMatchObject({ provider: "microsoft", grantStatus: "valid" });
  });

  test("is told typed errors: 400, 401, 404, 429 of both kinds, 504", async () => {
    const { id: identifier } = s.microsoft();
    const list = (queryParams: object = {}) => s.client.messages.list({ identifier, queryParams });
    expect(await refusal(list({ limit: 201 }))).toMatchObject({
      statusCode: 400,
      type: "invalid_request_error",
    });
    expect(await refusal(list({ in: ["inbox"] }))).toMatchObject({ statusCode: 400 });
    expect(await refusal(list({ pageToken: "anything" }))).toMatchObject({ statusCode: 400 });
    expect(await refusal(s.client.messages.find({ identifier, messageId: "none" }))).toMatchObject({
      statusCode: 404,
      type: "not_found_error",
    });
    s.sandbox.switches.set({ throttle: { next: 1, retryAfter: "7", tier: "provider" } });
    const provider = await refusal(list());
    expect(provider).toMatchObject({ statusCode: 429, type: "rate_limit_error" });
    expect(provider.headers?.["retry-after"]).toBe("7");
    expect(provider.providerError).toBeTruthy();
    s.sandbox.switches.set({ throttle: { next: 1, retryAfter: "", tier: "nylas" } });
    const own = await refusal(list());
    expect(own).toMatchObject({ statusCode: 429, type: "nylas_rate_limit_exceeded" });
    expect(own.headers?.["retry-after"]).toBeUndefined();
    expect(own.providerError).toBeUndefined();
    s.sandbox.switches.set({ fail: { next: 1, status: 504 } });
    expect(await refusal(list())).toMatchObject({ statusCode: 504, type: "provider_error" });
    s.sandbox.setStatus(s.sandbox.mailboxOf(identifier), "invalid");
    expect(await refusal(list())).toMatchObject({ statusCode: 401, type: "unauthorized" });
    const stranger = await s.call("GET", "/api/v3/grants", undefined, { authorization: "Bearer no" });
    expect(stranger.status).toBe(401);
  });

  test("is given compressed answers where it takes them", async () => {
    const { id } = s.microsoft();
    s.mail({ body: `<p>${"Hello ".repeat(100)}</p>` });
    const answer = await s.call("GET", `/api/v3/grants/${id}/messages`);
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect((answer.body.data as unknown[]).length).toBe(1);
  });

  test("may ask one mailbox of Microsoft four things at a time", async () => {
    const { id: identifier } = s.microsoft();
    s.sandbox.switches.set({ latency: 100 });
    const asked = Array.from({ length: 6 }, () =>
      s.client.messages.list({ identifier }).then(
        () => 200,
        (error: NylasApiError) => error.statusCode,
      ),
    );
    expect((await Promise.all(asked)).sort()).toEqual([200, 200, 200, 200, 429, 429]);
  });
});
