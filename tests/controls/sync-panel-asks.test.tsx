import { act, screen } from "@testing-library/react";
import { ask, openChannel, type Message, type Question } from "../../webresources/client";
import { useFakeBroadcastChannel } from "../webresources/support/fake-broadcast";
import { finishedRow } from "../webresources/support/fake-rows";
import { FakeTransport } from "../webresources/support/fake-transport";
import { axeFindings } from "./support/axe";
import { button, settle, stage } from "./support/panel";
import { CONTACT_ID, linkRow, NOW } from "./support/samples";

const NO_FORM = 250;
const line = (id: string, direction: string) => ({ id, kind: "manual", column: id, direction });
const FIELD_MAP = JSON.stringify({
  version: 1,
  lines: [line("reason", "toSystem"), line("score", "toSystem"), line("source", "toDataverse")],
});
const row = { wave_Link_Contact_Contact: [linkRow({ wave_Mapping: { wave_fieldmap: FIELD_MAP } })] };
const question = (over: Partial<Question> & Pick<Question, "line" | "label">): Question => ({
  kind: "text",
  required: false,
  choices: [],
  ...over,
});
const QUESTIONS = [
  question({ line: "reason", label: "Reason", required: true }),
  question({ line: "score", label: "Score", kind: "number", min: 0, max: 10 }),
];
const pushed = () => new FakeTransport().finds(finishedRow([{ recordId: CONTACT_ID, outcome: "updated" }]));

describe("values asked for before a sync", () => {
  useFakeBroadcastChannel();
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    sessionStorage.clear();
  });
  afterEach(() => jest.useRealTimers());

  async function asked(transport = pushed()) {
    const view = await stage({ row, questions: QUESTIONS, transport });
    await view.user.click(button("Push to Wave"));
    await settle();
    return view;
  }
  const submit = () => screen.getAllByRole("button", { name: "Push to Wave" }).at(-1)!;

  it("a push asks first, and the keyboard is where the question is", async () => {
    const { transport, container } = await asked();
    expect(transport.executed).toHaveLength(0);
    expect(screen.getByRole("heading", { name: "Before the push to Wave" })).toHaveFocus();
    expect(screen.getByRole("textbox", { name: "Reason" })).toBeRequired();
    expect(screen.getByRole("spinbutton", { name: "Score" })).not.toBeRequired();
    jest.useRealTimers();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("sends what was entered, by line, in the column's type", async () => {
    const view = await asked();
    await view.user.type(screen.getByRole("textbox", { name: "Reason" }), "Trade fair");
    await view.user.type(screen.getByRole("spinbutton", { name: "Score" }), "7");
    await view.user.click(submit());
    await settle(NO_FORM);
    expect(view.transport.executed[0]).toMatchObject({ Table: "contact", RecordIds: [CONTACT_ID] });
    const { Values } = view.transport.executed[0] as unknown as { Values: string };
    expect(JSON.parse(Values)).toEqual({ reason: "Trade fair", score: 7 });
  });

  it("sends nothing while something required is missing or a value cannot be, and says where", async () => {
    const view = await asked();
    await view.user.type(screen.getByRole("spinbutton", { name: "Score" }), "11");
    await view.user.click(submit());
    await settle(NO_FORM);
    expect(view.transport.executed).toHaveLength(0);
    expect(screen.getByRole("textbox", { name: "Reason" })).toHaveFocus();
    expect(screen.getByRole("textbox", { name: "Reason" })).toHaveAccessibleDescription(
      "Please fill this in.",
    );
    expect(screen.getByText("Please enter a number from 0 to 10.")).toBeVisible();
  });

  it("remembers in this tab what was entered last", async () => {
    const view = await asked();
    await view.user.type(screen.getByRole("textbox", { name: "Reason" }), "Trade fair");
    await view.user.click(submit());
    await settle(NO_FORM);
    await view.user.click(button("Push to Wave"));
    await settle();
    expect(screen.getByRole("textbox", { name: "Reason" })).toHaveValue("Trade fair");
  });

  it("cancelling sends nothing and gives the keyboard back", async () => {
    const view = await asked();
    await view.user.click(button("Cancel"));
    expect(view.transport.executed).toHaveLength(0);
    expect(button("Push to Wave")).toHaveFocus();
  });

  it("a pull asks for what it writes, and only for that", async () => {
    const view = await stage({ row, questions: [question({ line: "source", label: "Source" })] });
    await view.user.click(button("Pull from Wave"));
    await settle();
    expect(view.readQuestions).toHaveBeenCalledWith("contact", [{ id: "source", column: "source" }]);
    expect(screen.getByRole("heading", { name: "Before the pull from Wave" })).toBeVisible();
  });

  it("without such lines nothing is asked and nothing more is read", async () => {
    const view = await stage({ transport: pushed() });
    await view.user.click(button("Push to Wave"));
    await settle(NO_FORM);
    expect(view.readQuestions).not.toHaveBeenCalled();
    expect(view.transport.executed).toHaveLength(1);
  });

  it("a record that was never linked is asked for the lines of the active mappings", async () => {
    const transport = new FakeTransport().finds({ wave_fieldmap: FIELD_MAP });
    const view = await stage({
      row: { wave_Link_Contact_Contact: [] },
      questions: QUESTIONS,
      transport,
    });
    await view.user.click(button("Push"));
    await settle();
    expect(transport.queries[0]).toContain("wave_table eq 'contact'");
    expect(screen.getByRole("textbox", { name: "Reason" })).toBeVisible();
  });

  it("takes a push over from the ribbon when there is something to ask, and says when there is not", async () => {
    const ribbon = openChannel();
    const wanted = (kind: "push" | "pull"): Message => ({
      type: "askWanted",
      kind,
      table: "contact",
      recordId: CONTACT_ID,
      operationId: "11111111-1111-4111-8111-111111111111",
    });
    const replyTo = async (message: Message) => {
      let reply: ReturnType<typeof ask> | undefined;
      act(() => {
        reply = ask(ribbon, message, ({ type }) => type === "askTaken" || type === "askNotNeeded");
      });
      await settle(NO_FORM);
      return (await reply)?.type;
    };
    await stage({ row, questions: QUESTIONS });
    expect(await replyTo(wanted("push"))).toBe("askTaken");
    expect(screen.getByRole("textbox", { name: "Reason" })).toBeVisible();
    ribbon.close();
  });
});
