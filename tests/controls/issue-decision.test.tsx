import "@testing-library/jest-dom";
import * as React from "react";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { IssueDetails } from "../../core/issues/details";
import { Issue } from "../../controls/IssueDecision/components/Issue";
import type { IssueProps } from "../../controls/IssueDecision/components/issue-props";
import { datesFrom } from "../../controls/shared/dates";
import { wordsFrom } from "../../controls/shared/words";
import { ClientError, openChannel, type Message } from "../../webresources/client";
import { useFakeBroadcastChannel } from "../webresources/support/fake-broadcast";
import { failedRow, finishedRow } from "../webresources/support/fake-rows";
import { FakeTransport } from "../webresources/support/fake-transport";
import { readResx } from "../webresources/support/resx";
import { axeFindings } from "./support/axe";
import { button, settle } from "./support/panel";
import { CONFLICTS, NOW } from "./support/samples";

const ISSUE = "55555555-5555-4555-8555-555555555555";
const texts = readResx("controls/IssueDecision/strings/IssueDecision.1033.resx");
const words = wordsFrom({ getString: (key: string) => texts.get(key) ?? key });
const fact = { label: "Email", value: "ines@example.com" };
const AMBIGUOUS: IssueDetails = {
  version: 1,
  params: {},
  decisions: ["link", "create", "retry", "ignore"],
  table: "contact",
  record: { id: "w1", name: "Ines Vasseur", url: "https://wave.example/w1", facts: [fact] },
  candidates: [
    { side: "dataverse", id: "row1", name: "Ines Vasseur", facts: [{ label: "City", value: "Lyon" }] },
    { side: "dataverse", id: "row2", name: "Inès Vasseur", facts: [{ label: "City", value: "Paris" }] },
  ],
};
const plain = (...decisions: IssueDetails["decisions"]): IssueDetails => ({
  version: 1,
  params: {},
  decisions,
});

