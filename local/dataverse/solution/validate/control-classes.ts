import type { Element } from "@xmldom/xmldom";
import type { ColumnType } from "../../metadata/types";
import { controlClassUnfit, controlClassUnknown } from "../errors";
import type { PackagedForm } from "../read/types";
import { attribute, guidOf } from "../xml/elements";
import type { Environment } from "./environment";

/** Class ids of the platform's form controls, as real exports have them (facts: forms, "Classids"). */
const KNOWN: ReadonlySet<string> = new Set([
  "02D4264B-47E2-4B4C-AA95-F439F3F4D458",
  "06375649-C143-495E-A496-C962E5B4488E",
  "0A7FF475-B016-4687-9CE5-042BFDBD6519",
  "0D2C745A-E5A8-4C8F-BA63-C6D3BB604660",
  "1E1FC551-F7A8-43AF-AC34-A8DC35C7B6D4",
  "1F179106-FA28-4495-961E-F6BD93C21974",
  "270BD3DB-D9AF-4782-9025-509E298DEC0A",
  "3EF39988-22BB-4F0B-BBBE-64B5A3748AEE",
  "4273EDBD-AC1D-40D3-9FB2-095C621B552D",
  "4AA28AB7-9C13-4F57-A73D-AD894D048B5F",
  "533B9E00-756B-4312-95A0-DC888637AC78",
  "5546E6CD-394C-4BEE-94A8-4425E17EF6C6",
  "587CDF98-C1D5-4BDE-8473-14A0BC7644A7",
  "5B773807-9FB2-42DB-97C3-7A91EFF8ADFF",
  "5C5600E0-1D6E-4205-A272-BE80DA87FD42",
  "5D68B988-0661-4DB2-BC3E-17598AD3BE6C",
  "62B0DF79-0464-470F-8AF7-4483CFEA0C7D",
  "67FAC785-CD58-4F9F-ABB3-4B7DDC6ED5ED",
  "71716B6C-711E-476C-8AB8-5D11542BFB47",
  "7C624A0B-F59E-493D-9583-638D34759266",
  "7E548B0D-209C-477B-9DCD-F0F44472381D",
  "8C10015A-B339-4982-9474-A95FE05631A5",
  "8C54228C-1B25-4909-A12A-F2B968BB0D62",
  "9C5CA0A1-AB4D-4781-BE7E-8DFBE867B87E",
  "9FDF5F91-88B1-47F4-AD53-C11EFC01A01D",
  "AA987274-CE4E-4271-A803-66164311A958",
  "ADA2203E-B4CD-49BE-9DDF-234642B43B52",
  "B0C6723A-8503-4FD7-BB28-C8A06AC933C2",
  "C3EFE0C3-0EC6-42BE-8349-CBD9079DFD8E",
  "C6D124CA-7EDA-4A60-AEA9-7FB8D318B68F",
  "CBFB742C-14E7-4A17-96BB-1A13F7F64AA2",
  "DFDF1CDE-837B-4AC9-98CF-AC74361FD89D",
  "E0DECE4B-6FC8-4A8F-A065-082708572369",
  "E7A81278-8635-4D9E-8D4D-59480B391C5B",
  "F3015350-44A2-4AA0-97B5-00166532B5E9",
  "F9A8A302-114E-466A-B582-6771B2AE0D92",
  "FD2A7985-3187-444E-908D-6624B21F69C0",
]);

/** A cell that a custom control fills: it fits every column. */
const CUSTOM_CONTROL = "F9A8A302-114E-466A-B582-6771B2AE0D92";

/** Columns that have a control of their own, which no other one stands in for. */
const OF_TYPE: Partial<Record<ColumnType, string>> = {
  Money: "533B9E00-756B-4312-95A0-DC888637AC78",
  Decimal: "C3EFE0C3-0EC6-42BE-8349-CBD9079DFD8E",
};

/** Refuses a control of a class that the platform does not have, or that is made for other columns. */
export function checkClass(
  environment: Environment,
  table: string,
  control: Element,
  form: PackagedForm,
): void {
  const classId = guidOf(attribute(control, "classid"))?.toUpperCase();
  if (classId === undefined) return;
  const column = attribute(control, "datafieldname");
  if (!KNOWN.has(classId))
    throw controlClassUnknown(form.id, column ?? attribute(control, "id") ?? "", classId);
  const type = column === undefined ? undefined : environment.column(table, column)?.type;
  const wanted = type === undefined ? undefined : OF_TYPE[type];
  if (wanted !== undefined && classId !== wanted && classId !== CUSTOM_CONTROL)
    throw controlClassUnfit(form.id, column ?? "", type ?? "", classId);
}
