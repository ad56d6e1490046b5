import type { CallContext, Kernel, StoredValue } from "../contracts";
import type { Column } from "../metadata/types";
import type { Reader } from "../store/types";

/** What queries share, whether they come as OData or as FetchXML. A subject is a row, or a joined set of rows. */
export type Access<T> = (subject: T) => StoredValue | undefined;
export type Test<T> = (subject: T) => boolean;

/** Where and for whom a query runs. */
export interface QueryScope {
  readonly kernel: Kernel;
  readonly context: CallContext;
  readonly reader: Reader;
}

/** A condition: a column, an operator's operands, and how to read the column from a subject. */
export interface Condition<T> {
  readonly table: string;
  readonly column: Column;
  readonly access: Access<T>;
  readonly values: readonly StoredValue[];
  readonly scope: QueryScope;
}

/** Makes a condition's test; one for each operator. */
export type Operator = <T>(condition: Condition<T>) => Test<T>;
