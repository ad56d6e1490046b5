import type { Kernel, LookupValue, StoredValue } from "../../contracts";
import { moneyNeedsCurrency } from "../../errors";
import type { Table } from "../../metadata/types";
import type { Reader } from "../../store/types";

type Values = Readonly<Record<string, StoredValue>>;

/**
 * Money needs a currency: a row that gets an amount and has none takes the organisation's base currency, with its
 * exchange rate (docs: transaction currency; reference/entities/organization, basecurrencyid).
 */
export const currencyOf = (
  kernel: Kernel,
  table: Table,
  changes: Values,
  all: Values,
  reader: Reader,
): Record<string, StoredValue> => {
  if (table.columns.get("transactioncurrencyid")?.type !== "Lookup") return {};
  const named = changes["transactioncurrencyid"] as LookupValue | null | undefined;
  const hasAmount = Object.entries(changes).some(
    ([name, value]) => value !== null && table.columns.get(name)?.type === "Money",
  );
  if (named == null && (!hasAmount || all["transactioncurrencyid"] != null)) return {};
  const currency = named ?? baseCurrency(kernel, reader);
  const rate = reader.get(currency.table, currency.id)?.values["exchangerate"] ?? null;
  return {
    transactioncurrencyid: currency,
    ...(table.columns.has("exchangerate") ? { exchangerate: rate } : {}),
  };
};

const baseCurrency = (kernel: Kernel, reader: Reader): LookupValue => {
  const currency = reader.get("organization", kernel.organization.id)?.values["basecurrencyid"] as
    LookupValue | undefined;
  if (currency === undefined) throw moneyNeedsCurrency();
  return currency;
};
