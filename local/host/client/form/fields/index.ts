import type { Column } from "../../api/metadata-types";
import { isLookup } from "../values";
import { BooleanField } from "./BooleanField";
import { ChoiceField } from "./ChoiceField";
import { DateField } from "./DateField";
import { LookupField } from "./LookupField";
import { MemoField } from "./MemoField";
import { MultiChoiceField } from "./MultiChoiceField";
import { NumberField } from "./NumberField";
import { TextField } from "./TextField";
import type { FieldComponent } from "./types";

/** The field for a column, by its type. */
export function fieldFor(column: Column): FieldComponent {
  if (isLookup(column)) return LookupField;
  switch (column.type) {
    case "Picklist":
    case "Status":
    case "State":
      return ChoiceField;
    case "MultiSelectPicklist":
      return MultiChoiceField;
    case "Boolean":
      return BooleanField;
    case "DateTime":
      return DateField;
    case "Integer":
    case "BigInt":
    case "Decimal":
    case "Double":
    case "Money":
      return NumberField;
    case "Memo":
      return MemoField;
    default:
      return column.format === "TextArea" ? MemoField : TextField;
  }
}
