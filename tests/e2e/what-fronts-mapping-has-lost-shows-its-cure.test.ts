import { randomUUID } from "node:crypto";
import type { IssueCode } from "../../core/issues/codes";
import { describe as inWords } from "../../core/issues/describe";
import { App } from "../support/app";
import { eventually } from "../support/eventually";
import { newAccount, startWithFront } from "../support/front-world";
import type { World } from "../support/world";

/** What is lost, and how it is put right. */
interface Case {
  readonly code: IssueCode;
  readonly lose: (fieldMap: string) => object;
  readonly cure: (app: App, save: (changes: object) => Promise<unknown>, fieldMap: string) => Promise<void>;
}

const CASES: readonly Case[] = [
  {
    code: "COLUMN_MISSING",
    lose: (fieldMap) => {
      const map = JSON.parse(fieldMap) as { lines: { systemField?: string }[] };
      // Somebody has deleted the column since.
      const lines = map.lines.map((line) =>
        line.systemField === "description" ? { ...line, column: "new_gone" } : line,
      );
      return { wave_fieldmap: JSON.stringify({ ...map, lines }) };
    },
    cure: async (_app, save, fieldMap) => void (await save({ wave_fieldmap: fieldMap })),
  },
  {
    code: "VIEW_NOT_FOUND",
    // Whoever it belonged to has deleted it since.
    lose: () => ({ wave_scopeviewid: randomUUID() }),
    cure: async (app) => {
      await app.field("Scope view").fill("");
      await app.command("Save");
    },
  },
];

describe("an admin whose mapping to Front has lost a column or its view", () => {
  let world: World;
  let app: App;
  beforeAll(async () => {
    world = await startWithFront();
    await newAccount(world, { name: "Acme" });
    app = await App.open(world, "admin");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  const admin = () => world.as("admin");
  const issueOf = async (code: string) => {
    const filter = `wave_code eq '${code}'`;
    const found = await (
      await admin()
    ).list(`wave_issues?$select=wave_issueid,wave_issuestatus&$filter=${filter}`);
    return found[0];
  };
  const OPEN = 628140000;

  it.each(CASES)("$code: reads what to do under Issues, does it, and it is over", ({ code, cure, lose }) =>
    app.see(code, async () => {
      const [mapping] = await (
        await admin()
      ).list("wave_mappings?$select=wave_mappingid,wave_fieldmap&$filter=wave_table eq 'account'");
      const [id, fieldMap] = [String(mapping!.wave_mappingid), String(mapping!.wave_fieldmap)];
      await (await admin()).send("PATCH", `wave_mappings(${id})`, lose(fieldMap));
      const run = async () => {
        await app.goTo(`pagetype=entityrecord&etn=wave_mapping&id=${id}`);
        await app.command("Run now");
      };
      await run();
      await eventually(`${code} to be told`, async () => (await issueOf(code))?.wave_issuestatus === OPEN);
      await app.goTo("pagetype=entitylist&etn=wave_issue");
      await app.grid.locator("tbody tr").first().waitFor();
      await app.goTo(
        `pagetype=entityrecord&etn=wave_issue&id=${String((await issueOf(code))!.wave_issueid)}`,
      );
      const { nextStep } = inWords({ code }, "en", { system: "Front" });
      await app.page.getByText(nextStep).first().waitFor({ timeout: 20_000 });
      await app.goTo(`pagetype=entityrecord&etn=wave_mapping&id=${id}`);
      const save = async (changes: object) => (await admin()).send("PATCH", `wave_mappings(${id})`, changes);
      await cure(app, save, fieldMap);
      await eventually("the mapping to be saved", async () => {
        const [saved] = await (
          await admin()
        ).list("wave_mappings?$select=wave_scopeviewid,wave_fieldmap&$filter=wave_table eq 'account'");
        return saved!.wave_fieldmap === fieldMap && !saved!.wave_scopeviewid;
      });
      await run();
      await eventually(`${code} to be over`, async () => (await issueOf(code))?.wave_issuestatus !== OPEN);
    }),
  );
});
