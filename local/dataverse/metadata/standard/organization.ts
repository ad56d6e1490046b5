import { decimal, lookup, text, whole, yesNo } from "../build";
import { label } from "../defaults";
import type { RelationshipInput, TableInput } from "../types";

export const organization: TableInput = {
  logicalName: "organization",
  schemaName: "Organization",
  entitySet: "organizations",
  objectTypeCode: 1019,
  displayName: label("Organization"),
  primaryName: "name",
  ownership: "None",
  columns: [
    text("Name", "Organization Name", 160, { validForUpdate: false }),
    whole("LanguageCode", "Language"),
    whole("LocaleId", "Locale"),
    whole("ExpireChangeTrackingInDays", "Days to Expire Change Tracking Deltas", { min: 0, max: 365 }),
    text("DateFormatString", "Date Format String", 255),
    text("TimeFormatString", "Time Format String", 255),
    text("FullNameConventionCode", "Full Name Display Order", 10),
    lookup("BaseCurrencyId", "Currency", ["transactioncurrency"], { validForUpdate: false }),
    yesNo("IsAuditEnabled", "Is Auditing Enabled"),
  ],
};

export const transactioncurrency: TableInput = {
  logicalName: "transactioncurrency",
  schemaName: "TransactionCurrency",
  entitySet: "transactioncurrencies",
  objectTypeCode: 9105,
  displayName: label("Currency"),
  displayCollectionName: label("Currencies"),
  primaryName: "currencyname",
  ownership: "OrganizationOwned",
  columns: [
    text("CurrencyName", "Currency Name", 100, { required: "SystemRequired" }),
    text("ISOCurrencyCode", "Currency Code", 5, { required: "SystemRequired" }),
    text("CurrencySymbol", "Currency Symbol", 13, { required: "SystemRequired" }),
    whole("CurrencyPrecision", "Currency Precision", { min: 0, max: 4 }),
    decimal("ExchangeRate", "Exchange Rate", { min: 0.0000000001, max: 100_000_000_000, precision: 12 }),
  ],
};

export const organizationRelationships: readonly RelationshipInput[] = [
  {
    schemaName: "basecurrency_organization",
    referencingTable: "organization",
    referencingColumn: "basecurrencyid",
    referencedTable: "transactioncurrency",
    cascade: { delete: "Restrict" },
  },
];
