import { choice, double, memo, phone, readOnly, text } from "../build";
import type { ColumnInput } from "../types";

/** Columns of one address of contact and account (reference/entities/contact: address1_*, address2_*). */
export const addressColumns = (number: 1 | 2): readonly ColumnInput[] => {
  const name = (part: string): string => `Address${number}_${part}`;
  const shown = (part: string): string => `Address ${number}: ${part}`;
  return [
    text(name("Name"), shown("Name"), 200),
    text(name("Line1"), shown("Street 1"), 250),
    text(name("Line2"), shown("Street 2"), 250),
    text(name("Line3"), shown("Street 3"), 250),
    text(name("City"), shown("City"), 80),
    text(name("StateOrProvince"), shown("State/Province"), 50),
    text(name("PostalCode"), shown("ZIP/Postal Code"), 20),
    text(name("Country"), shown("Country/Region"), 80),
    text(name("County"), shown("County"), 50),
    text(name("PostOfficeBox"), shown("Post Office Box"), 20),
    text(name("PrimaryContactName"), shown("Primary Contact Name"), 100),
    phone(name("Telephone1"), shown("Phone")),
    phone(name("Telephone2"), shown("Telephone 2")),
    phone(name("Telephone3"), shown("Telephone 3")),
    text(name("Fax"), shown("Fax"), 50),
    double(name("Latitude"), shown("Latitude"), { min: -90, max: 90 }),
    double(name("Longitude"), shown("Longitude"), { min: -180, max: 180 }),
    choice(name("AddressTypeCode"), shown("Address Type"), {
      1: "Bill To",
      2: "Ship To",
      3: "Primary",
      4: "Other",
    }),
    readOnly(memo(name("Composite"), `Address ${number}`, 1000)),
  ];
};
