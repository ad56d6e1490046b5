import { columnFromMetadata, columnsFromMetadata } from "../../../core/mapping/column-metadata";
import { isReadOnly, isReference } from "../../../core/mapping/columns";

const label = (text: string) => ({ UserLocalizedLabel: { Label: text } });

describe("columns from the Web API's metadata", () => {
  test("a text column with its length, format, label and requirement", () => {
    expect(
      columnFromMetadata({
        LogicalName: "company",
        AttributeType: "String",
        FormatName: { Value: "Phone" },
        MaxLength: 50,
        DisplayName: label("Company Phone"),
        RequiredLevel: { Value: "None" },
        IsValidForCreate: true,
        IsValidForUpdate: true,
        IsValidForRead: true,
      }),
    ).toEqual({
      name: "company",
      type: "string",
      format: "phone",
      maxLength: 50,
      label: "Company Phone",
      required: "none",
    });
  });

  test("numbers with range and precision, dates by their behaviour", () => {
    const money = {
      LogicalName: "revenue",
      AttributeType: "Money",
      MinValue: 0,
      MaxValue: 1e11,
      Precision: 2,
    };
    expect(columnFromMetadata(money)).toEqual({
      name: "revenue",
      type: "money",
      min: 0,
      max: 1e11,
      precision: 2,
    });
    const day = {
      LogicalName: "birthdate",
      AttributeType: "DateTime",
      Format: "DateOnly",
      DateTimeBehavior: { Value: "DateOnly" },
    };
    expect(columnFromMetadata(day)).toEqual({ name: "birthdate", type: "dateTime", dateOnly: true });
    expect(
      columnFromMetadata({ ...day, Format: "DateAndTime", DateTimeBehavior: { Value: "UserLocal" } })
        .dateOnly,
    ).toBe(false);
  });

  test("choices with their labels, own or global, and the two options of yes/no", () => {
    const options = [
      { Value: 1, Label: label("Any") },
      { Value: 2, Label: { LocalizedLabels: [{ Label: "E-mail" }] } },
      { Value: 3 },
    ];
    const expected = [
      { value: 1, label: "Any" },
      { value: 2, label: "E-mail" },
      { value: 3, label: "3" },
    ];
    expect(
      columnFromMetadata({ LogicalName: "a", AttributeType: "Picklist", OptionSet: { Options: options } })
        .choices,
    ).toEqual(expected);
    expect(
      columnFromMetadata({
        LogicalName: "a",
        AttributeType: "Picklist",
        GlobalOptionSet: { Options: options },
      }).choices,
    ).toEqual(expected);
    const two = {
      TrueOption: { Value: 1, Label: label("Do Not Allow") },
      FalseOption: { Value: 0, Label: label("Allow") },
    };
    expect(
      columnFromMetadata({ LogicalName: "b", AttributeType: "Boolean", OptionSet: two }).choices,
    ).toEqual([
      { value: 0, label: "Allow" },
      { value: 1, label: "Do Not Allow" },
    ]);
  });

  test.each([
    ["Virtual", "MultiSelectPicklistType", "multiChoice"],
    ["Virtual", "ImageType", "image"],
    ["Virtual", "FileType", "file"],
    ["Virtual", "VirtualType", "other"],
    ["Memo", "MemoType", "memo"],
    ["BigInt", "BigIntType", "bigint"],
    ["Owner", "OwnerType", "owner"],
    ["Customer", "CustomerType", "customer"],
    ["Uniqueidentifier", "UniqueidentifierType", "uniqueIdentifier"],
    ["State", "StateType", "state"],
    ["Status", "StatusType", "status"],
    ["PartyList", "PartyListType", "partyList"],
    ["ManagedProperty", "ManagedPropertyType", "other"],
  ])("%s / %s is %s", (attributeType, typeName, type) => {
    expect(
      columnFromMetadata({
        LogicalName: "a",
        AttributeType: attributeType,
        AttributeTypeName: { Value: typeName },
      }).type,
    ).toBe(type);
  });

  test("what cannot be written or read is known, and lookups know where they point", () => {
    const column = columnFromMetadata({
      LogicalName: "parentcustomerid",
      AttributeType: "Customer",
      Targets: ["account", "contact"],
      IsValidForCreate: false,
      IsValidForUpdate: false,
      IsValidForRead: false,
    });
    expect(column).toMatchObject({
      targets: ["account", "contact"],
      notOnCreate: true,
      notOnUpdate: true,
      notReadable: true,
    });
    expect([isReadOnly(column), isReference(column)]).toEqual([true, true]);
  });

  test("a column read twice, in the base list and with its typed cast, is one column with all it has", () => {
    const columns = columnsFromMetadata([
      { LogicalName: "jobtitle", AttributeType: "String", RequiredLevel: { Value: "None" } },
      { LogicalName: "jobtitle", MaxLength: 100 },
      { LogicalName: "description", AttributeType: "Memo", MaxLength: 2000 },
    ]);
    expect(columns).toEqual({
      jobtitle: { name: "jobtitle", type: "string", required: "none", maxLength: 100 },
      description: { name: "description", type: "memo", maxLength: 2000 },
    });
  });
});
