/** @jest-environment jsdom */
import { allCells, parseFormXml } from "../../../local/host/client/form/parse-form-xml";

const label = (en: string, de?: string) =>
  `<labels><label description="${en}" languagecode="1033"/>${de ? `<label description="${de}" languagecode="1031"/>` : ""}</labels>`;

const UNIQUE = "{3377D87C-C485-5E9C-830A-4C7D68144F9E}";

const XML = `<form>
  <tabs>
    <tab name="SUMMARY" id="{t1}" showlabel="true">${label("Summary", "Zusammenfassung")}
      <columns>
        <column width="33%"><sections><section name="INFO" id="{s1}" columns="2" showlabel="true">${label("Information")}<rows>
          <row>
            <cell id="{c1}">${label("Last name", "Nachname")}<control id="lastname" classid="{4273EDBD-AC1D-40D3-9FB2-095C621B552D}" datafieldname="lastname"/></cell>
            <cell id="{c2}" colspan="2" visible="false"><control id="jobtitle" classid="{4273EDBD-AC1D-40D3-9FB2-095C621B552D}" datafieldname="jobtitle" disabled="true"/></cell>
          </row>
          <row><cell id="{c3}" showlabel="false"><control id="wave_syncstatus" classid="{F9A8A302-114E-466A-B582-6771B2AE0D92}" datafieldname="wave_syncstatus" uniqueid="${UNIQUE.toLowerCase()}"/></cell></row>
          <row><cell id="{c4}"/></row>
        </rows></section></sections></column>
        <column width="67%"><sections><section name="LINKS" id="{s2}" columns="11"><rows><row><cell id="{c5}" rowspan="4">${label("Links")}
          <control id="links" classid="{E7A81278-8635-4D9E-8D4D-59480B391C5B}"><parameters><ViewId>{V1}</ViewId><TargetEntityType>wave_link</TargetEntityType><RelationshipName>wave_x</RelationshipName></parameters></control>
        </cell></row></rows></section></sections></column>
      </columns>
    </tab>
    <tab name="HIDDEN" id="{t2}" visible="false">${label("Hidden")}<columns/></tab>
  </tabs>
  <header><rows><row><cell id="{h1}">${label("Owner")}<control id="header_ownerid" classid="{270BD3DB-D9AF-4782-9025-509E298DEC0A}" datafieldname="ownerid"/></cell></row></rows></header>
  <events>
    <event name="onload" active="true"><Handlers>
      <Handler functionName="Ns.onLoad" libraryName="ns_/a.js" enabled="true" passExecutionContext="true" parameters=""/>
      <Handler functionName="Ns.off" libraryName="ns_/a.js" enabled="false"/>
    </Handlers></event>
    <event name="onchange" attribute="lastname" active="true"><Handlers><Handler functionName="Ns.onName" libraryName="ns_/b.js" enabled="true"/></Handlers></event>
  </events>
  <controlDescriptions><controlDescription forControl="${UNIQUE}">
    <customControl id="{3EF39988-22BB-4F0B-BBBE-64B5A3748AEE}"><parameters><datafieldname>wave_syncstatus</datafieldname></parameters></customControl>
    <customControl formFactor="0" name="wave_Phone"><parameters/></customControl>
    <customControl formFactor="2" name="wave_WaveSync.SyncPanel"><parameters><status>wave_syncstatus</status><mode static="true" type="Enum">compact</mode></parameters></customControl>
  </controlDescription></controlDescriptions>
  <formLibraries><Library name="ns_/a.js"/><Library name="ns_/b.js"/></formLibraries>
</form>`;

describe("FormXml", () => {
  const form = parseFormXml(XML, 1031);
  const section = form.tabs[0]?.columns[0]?.sections[0];

  it("gives tabs, their columns and sections", () => {
    expect(form.tabs.map((tab) => [tab.name, tab.label, tab.visible])).toEqual([
      ["SUMMARY", "Zusammenfassung", true],
      ["HIDDEN", "Hidden", false],
    ]);
    expect(form.tabs[0]?.columns.map((column) => column.width)).toEqual(["33%", "67%"]);
  });

  it("reads a section's columns written as a count or one digit a column", () => {
    expect(section?.columns).toBe(2);
    expect(form.tabs[0]?.columns[1]?.sections[0]?.columns).toBe(2);
  });

  it("shows labels in the person's language, and in the base language where there is none", () => {
    expect(section?.rows[0]?.[0]?.label).toBe("Nachname");
    expect(section?.label).toBe("Information");
    expect(parseFormXml(XML, 1036).tabs[0]?.label).toBe("Summary");
  });

  it("keeps what is hidden, locked, spanning or empty", () => {
    const [, hidden] = section?.rows[0] ?? [];
    expect(hidden).toMatchObject({ visible: false, colspan: 2, control: { disabled: true } });
    expect(section?.rows[2]?.[0]?.control).toBeUndefined();
  });

  it("takes the custom control for the web, whatever the case of its unique id", () => {
    expect(section?.rows[1]?.[0]?.control?.custom).toEqual({
      name: "wave_WaveSync.SyncPanel",
      parameters: {
        status: { value: "wave_syncstatus", static: false },
        mode: { value: "compact", static: true, type: "Enum" },
      },
    });
  });

  it("reads a subgrid's parameters", () => {
    const subgrid = form.tabs[0]?.columns[1]?.sections[0]?.rows[0]?.[0];
    expect(subgrid).toMatchObject({
      rowspan: 4,
      control: {
        classId: "E7A81278-8635-4D9E-8D4D-59480B391C5B",
        parameters: { TargetEntityType: "wave_link" },
      },
    });
  });

  it("reads header, libraries and handlers, disabled ones marked", () => {
    expect(form.header.map((cell) => cell.control?.id)).toEqual(["header_ownerid"]);
    expect(form.libraries).toEqual(["ns_/a.js", "ns_/b.js"]);
    expect(form.handlers).toMatchObject([
      { event: "onload", functionName: "Ns.onLoad", enabled: true, passContext: true },
      { event: "onload", functionName: "Ns.off", enabled: false },
      { event: "onchange", column: "lastname", functionName: "Ns.onName", passContext: false },
    ]);
  });

  it("lists all cells of header, tabs and footer", () => {
    expect(allCells(form)).toHaveLength(6);
  });

  it("says what is wrong with XML that is none", () => {
    expect(() => parseFormXml("<form><tabs></form>", 1033)).toThrow("Not well-formed");
  });
});
