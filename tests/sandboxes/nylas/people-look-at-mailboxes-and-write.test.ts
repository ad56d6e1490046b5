import { INES, nylasAndClient, OTHER, SALES, type Nylased } from "./client";

let s: Nylased;
beforeEach(async () => {
  s = await nylasAndClient();
  s.microsoft();
  s.google();
  s.sandbox.people = [INES, { name: 'Lovelace, "Ada"', email: "Ada@x.test" }];
});
afterEach(() => s.close());

const page = async (path: string) => (await s.call<string>("GET", `/app${path}`, undefined, {})).body;
const send = (path: string, form: Record<string, string>, headers = {}) =>
  fetch(`${s.url}/app${path}`, {
    method: "POST",
    body: new URLSearchParams(form),
    redirect: "manual",
    headers,
  });
const mails = (index = 0) => [...s.sandbox.mailboxes()[index]!.newestFirst()];
const pathOf = (index = 0) => {
  const { grant } = s.sandbox.mailboxes()[index]!;
  return `/mailboxes/${grant.id}/mails/${encodeURIComponent(mails(index)[0]!.id)}`;
};

describe("the pages of the sandbox", () => {
  test("show mailboxes, and let somebody write as a contact", async () => {
    const html = await page("/mailboxes");
    expect(html).toContain("sales1@customer-demo.test");
    expect(html).toContain("&quot;Lovelace, \\&quot;Ada\\&quot;&quot; &lt;Ada@x.test&gt;");
    const answer = await send("/mailboxes", {
      from: '"Lovelace, \\"Ada\\"" <ada@x.test>',
      to: "sales1@customer-demo.test, Sales Two <sales2@customer-demo.test>",
      cc: "",
      subject: "<b>Hi</b>",
      text: "First <script>alert(1)</script>\n\nSecond",
    });
    expect(answer.status).toBe(303);
    expect(mails(1)).toMatchObject([
      {
        from: [{ name: 'Lovelace, "Ada"', email: "Ada@x.test" }],
        to: [SALES, OTHER],
        body: "<p>First &lt;script&gt;alert(1)&lt;/script&gt;</p><p>Second</p>",
      },
    ]);
    const { grant } = s.sandbox.mailboxes()[0]!;
    const list = await page(`/mailboxes/${grant.id}`);
    expect(list).toContain("&lt;b&gt;Hi&lt;/b&gt;");
    expect(list).toContain("Posteingang");
    expect(await page(pathOf())).toContain("<p>Second</p>");
  });

  test("let a mail be answered within its conversation", async () => {
    s.mail();
    const html = await page(pathOf());
    expect(html).toContain('value="Re: Quote 42"');
    await send(pathOf(), { from: SALES.email, to: INES.email, subject: "Re: Quote 42", text: "Here" });
    const [answer, first] = mails().sort((a, b) => b.references.length - a.references.length);
    expect(answer).toMatchObject({ threadId: first!.threadId, references: [first!.messageId] });
  });

  test("move a mail, delete it, let a sign-in end and begin again", async () => {
    s.mail();
    const moved = await send(`${pathOf()}/move`, { folder: "AAMkFolderArchive" });
    expect(moved.status).toBe(303);
    expect(mails()[0]!.folders).toEqual(["AAMkFolderArchive"]);
    await send(`${pathOf()}/delete`, {});
    expect(mails()).toEqual([]);
    const { grant } = s.sandbox.mailboxes()[0]!;
    await send(`/mailboxes/${grant.id}/status`, {});
    expect(await page(`/mailboxes/${grant.id}`)).toContain("Sign in again");
    await send(`/mailboxes/${grant.id}/status`, {});
    expect(s.sandbox.mailboxes()[0]!.grant.status).toBe("valid");
  });

  test("say what is missing in a mail, and take none from another site", async () => {
    expect((await send("/mailboxes", { from: "", to: "a@x.test" })).status).toBe(400);
    expect((await send("/mailboxes", { from: "a@x.test", to: "nobody" })).status).toBe(400);
    const foreign = await send(
      "/mailboxes",
      { from: "a@x.test", to: SALES.email },
      { "sec-fetch-site": "cross-site" },
    );
    expect(foreign.status).toBe(403);
    expect(mails()).toEqual([]);
    const shown = await s.call("GET", "/app/mailboxes", undefined, {});
    expect(shown.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect((await s.call("GET", "/app/mailboxes/none", undefined, {})).status).toBe(404);
  });
});
