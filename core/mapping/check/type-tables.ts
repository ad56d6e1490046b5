import type { ColumnType } from "../columns";
import type { SystemFieldType } from "../system-fields";
import type { CheckCode, CheckLevel } from "./types";

type Entry = readonly [CheckLevel, CheckCode];

const FITS: Entry = ["supported", "fits"];
const AS_TEXT: Entry = ["limited", "asText"];
const MAY_NOT: Entry = ["limited", "mayNotConvert"];
const EXACT: Entry = ["limited", "onlyExactChoices"];
const STATE: Entry = ["limited", "stateNeedsReason"];
const NO: Entry = ["unsupported", "typesDoNotMatch"];
const OWNER: Entry = ["unsupported", "needsOwnerRule"];
const LOOKUP: Entry = ["unsupported", "needsLookupRule"];
const DATE_RULE: Entry = ["unsupported", "needsDateRule"];

type Table = Readonly<Record<SystemFieldType, Entry>>;

/** Texts of every kind share an entry; the others are named. */
function table(
  texts: Entry,
  others: Omit<Table, "text" | "longText" | "email" | "phone" | "url" | "domains">,
): Table {
  return { text: texts, longText: texts, email: texts, phone: texts, url: texts, domains: texts, ...others };
}

const all = (entry: Entry): Table =>
  table(entry, {
    number: entry,
    yesNo: entry,
    date: entry,
    dateTime: entry,
    choice: entry,
    list: entry,
    user: entry,
  });

const TEXT = table(FITS, {
  number: AS_TEXT,
  yesNo: AS_TEXT,
  date: AS_TEXT,
  dateTime: AS_TEXT,
  choice: FITS,
  list: AS_TEXT,
  user: FITS,
});
const NUMBER = table(MAY_NOT, {
  number: FITS,
  yesNo: NO,
  date: NO,
  dateTime: NO,
  choice: MAY_NOT,
  list: NO,
  user: NO,
});
const CHOICE = table(EXACT, {
  number: EXACT,
  yesNo: NO,
  date: NO,
  dateTime: NO,
  choice: EXACT,
  list: NO,
  user: NO,
});
const STATES = table(STATE, {
  number: STATE,
  yesNo: NO,
  date: NO,
  dateTime: NO,
  choice: STATE,
  list: NO,
  user: NO,
});

/** What a system's field becomes in a column, without any rule on the line. */
export const INTO_COLUMN: Readonly<Record<ColumnType, Table>> = {
  string: TEXT,
  memo: TEXT,
  integer: NUMBER,
  bigint: NUMBER,
  decimal: NUMBER,
  double: NUMBER,
  money: NUMBER,
  boolean: table(MAY_NOT, {
    number: MAY_NOT,
    yesNo: FITS,
    date: NO,
    dateTime: NO,
    choice: MAY_NOT,
    list: NO,
    user: NO,
  }),
  choice: CHOICE,
  multiChoice: table(EXACT, {
    number: EXACT,
    yesNo: NO,
    date: NO,
    dateTime: NO,
    choice: EXACT,
    list: EXACT,
    user: NO,
  }),
  state: STATES,
  status: STATES,
  dateTime: table(MAY_NOT, {
    number: DATE_RULE,
    yesNo: NO,
    date: FITS,
    dateTime: FITS,
    choice: NO,
    list: NO,
    user: NO,
  }),
  lookup: all(LOOKUP),
  customer: all(LOOKUP),
  owner: all(OWNER),
  uniqueIdentifier: table(MAY_NOT, {
    number: NO,
    yesNo: NO,
    date: NO,
    dateTime: NO,
    choice: NO,
    list: NO,
    user: NO,
  }),
  partyList: all(NO),
  image: all(NO),
  file: all(NO),
  other: all(NO),
};

const FROM_TEXT = table(FITS, {
  number: MAY_NOT,
  yesNo: MAY_NOT,
  date: MAY_NOT,
  dateTime: MAY_NOT,
  choice: EXACT,
  list: FITS,
  user: MAY_NOT,
});
const FROM_NUMBER = table(AS_TEXT, {
  number: FITS,
  yesNo: NO,
  date: NO,
  dateTime: NO,
  choice: NO,
  list: NO,
  user: NO,
});
const FROM_CHOICE = table(FITS, {
  number: NO,
  yesNo: NO,
  date: NO,
  dateTime: NO,
  choice: EXACT,
  list: FITS,
  user: NO,
});

/** What a column becomes in a system's field, without any rule on the line. */
export const INTO_SYSTEM: Readonly<Record<ColumnType, Table>> = {
  string: FROM_TEXT,
  memo: FROM_TEXT,
  integer: FROM_NUMBER,
  bigint: FROM_NUMBER,
  decimal: FROM_NUMBER,
  double: FROM_NUMBER,
  money: FROM_NUMBER,
  boolean: table(AS_TEXT, {
    number: NO,
    yesNo: FITS,
    date: NO,
    dateTime: NO,
    choice: EXACT,
    list: NO,
    user: NO,
  }),
  choice: FROM_CHOICE,
  multiChoice: table(AS_TEXT, {
    number: NO,
    yesNo: NO,
    date: NO,
    dateTime: NO,
    choice: NO,
    list: FITS,
    user: NO,
  }),
  state: FROM_CHOICE,
  status: FROM_CHOICE,
  dateTime: table(AS_TEXT, {
    number: NO,
    yesNo: NO,
    date: FITS,
    dateTime: FITS,
    choice: NO,
    list: NO,
    user: NO,
  }),
  lookup: all(LOOKUP),
  customer: all(LOOKUP),
  owner: all(OWNER),
  uniqueIdentifier: table(FITS, {
    number: NO,
    yesNo: NO,
    date: NO,
    dateTime: NO,
    choice: NO,
    list: NO,
    user: NO,
  }),
  partyList: all(NO),
  image: all(NO),
  file: all(NO),
  other: all(NO),
};
