import { issue, IssueStatus } from "../../core/generated/schema";
import { reportMappingIssues, type MappingIssue } from "../../connector/pipeline/report/mapping-issues";
import { Mapped } from "./support/mapped";

const { columns } = issue;
const TROUBLE: readonly MappingIssue[] = [
  {
    key: "box",
    issue: { code: "MAILBOX_PAUSED", params: { value: "sales@ours.example", details: "expired" } },
  },
];

describe("what admins are told of a mapping is over once it is mended", () => {
  let mapped: Mapped;

  beforeEach(async () => {
    mapped = await Mapped.start();
    await mapped.map({});
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await mapped.close();
  });

  const statuses = () => mapped.rows("wave_issue").map(({ values }) => values[columns.issuestatus]);

  test("although the answer to telling it got lost, and all was well before", async () => {
    const sync = await mapped.prepare();
    await reportMappingIssues(sync, "mailboxes", []);
    const { client } = mapped.runtime;
    const tell = client.bulk.bind(client);
    jest.spyOn(client, "bulk").mockImplementationOnce(async (...asked) => {
      await tell(...asked);
      throw new Error("The answer got lost.");
    });
    await reportMappingIssues(sync, "mailboxes", TROUBLE);
    expect(statuses()).toEqual([IssueStatus.Open]);
    await reportMappingIssues(sync, "mailboxes", []);
    expect(statuses()).toEqual([IssueStatus.Resolved]);
  });

  test("and by whichever of several connectors sees it", async () => {
    const [here, there] = [await mapped.prepare(), (mapped.restart(), await mapped.prepare())];
    await reportMappingIssues(here, "mailboxes", [], "byDatabase");
    await reportMappingIssues(there, "mailboxes", TROUBLE, "byDatabase");
    await reportMappingIssues(here, "mailboxes", [], "byDatabase");
    expect(statuses()).toEqual([IssueStatus.Resolved]);
    await reportMappingIssues(there, "mailboxes", TROUBLE, "byDatabase");
    expect(statuses()).toEqual([IssueStatus.Open]);
  });
});
