/** A value of a custom field, in the form the interface speaks: dates are seconds, teammates their email address. */
export type CustomValue = string | number | boolean | null;

/** An account of Front, as its REST interface gives it (without links, which depend on where it is asked). */
export interface FrontAccount {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly domains: readonly string[];
  readonly external_id: string | null;
  readonly custom_fields: Readonly<Record<string, CustomValue>>;
  /** Seconds, with decimals. */
  readonly created_at: number;
  readonly updated_at: number;
}

export interface AccountInput {
  readonly name?: string;
  readonly description?: string | null;
  readonly domains?: readonly string[];
  readonly external_id?: string | null;
  /** Replaces all of them. */
  readonly custom_fields?: Readonly<Record<string, CustomValue>>;
}

/** The types of custom fields. */
export type CustomFieldType = "string" | "boolean" | "datetime" | "number" | "teammate" | "inbox" | "enum";

/** A custom field of accounts, as an admin made it. Its values are keyed by its name. */
export interface CustomField {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly type: CustomFieldType;
  readonly values?: readonly { readonly value: string; readonly label: string }[];
}

export interface Teammate {
  readonly id: string;
  readonly email: string;
  readonly username: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly is_blocked: boolean;
}
