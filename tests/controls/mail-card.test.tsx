import "@testing-library/jest-dom";
import * as React from "react";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Mail } from "../../controls/MailCard/components/Mail";
import type { MailProps } from "../../controls/MailCard/components/mail-props";
import { datesFrom } from "../../controls/shared/dates";
import { wordsFrom } from "../../controls/shared/words";
import { operation, OperationStatus } from "../../core/generated/schema";
import { noOutcomes } from "../../core/outcome";
import type { MailAnswer } from "../../core/operation/mail-answer";
import { failedRow } from "../webresources/support/fake-rows";
import { FakeTransport } from "../webresources/support/fake-transport";
import { readResx } from "../webresources/support/resx";
import { axeFindings } from "./support/axe";
import { CONTACT_ID } from "./support/samples";

const texts = readResx("controls/MailCard/strings/MailCard.1033.resx");
const words = wordsFrom({ getString: (key: string) => texts.get(key) ?? key });
const EMAIL_ID = "66666666-6666-4666-8666-666666666666";
const STATUS: MailAnswer = {
  mailboxes: [
    { address: "sales@contoso.example", knownUntil: "2026-09-19T10:14:00Z" },
    { address: "old@contoso.example", knownUntil: null, trouble: "Sign in again." },
  ],
  logged: 2,
  lastOn: "2026-09-19T10:14:00Z",
};
const FOUND: MailAnswer = {
  found: [
    {
      ...{ sentOn: "2026-09-19T10:14:00Z", mailbox: "sales@contoso.example", outgoing: false },
      ...{ outcome: "logged", text: "It was logged.", recordId: EMAIL_ID },
    },
    {
      ...{ sentOn: null, mailbox: "sales@contoso.example", outgoing: true },
      ...{ outcome: "skipped", text: "A rule leaves its subject out." },
    },
    {
      ...{ sentOn: null, mailbox: null, outgoing: true, outcome: "skipped" },
      ...{ text: "Somebody has made this conversation private.", thread: "t1" },
    },
  ],
};

const { columns } = operation;
const row = (mail: MailAnswer) => ({
  [columns.operationstatus]: OperationStatus.Succeeded,
  [columns.result]: JSON.stringify({ version: 1, counts: noOutcomes(), records: [], mail }),
});

function show(transport: FakeTransport, over: Partial<MailProps> = {}) {
  const services = {
    transport,
    open: jest.fn(),
    confirm: jest.fn().mockResolvedValue(true),
    copy: jest.fn(),
    destroyed: new AbortController().signal,
  };
  const props: MailProps = {
    record: { table: "contact", id: CONTACT_ID },
    address: "ines@acme.example",
    mayAct: true,
    language: 1033,
    services,
    words,
    dates: datesFrom({ formatting: { formatTime: (date: Date) => date.toISOString() } } as never, words),
    ...over,
  };
  const { container } = render(<Mail {...props} />);
  return { ...services, container, user: userEvent.setup() };
}

const asked = (transport: FakeTransport) =>
  transport.executed.map((request) => {
    const { Action, Query, RecordId, Table } = request as unknown as Record<string, string>;
    return [Action, Table, RecordId, Query].filter((each) => each !== undefined);
  });

describe("the email card", () => {
  it("shows the mailboxes, how many emails there are, and what became of each", async () => {
    const { container } = show(new FakeTransport().finds(row(STATUS), row(FOUND)));
    expect(await screen.findByText("A rule leaves its subject out.")).toBeVisible();
    expect(screen.getByText(/^2 emails on the timeline/)).toBeVisible();
    expect(screen.getByText("Sign in again.")).toBeVisible();
    expect(container.querySelectorAll("[data-wave-outcome]")).toHaveLength(3);
    await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent("3 emails found."));
    expect(await axeFindings(container)).toEqual([]);
  });

  it("says why an email with an address that is typed is not there", async () => {
    const transport = new FakeTransport().finds(row(STATUS), row({ found: [] }), row(STATUS), row(FOUND));
    const { user } = show(transport);
    await screen.findByText(/No email of this record/);
    await user.click(screen.getByRole("button", { name: "Find out why" }));
    expect(screen.getByText("Enter an address or a day.")).toBeVisible();
    await user.type(screen.getByLabelText("Address"), "ada@acme.example{Enter}");
    const heading = await screen.findByRole("heading", { name: "Email: ada@acme.example" });
    await waitFor(() => expect(heading).toHaveFocus());
    expect(asked(transport).at(-1)).toEqual(["notHere", "contact", CONTACT_ID, "ada@acme.example"]);
  });

  it("has a conversation never logged again, once the person means it", async () => {
    const transport = new FakeTransport().finds(
      ...[row(STATUS), row(FOUND), row({ removed: 1 }), row(STATUS), row({ found: [] })],
    );
    const { confirm, open, user } = show(transport);
    await user.click(await screen.findByRole("button", { name: "Open" }));
    expect(open).toHaveBeenCalledWith("email", EMAIL_ID);
    confirm.mockResolvedValueOnce(false);
    await user.click(screen.getByRole("button", { name: "Never log this thread" }));
    expect(transport.executed).toHaveLength(2);
    await user.click(screen.getByRole("button", { name: "Never log this thread" }));
    expect((await screen.findAllByText(/^1 email was removed/))[0]).toBeVisible();
    expect(asked(transport)[2]).toEqual(["neverThread", "email", EMAIL_ID]);
  });

  it("says what went wrong, and tries again", async () => {
    const failed = failedRow("UNEXPECTED", "It did not work.", "Try again later.");
    const transport = new FakeTransport().finds(failed, row(STATUS), row(FOUND));
    const { user } = show(transport);
    expect(await screen.findByText("It did not work.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("A rule leaves its subject out.")).toBeVisible();
  });

  it("asks for nothing on a record that is not saved, or for somebody who may not ask", () => {
    const transport = new FakeTransport();
    show(transport, { record: { table: "contact" } });
    show(transport, { mayAct: false });
    expect(screen.getByText("Save the record to see its email.")).toBeVisible();
    expect(transport.executed).toEqual([]);
  });
});
