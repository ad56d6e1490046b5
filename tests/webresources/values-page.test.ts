import "@testing-library/jest-dom";
import type { Question } from "../../webresources/client/manual";
import { leaveTask, takeAnswer } from "../../webresources/shared/values-task";

const question = (over: Partial<Question> = {}): Question => ({
  line: "reason",
  label: "Reason",
  kind: "text",
  required: false,
  choices: [],
  ...over,
});

/** Longer than a dialog takes to close. */
const LONG_MS = 5_000;

describe("the page that asks for values in a dialog", () => {
  const close = jest.fn();
  const main = () => document.querySelector("main")!;
  const input = () => document.querySelector<HTMLInputElement>("[name=reason]")!;
  const press = (text: string) =>
    [...document.querySelectorAll("button")].find((button) => button.textContent === text)?.click();

  const open = async (...questions: readonly Question[]) => {
    leaveTask({
      locale: "en",
      title: "Values for this sync",
      why: "They are used for all 2 selected records.",
      submit: "Sync",
      cancel: "Cancel",
      given: "Close this window, and the sync begins.",
      canceled: "Nothing is synced.",
      faults: { required: "Enter a value.", tooLong: "Enter no more than {0} characters." },
      questions,
      first: { reason: "Trade fair" },
    });
    document.body.innerHTML = "<main></main>";
    await jest.isolateModulesAsync(async () => void (await import("../../webresources/pages/values")));
  };

  beforeEach(() => {
    jest.useFakeTimers();
    close.mockClear();
    window.close = close;
  });
  afterEach(() => jest.useRealTimers());

  it("begins in the first field, with what was entered last", async () => {
    await open(question());
    expect(input()).toHaveFocus();
    expect(input()).toHaveValue("Trade fair");
    expect(document.title).toBe("Values for this sync");
  });

  it("leaves what was entered for the command, and closes the dialog", async () => {
    await open(question());
    input().value = "Webinar";
    press("Sync");
    expect(close).toHaveBeenCalledTimes(1);
    expect(takeAnswer()).toEqual({ reason: "Webinar" });
  });

  it("stays at the field that is wrong, and says what is wrong with it", async () => {
    await open(question({ required: true, label: "Reason" }));
    input().value = "";
    press("Sync");
    expect(close).not.toHaveBeenCalled();
    expect(input()).toHaveFocus();
    expect(input()).toHaveAccessibleDescription("Enter a value.");
    expect(input()).toBeInvalid();
    expect(takeAnswer()).toBeUndefined();
  });

  it.each([
    ["the button", () => press("Cancel")],
    ["Escape", () => document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }))],
  ])("%s cancels: the dialog closes without an answer", async (_how, cancel) => {
    await open(question());
    cancel();
    expect(close).toHaveBeenCalled();
    expect(takeAnswer()).toBeUndefined();
  });

  it("a dialog that does not close by itself says how it is closed, and what happens then", async () => {
    await open(question());
    press("Sync");
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(main()).toHaveTextContent("Close this window, and the sync begins.");
    expect(document.querySelector("form")).toBeNull();
    expect(document.activeElement).toHaveTextContent("Close this window, and the sync begins.");
    expect(takeAnswer()).toEqual({ reason: "Trade fair" });
  });
});
