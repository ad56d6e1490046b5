/** Kinds of fields, as a query may ask for them. */
export const FIELD_TYPES = ["STANDARD", "AI_VARIABLE", "CRM_FIELD", "FORMULA_FIELD", "EMPTY_FIELD"] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export type Entity = "contact" | "company";

/** A field as the interface gives it. The words of `dataType` and the form of `promptReference` are inferred. */
export interface FieldShown {
  readonly id: string;
  readonly label: string;
  readonly dataType: DataType;
  readonly editable: boolean;
  readonly searchable: boolean;
  readonly sortable: boolean;
  readonly importable: boolean;
  readonly exportable: boolean;
  readonly promptReference: string;
}

export type DataType = "TEXT" | "NUMBER" | "BOOLEAN" | "DATE" | "EMAIL" | "PHONE" | "URL";

interface Field {
  readonly type: FieldType;
  readonly shown: FieldShown;
}

/** What is asked of the fields; documented but for the largest number given when none is named (inferred: all, up to 100). */
export interface FieldQuery {
  /** Without regard to case, in ids, labels and placeholders. */
  readonly search?: string;
  readonly fieldType?: FieldType;
  readonly matchMode: "contains" | "prefix" | "exact";
  readonly limit: number;
}

const MATCHES: Readonly<Record<FieldQuery["matchMode"], (text: string, wanted: string) => boolean>> = {
  contains: (text, wanted) => text.includes(wanted),
  prefix: (text, wanted) => text.startsWith(wanted),
  exact: (text, wanted) => text === wanted,
};

/** Fields of contacts, or of companies: the standard ones and those that were added. */
export class FieldCatalogue {
  private added: Field[] = [];

  constructor(
    private readonly entity: Entity,
    private readonly standard: readonly Field[],
  ) {}

  /** Adds one that a workspace made: an AI variable, a field of its CRM, … */
  add(id: string, label: string, dataType: DataType, type: Exclude<FieldType, "STANDARD">): void {
    const written = type === "CRM_FIELD" || type === "EMPTY_FIELD";
    this.added.push(field(this.entity, id, label, dataType, type, written));
  }

  has(id: string): boolean {
    return this.all().some(({ shown }) => shown.id === id);
  }

  find({ search, fieldType, matchMode, limit }: FieldQuery): readonly FieldShown[] {
    const wanted = search?.toLowerCase();
    const fits = ({ type, shown: { id, label, promptReference } }: Field) =>
      (fieldType === undefined || type === fieldType) &&
      (wanted === undefined ||
        [id, label, promptReference].some((text) => MATCHES[matchMode](text.toLowerCase(), wanted)));
    return this.all()
      .filter(fits)
      .slice(0, limit)
      .map(({ shown }) => shown);
  }

  clear(): void {
    this.added = [];
  }

  private all(): readonly Field[] {
    return [...this.standard, ...this.added];
  }
}

function field(
  entity: Entity,
  id: string,
  label: string,
  dataType: DataType,
  type: FieldType,
  written: boolean,
): Field {
  const shown = {
    id,
    label,
    dataType,
    editable: written,
    searchable: dataType !== "DATE" && dataType !== "BOOLEAN",
    sortable: dataType !== "URL",
    importable: written,
    exportable: true,
    promptReference: `{{${entity}.${id}}}`,
  };
  return { type, shown };
}

type Row = readonly [id: string, label: string, dataType: DataType, written?: boolean];

const standard = (entity: Entity, rows: readonly Row[]) =>
  rows.map(([id, label, dataType, written = true]) =>
    field(entity, id, label, dataType, "STANDARD", written),
  );

/** That a field's id is the name of the member it fills is inferred. */
export const contactFields = () =>
  new FieldCatalogue(
    "contact",
    standard("contact", [
      ["firstName", "First name", "TEXT"],
      ["lastName", "Last name", "TEXT"],
      ["jobTitle", "Job title", "TEXT"],
      ["linkedInProfileUrl", "LinkedIn profile URL", "URL"],
      ["linkedInHeadline", "LinkedIn headline", "TEXT"],
      ["numberOfConnections", "Number of connections", "NUMBER"],
      ["professionalEmail", "Professional email", "EMAIL"],
      ["personalEmails", "Personal emails", "TEXT"],
      ["emailVerificationStatus", "Email verification status", "TEXT", false],
      ["mobilePhone", "Mobile phone", "PHONE"],
      ["phones", "Phones", "TEXT"],
      ["imageUrl", "Picture", "URL"],
      ["contactCountry", "Country", "TEXT"],
      ["companyId", "Company ID", "NUMBER", false],
      ["contactCRMId", "CRM contact ID", "TEXT", false],
      ["leadCRMId", "CRM lead ID", "TEXT", false],
      ["isInCRM", "In CRM", "BOOLEAN", false],
      ["createdAt", "Created", "DATE", false],
      ["updatedAt", "Updated", "DATE", false],
    ]),
  );

export const companyFields = () =>
  new FieldCatalogue(
    "company",
    standard("company", [
      ["name", "Name", "TEXT"],
      ["domain", "Domain", "TEXT"],
      ["website", "Website", "URL"],
      ["companyLinkedInUrl", "LinkedIn company URL", "URL"],
      ["industry", "Industry", "TEXT"],
      ["numberOfEmployees", "Number of employees", "NUMBER"],
      ["description", "Description", "TEXT"],
      ["country", "Country", "TEXT"],
      ["city", "City", "TEXT"],
      ["companyCRMId", "CRM company ID", "TEXT", false],
      ["isInCRM", "In CRM", "BOOLEAN", false],
      ["createdAt", "Created", "DATE", false],
      ["updatedAt", "Updated", "DATE", false],
    ]),
  );