describe("the decision on an issue", () => {
  useFakeBroadcastChannel();
  beforeEach(() => jest.useFakeTimers({ now: NOW }));
  afterEach(() => jest.useRealTimers());

  function show(over: Partial<IssueProps> = {}, transport = new FakeTransport().finds(finishedRow([]))) {
    const services = {
      transport,
      channel: openChannel(),
      open: jest.fn(),
      confirm: jest.fn().mockResolvedValue(true),
      copy: jest.fn(),
      destroyed: new AbortController().signal,
    };
    const props: IssueProps = {
      issueId: ISSUE,
      details: AMBIGUOUS,
      status: "open",
      message: "Two contacts could be meant.",
      nextStep: "Choose one.",
      system: "Wave",
      mayAct: true,
      language: 1033,
      services,
      words,
      dates: datesFrom({ formatting: { formatTime: (date: Date) => date.toISOString() } } as never, words),
      ...over,
    };
    const { container, rerender } = render(<Issue {...props} />);
    const update = (more: Partial<IssueProps>) => rerender(<Issue {...props} {...more} />);
    const user = userEvent.setup({ advanceTimers: (ms) => jest.advanceTimersByTime(ms) });
    return { ...services, container, update, user };
  }
  const decisions = (transport: FakeTransport) =>
    transport.executed.map((request) => JSON.parse((request as unknown as { Decision: string }).Decision));
  const card = (name: string) => within(screen.getByRole("group", { name }));

  it("shows what happened, what to do, the system's record, and the rows it could be", async () => {
    const { container } = show();
    expect(screen.getByText("Two contacts could be meant.")).toBeVisible();
    expect(screen.getByText("Choose one.")).toBeVisible();
    expect(screen.getByRole("link", { name: /^Open in Wave ?: Ines Vasseur$/ })).toHaveAttribute(
      "href",
      "https://wave.example/w1",
    );
    expect(card("Inès Vasseur").getByText("Paris")).toBeVisible();
    jest.useRealTimers();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("a candidate is opened in Dynamics, and joined with one click", async () => {
    const view = show();
    await view.user.click(card("Inès Vasseur").getByText("Open in Dynamics"));
    expect(view.open).toHaveBeenCalledWith("contact", "row2");
    await view.user.click(card("Inès Vasseur").getByRole("button", { name: /This is the same person/ }));
    await settle();
    expect(decisions(view.transport)).toEqual([{ kind: "link", recordId: "row2" }]);
    expect(view.transport.executed[0]).toMatchObject({ Issue: ISSUE, Language: 1033 });
    expect(screen.getAllByText("The records are now linked and stay in sync.")[0]).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /same person/ })).toBeNull();
  });

  it("the other way round, a row is joined with the record of the system it is", async () => {
    const { record: _none, ...rest } = AMBIGUOUS;
    const url = "https://wave.example/w2";
    const candidates = [
      { side: "system" as const, id: "w1", name: "Ines Vasseur", facts: [] },
      { side: "system" as const, id: "w2", name: "Inès Vasseur", url, facts: [] },
    ];
    const view = show({ details: { ...rest, candidates } });
    expect(screen.getByRole("heading", { name: "Possible matches in Wave" })).toBeVisible();
    expect(card("Inès Vasseur").getByRole("link", { name: /Open in Wave/ })).toHaveAttribute("href", url);
    // Without an address there is nothing to open: it is no row of Dynamics either.
    expect(card("Ines Vasseur").queryByText(/Open in/)).toBeNull();
    await view.user.click(card("Inès Vasseur").getByRole("button", { name: /This is the same person/ }));
    await settle();
    expect(decisions(view.transport)).toEqual([{ kind: "link", externalId: "w2" }]);
  });

  it("the form hears of it, so that it shows the new status", async () => {
    const heard: Message[] = [];
    const form = openChannel();
    form.listen("wave_issue", ISSUE, (message) => heard.push(message));
    const view = show();
    await view.user.click(button("None of these. Create a contact"));
    await settle();
    expect(heard).toMatchObject([{ type: "finished", kind: "resolve", by: "panel" }]);
  });

  it("both values of a conflict are chosen here, too", async () => {
    const conflicts = CONFLICTS.filter(({ verdict }) => verdict === "conflict");
    const view = show({ details: { ...plain("fields", "retry"), fields: conflicts } });
    await view.user.click(button("Wave"));
    await view.user.click(button("Apply"));
    await settle();
    expect(decisions(view.transport)).toEqual([
      { kind: "fields", fields: { Website: "system", Fax: "system" } },
    ]);
  });

  it.each([
    ["Try again", "retry"],
    ["Ignore", "ignore"],
    ["Keep this record", "keep"],
    ["Delete this record too", "delete"],
    ["Create a contact", "create"],
  ])("%s hands in %s", async (name, kind) => {
    const view = show({ details: plain("create", "keep", "delete", "retry", "ignore") });
    await view.user.click(button(name));
    await settle();
    expect(decisions(view.transport)).toEqual([{ kind }]);
    expect(view.confirm).toHaveBeenCalledTimes(kind === "delete" ? 1 : 0);
  });

  it("offers only what is possible, and nothing once it is resolved", () => {
    const { update } = show({ details: plain("retry") });
    expect(screen.getAllByRole("button").map((each) => each.textContent)).toEqual(["Try again"]);
    update({ status: "resolved", details: plain("retry") });
    expect(screen.queryByRole("button")).toBeNull();
    expect(screen.getAllByText(/This issue is resolved/)[0]).toBeInTheDocument();
  });

  it("two clicks are one decision", async () => {
    const view = show();
    await view.user.dblClick(button("Try again"));
    await settle();
    expect(view.transport.executed).toHaveLength(1);
  });

  it("what the connector refuses is said with what to do, and another decision can be made", async () => {
    const refused = failedRow("ISSUE_ALREADY_RESOLVED", "Somebody was faster.", "Refresh the form.");
    const view = show({}, new FakeTransport().finds(refused));
    await view.user.click(button("Try again"));
    await settle();
    expect(screen.getByText("Somebody was faster.")).toBeVisible();
    expect(screen.getByText("Refresh the form.")).toBeVisible();
    expect(button("Ignore")).toBeEnabled();
  });

  it("a decision that did not get through is handed in again under the same id", async () => {
    const transport = new FakeTransport()
      .finds(finishedRow([]))
      .callEnds(new ClientError("CONNECTOR_UNREACHABLE"));
    const view = show({ details: plain("ignore") }, transport);
    await view.user.click(button("Ignore"));
    await settle();
    await view.user.click(button("Try again"));
    await settle();
    const ids = transport.executed.map((request) => request.OperationId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it("who may not decide sees why, and nothing is sent", async () => {
    const view = show({ mayAct: false });
    await view.user.click(button("Try again"));
    expect(view.transport.executed).toHaveLength(0);
    expect(button("Try again")).toHaveAccessibleDescription(/security role/);
  });

  it("an address that is no web address becomes no link", () => {
    show({ details: { ...AMBIGUOUS, record: { ...AMBIGUOUS.record!, url: "javascript:alert(1)" } } });
    expect(screen.queryByRole("link", { name: /Open in Wave/ })).toBeNull();
  });
});
