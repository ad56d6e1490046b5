import { DataverseError } from "../errors";

/**
 * Faults of solution import. Codes and texts: the platform's error codes (web-service-error-codes, solution import
 * family); all of them come out as HTTP 400.
 */
export class ImportError extends DataverseError {
  constructor(
    code: string,
    message: string,
    /** Unique name or id of the component at fault, for the import job's report. */
    readonly component = "",
  ) {
    super(400, code, message);
    this.name = "ImportError";
  }
}

/** ImportSolutionError: anything the file itself gets wrong and no other code covers. */
export const importFailed = (detail: string, component = ""): ImportError =>
  new ImportError("0x80048033", `Solution import failed: ${detail}`, component);

/** The file is no solution zip, or its XML cannot be read. */
export const invalidSolutionFile = (reason: string): ImportError =>
  new ImportError(
    "0x8004801a",
    `The solution file is invalid: ${reason}. The compressed file must contain the following files at its root: ` +
      "solution.xml, customizations.xml, and [Content_Types].xml. Customization files exported from previous versions of Microsoft Dynamics 365 are not supported.",
  );

export const missingDependencies = (solution: string, missing: readonly string[]): ImportError =>
  new ImportError(
    "0x8004801d",
    `The following solution cannot be imported: ${solution}. Some dependencies are missing. ${missing.join("; ")}`,
    missing[0],
  );

/** ImportSolutionPackageNotValid... the managed one over an unmanaged one of the same name. */
export const managedOverUnmanaged = (solution: string): ImportError =>
  new ImportError(
    "0x80048040",
    `The solution ${solution} is already installed on this system as an unmanaged solution and the package supplied is attempting to install it in managed mode. Import can only update solutions when the modes match. Uninstall the current solution and try again.`,
    solution,
  );

export const unmanagedOverManaged = (solution: string): ImportError =>
  new ImportError(
    "0x80048041",
    `The solution ${solution} is already installed on this system as a managed solution and the package supplied is attempting to install it in unmanaged mode. Import can only update solutions when the modes match. Uninstall the current solution and try again.`,
    solution,
  );

export const packageTooNew = (version: string, supported: string): ImportError =>
  new ImportError(
    "0x80048068",
    `The solution package version ${version} is higher than the version ${supported} this organization supports.`,
  );

/** Another import or publish is running. */
export const importRunning = (): ImportError =>
  new ImportError(
    "0x80071151",
    "Cannot start the requested operation [Import] because there is another [Import] running at this moment. Use Solution History for more details.",
  );

export const invalidUniqueName = (name: string): ImportError =>
  new ImportError(
    "0x8004f002",
    `The unique name "${name}" contains invalid characters. Only characters within the ranges [A-Z], [a-z], [0-9], or _ are allowed. The first character may only be in the ranges [A-Z], [a-z], or _.`,
    name,
  );

export const invalidOptionPrefix = (prefix: number): ImportError =>
  new ImportError(
    "0x80048402",
    `The option value prefix ${prefix} is out of range. It must be between 10,000 and 99,999.`,
  );

export const invalidPrefix = (prefix: string): ImportError =>
  new ImportError(
    "0x8004f00b",
    `The customization prefix "${prefix}" is invalid. It must be 2 to 8 alphanumeric characters, start with a letter, and not start with "mscrm".`,
  );

/** A form names a control nobody has: usually the publisher prefix was forgotten. */
export const unknownControl = (name: string): ImportError =>
  new ImportError("0x80160007", `Custom control with name ${name} does not exist`, name);

export const boundToNothing = (property: string, control: string): ImportError =>
  new ImportError("0x80160051", `Property ${property} is bound to a non-existent attribute`, control);

export const requiredPropertyMissing = (property: string, control: string): ImportError =>
  new ImportError("0x80160032", `Property ${property} is required, but the declaration is missing`, control);

export const formFactorsMissing = (factors: readonly number[], uniqueId: string): ImportError =>
  importFailed(
    `Custom control declaration for form factor(s) ${factors.join(",")} is missing for control with uniqueid {${uniqueId}}`,
    uniqueId,
  );

export const incompleteForm = (form: string, element: string): ImportError =>
  new ImportError("0x80048425", `The element '${element}' has incomplete content. (form ${form})`, form);

/** A label in the base language is required. */
export const labelMissing = (component: string, language: number): ImportError =>
  new ImportError(
    "0x8004f658",
    `The label of ${component} is required for the base language (${language}).`,
    component,
  );

/** A root component names something the package does not hold. */
export const rootComponentMissing = (description: string): ImportError =>
  new ImportError(
    "0x8004f036",
    `The root component ${description} is listed in solution.xml but is not in customizations.xml.`,
    description,
  );

export const notARootComponent = (description: string): ImportError =>
  importFailed(
    `${description} is in customizations.xml but is no root component of solution.xml`,
    description,
  );

/** No real manifest has a root component of this type, so the local Dataverse takes none. */
export const noRootComponentType = (type: number, name: string): ImportError =>
  importFailed(
    `Cannot add a Root Component ${name} of type ${type}. Components of this type travel inside their table`,
    name,
  );

/** A control on a form is of a class that no control of the platform has, or of one made for other columns. */
export const controlClassUnknown = (form: string, control: string, classId: string): ImportError =>
  importFailed(
    `form ${form}: the control ${control} has the class id {${classId}}, which no control has`,
    form,
  );

export const controlClassUnfit = (form: string, column: string, type: string, classId: string): ImportError =>
  importFailed(
    `form ${form}: the control of class {${classId}} cannot show ${column}, a column of type ${type}`,
    form,
  );
