import { screen } from "@testing-library/react";
import { describeOrigin } from "../../core/issues/describe";
import { useFakeBroadcastChannel } from "../webresources/support/fake-broadcast";
import { finishedRow } from "../webresources/support/fake-rows";
import { FakeTransport } from "../webresources/support/fake-transport";
import { button, settle, stage } from "./support/panel";
import { CONTACT_ID, FIELDS, NOW } from "./support/samples";

/** The panel waits this long for a form script that answers. */
const NO_FORM = 250;

describe("where a value in Dynamics came from", () => {
  useFakeBroadcastChannel();
  beforeEach(() => jest.useFakeTimers({ now: NOW }));
  afterEach(() => jest.useRealTimers());

  it("stands beside what a preview would do with it", async () => {
    const now = new Date(NOW);
    const on = new Date(now.getTime() - 3 * 60_000).toISOString();
    const fields = FIELDS.map((field) =>
      field.label === "Job Title"
        ? { ...field, reasonText: `${field.reasonText}. ${describeOrigin("Enginy", on, now, "en")}` }
        : field,
    );
    const preview = finishedRow([{ recordId: CONTACT_ID, outcome: "updated", fields }]);
    const view = await stage({ transport: new FakeTransport().finds(preview) });
    await view.user.click(button("Preview"));
    await settle(NO_FORM);
    const job = screen.getByRole("row", { name: /Job Title/ });
    expect(job).toHaveTextContent("The value in Dynamics came from Enginy (3 minutes ago).");
    expect(screen.getByRole("row", { name: /Mobile Phone/ })).not.toHaveTextContent("came from");
  });
});
