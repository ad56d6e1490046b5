import type { MetadataModel } from "../model";
import type { Choice, Column, Option } from "../types";
import { labelJson } from "./labels";

const optionJson = (option: Option, language: number): object => ({
  ...(option.state === undefined
    ? {}
    : { "@odata.type": "#Microsoft.Dynamics.CRM.StatusOptionMetadata", State: option.state }),
  ...(option.defaultStatus === undefined
    ? {}
    : {
        "@odata.type": "#Microsoft.Dynamics.CRM.StateOptionMetadata",
        DefaultStatus: option.defaultStatus,
        InvariantName: option.invariantName ?? null,
      }),
  Value: option.value,
  Color: option.color ?? null,
  IsManaged: false,
  ExternalValue: null,
  Label: labelJson(option.labels, language),
  Description: labelJson(option.description ?? {}, language),
});

/** OptionSetMetadata of a global choice. */
export const choiceJson = (choice: Choice, language: number): Record<string, unknown> => ({
  "@odata.type": "#Microsoft.Dynamics.CRM.OptionSetMetadata",
  MetadataId: choice.metadataId,
  Name: choice.name,
  IsGlobal: true,
  IsCustomOptionSet: choice.isCustom,
  OptionSetType: "Picklist",
  DisplayName: labelJson(choice.displayName, language),
  Description: labelJson(choice.description, language),
  Options: choice.options.map((option) => optionJson(option, language)),
});

/** `OptionSet` of a choice column; null where the choice is global (`GlobalOptionSet` holds it then). */
export function optionSetJson(model: MetadataModel, column: Column, language: number): object | null {
  if (column.type === "Boolean") {
    const [no, yes] = [0, 1].map((value) => column.options?.find((option) => option.value === value));
    return {
      MetadataId: column.metadataId,
      IsGlobal: false,
      OptionSetType: "Boolean",
      FalseOption: no === undefined ? null : optionJson(no, language),
      TrueOption: yes === undefined ? null : optionJson(yes, language),
    };
  }
  const global = column.choice === undefined ? undefined : model.choice(column.choice);
  if (global !== undefined) return choiceJson(global, language);
  const kind = column.type === "State" || column.type === "Status" ? column.type : "Picklist";
  return {
    MetadataId: column.metadataId,
    Name: column.logicalName,
    IsGlobal: false,
    OptionSetType: kind,
    Options: model.options(column).map((option) => optionJson(option, language)),
  };
}

/** `GlobalOptionSet` of a choice column. */
export function globalOptionSetJson(model: MetadataModel, column: Column, language: number): object | null {
  const global = column.choice === undefined ? undefined : model.choice(column.choice);
  return global === undefined ? null : choiceJson(global, language);
}
