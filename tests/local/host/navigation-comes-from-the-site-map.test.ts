/** @jest-environment jsdom */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSiteMap } from "../../../local/host/client/shell/site-map";

const XML = readFileSync(
  join(__dirname, "../../../solution/src/AppModuleSiteMaps/wave_WaveSync/AppModuleSiteMap.xml"),
  "utf8",
);
const tables = (lcid: number, mayRead: (table: string) => boolean) =>
  parseSiteMap(XML, lcid, mayRead).flatMap((area) =>
    area.groups.flatMap((group) => group.subAreas.map((s) => s.table)),
  );

it("shows the app's areas and groups in the person's language", () => {
  const [area] = parseSiteMap(XML, 1031, () => true);
  expect(area?.groups.map((group) => group.label)).toEqual(["Kunden", "Synchronisierung", "Einrichtung"]);
});

it("leads to the table's list", () => {
  const [first] = parseSiteMap(XML, 1033, () => true)[0]?.groups[0]?.subAreas ?? [];
  expect(first?.route).toEqual({ pagetype: "entitylist", etn: "contact" });
});

it("leaves out what the person may not read, and groups with nothing left", () => {
  expect(tables(1033, () => true)).toContain("wave_run");
  expect(tables(1033, (table) => table !== "wave_run")).not.toContain("wave_run");
  expect(parseSiteMap(XML, 1033, (table) => table === "contact")[0]?.groups.map((g) => g.label)).toEqual([
    "Customers",
  ]);
  expect(parseSiteMap(XML, 1033, () => false)).toEqual([]);
});

it("takes web resources and hidden entries, and passes over what it cannot show", () => {
  const xml = `<SiteMap><Area Id="a"><Titles><Title LCID="1033" Title="A"/></Titles><Group Id="g">
    <SubArea Id="s1" Url="$webresource:wave_/pages/setup.html" VectorIcon="$webresource:wave_/img/app.svg"/>
    <SubArea Id="s2" Url="https://elsewhere.example"/>
    <SubArea Id="s3" Entity="contact" Hidden="true"/>
    <SubArea Id="s4" Entity="contact"><Privilege Entity="contact" Privilege="Read,Write"/></SubArea>
  </Group></Area></SiteMap>`;
  const found = parseSiteMap(xml, 1033, (_, privilege) => privilege === "Read")[0]?.groups[0]?.subAreas;
  expect(found).toMatchObject([
    {
      id: "s1",
      icon: "wave_/img/app.svg",
      route: { pagetype: "webresource", webresourceName: "wave_/pages/setup.html" },
    },
  ]);
  expect(found).toHaveLength(1);
});
