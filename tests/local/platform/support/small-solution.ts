import { strToU8, zipSync, type Zippable } from "fflate";

/** A solution made by hand, small enough to see what a test changes in it. */
export interface SmallSolution {
  readonly uniqueName?: string;
  readonly version?: string;
  readonly managed?: boolean;
  readonly packageVersion?: string;
  readonly prefix?: string;
  readonly optionPrefix?: number;
  readonly missingDependencies?: string;
  /** Containers of customizations.xml: name and what is in them. */
  readonly containers?: Readonly<Record<string, string>>;
  /** RootComponent elements. */
  readonly roots?: readonly string[];
  /** Further files of the zip. */
  readonly files?: Readonly<Record<string, string>>;
}

export const label = (text: string): string =>
  `<displaynames><displayname description="${text}" languagecode="1033" /></displaynames>`;
const localized = (container: string, item: string, text: string): string =>
  `<${container}><${item} description="${text}" languagecode="1033" /></${container}>`;

export function packSolution(solution: SmallSolution = {}): Uint8Array {
  const files: Zippable = {
    "[Content_Types].xml": strToU8("<Types />"),
    "solution.xml": strToU8(manifestOf(solution)),
    "customizations.xml": strToU8(
      `<ImportExportXml>${Object.entries(solution.containers ?? {})
        .map(([name, inner]) => `<${name}>${inner}</${name}>`)
        .join("")}</ImportExportXml>`,
    ),
  };
  for (const [path, text] of Object.entries(solution.files ?? {})) files[path] = strToU8(text);
  return zipSync(files);
}

const manifestOf = ({
  uniqueName = "Small",
  version = "1.0.0.0",
  managed = false,
  packageVersion = "9.2",
  prefix = "sml",
  optionPrefix = 55_439,
  missingDependencies = "",
  roots = [],
}: SmallSolution): string =>
  `<ImportExportXml SolutionPackageVersion="${packageVersion}"><SolutionManifest><UniqueName>${uniqueName}</UniqueName>` +
  `${localized("LocalizedNames", "LocalizedName", uniqueName)}<Descriptions /><Version>${version}</Version><Managed>${managed ? 1 : 0}</Managed>` +
  `<Publisher><UniqueName>small</UniqueName>${localized("LocalizedNames", "LocalizedName", "Small")}<Descriptions />` +
  `<CustomizationPrefix>${prefix}</CustomizationPrefix><CustomizationOptionValuePrefix>${optionPrefix}</CustomizationOptionValuePrefix></Publisher>` +
  `<RootComponents>${roots.join("")}</RootComponents><MissingDependencies>${missingDependencies}</MissingDependencies></SolutionManifest></ImportExportXml>`;

export const root = (type: number, name: string, behavior = 0): string =>
  /^[0-9a-f]{8}-/.test(name)
    ? `<RootComponent type="${type}" id="{${name}}" behavior="${behavior}" />`
    : `<RootComponent type="${type}" schemaName="${name}" behavior="${behavior}" />`;

/** A column; `tail` holds what its type needs. */
export const column = (name: string, type: string, tail = "", mask = ""): string =>
  `<attribute PhysicalName="${name}"><Type>${type}</Type><Name>${name.toLowerCase()}</Name><LogicalName>${name.toLowerCase()}</LogicalName>` +
  `<RequiredLevel>none</RequiredLevel><DisplayMask>${mask}ValidForForm</DisplayMask><ValidForUpdateApi>1</ValidForUpdateApi><ValidForReadApi>1</ValidForReadApi>` +
  `<ValidForCreateApi>1</ValidForCreateApi><IsCustomField>1</IsCustomField>${tail}${label(name)}</attribute>`;
export const textColumn = (name: string, length = 100, mask = ""): string =>
  column(name, "nvarchar", `<Format>text</Format><MaxLength>${length}</MaxLength>`, mask);

export const key = (name: string, columns: readonly string[]): string =>
  `<EntityKey><Name>${name}</Name><LogicalName>${name.toLowerCase()}</LogicalName><EntityKeyAttributes>` +
  `${columns.map((one) => `<AttributeName>${one}</AttributeName>`).join("")}</EntityKeyAttributes>${label(name)}</EntityKey>`;

export interface TableParts {
  readonly columns?: string;
  readonly keys?: string;
  readonly forms?: string;
  readonly views?: string;
  readonly ribbon?: string;
}

const entity = (name: string, info: string, { forms = "", views = "", ribbon = "" }: TableParts): string =>
  `<Entity><Name>${name}</Name><EntityInfo><entity Name="${name}">${info}</entity></EntityInfo>` +
  `<FormXml>${forms === "" ? "" : `<forms type="main">${forms}</forms>`}</FormXml>` +
  `<SavedQueries>${views === "" ? "" : `<savedqueries>${views}</savedqueries>`}</SavedQueries>${ribbon || "<RibbonDiffXml />"}</Entity>`;

/** A table of the solution's own: sml_Thing unless told otherwise. */
export const ownTable = (parts: TableParts = {}, name = "sml_Thing", ownership = "UserOwned"): string =>
  entity(
    name,
    `${localized("LocalizedNames", "LocalizedName", name)}${localized("LocalizedCollectionNames", "LocalizedCollectionName", `${name}s`)}` +
      `<attributes>${column(`${name}Id`, "primarykey")}${textColumn("sml_Name", 100, "PrimaryName|")}${parts.columns ?? ""}</attributes>` +
      `<EntityKeys>${parts.keys ?? ""}</EntityKeys><EntitySetName>${name.toLowerCase()}s</EntitySetName>` +
      `<OwnershipTypeMask>${ownership}</OwnershipTypeMask><ChangeTrackingEnabled>1</ChangeTrackingEnabled>`,
    parts,
  );

/** What a solution adds to contact. */
export const contactParts = (parts: TableParts): string =>
  entity(
    "Contact",
    `<attributes>${parts.columns ?? ""}</attributes><EntityKeys>${parts.keys ?? ""}</EntityKeys>`,
    parts,
  );

export const FORM_ID = "6f5a1c1e-0f60-4c0b-9a55-0d6a2f1f0001";
export const VIEW_ID = "6f5a1c1e-0f60-4c0b-9a55-0d6a2f1f0002";
export const ROLE_ID = "6f5a1c1e-0f60-4c0b-9a55-0d6a2f1f0003";
export const ENDPOINT_ID = "6f5a1c1e-0f60-4c0b-9a55-0d6a2f1f0004";
export const STEP_ID = "6f5a1c1e-0f60-4c0b-9a55-0d6a2f1f0005";
export const RESOURCE_ID = "6f5a1c1e-0f60-4c0b-9a55-0d6a2f1f0006";
const UNIQUE_ID = "6f5a1c1e-0f60-4c0b-9a55-0d6a2f1f0007";

/** A form with one cell; `inner` is what follows its tabs. */
export const form = (cell: string, inner = "", name = "Small form"): string =>
  `<systemform><formid>{${FORM_ID}}</formid><FormActivationState>1</FormActivationState><form><tabs><tab id="{6f5a1c1e-0f60-4c0b-9a55-0d6a2f1f0010}">` +
  `<columns><column><sections><section id="{6f5a1c1e-0f60-4c0b-9a55-0d6a2f1f0011}"><rows><row>${cell}</row></rows></section></sections></column></columns></tab></tabs>${inner}</form>` +
  `${localized("LocalizedNames", "LocalizedName", name)}</systemform>`;

export const cell = (
  columnName: string,
  labels = '<labels><label description="A" languagecode="1033" /></labels>',
): string =>
  `<cell id="{6f5a1c1e-0f60-4c0b-9a55-0d6a2f1f0012}">${labels}<control id="${columnName}" classid="{4273EDBD-AC1D-40D3-9FB2-095C621B552D}" datafieldname="${columnName}" uniqueid="{${UNIQUE_ID}}" /></cell>`;

/** The custom control of the cell above, for these form factors. */
export const controlOnCell = (
  name: string,
  parameters: string,
  factors: readonly number[] = [0, 1, 2],
): string =>
  `<controlDescriptions><controlDescription forControl="{${UNIQUE_ID}}"><customControl id="{4273EDBD-AC1D-40D3-9FB2-095C621B552D}"><parameters /></customControl>` +
  `${factors.map((factor) => `<customControl formFactor="${factor}" name="${name}"><parameters>${parameters}</parameters></customControl>`).join("")}` +
  "</controlDescription></controlDescriptions>";

export const view = (table: string, columns: readonly string[], shown = columns, isDefault = false): string =>
  `<savedquery><savedqueryid>{${VIEW_ID}}</savedqueryid><isdefault>${isDefault ? 1 : 0}</isdefault><querytype>0</querytype>` +
  `<fetchxml><fetch><entity name="${table}">${columns.map((one) => `<attribute name="${one}" />`).join("")}</entity></fetch></fetchxml>` +
  `<layoutxml><grid><row>${shown.map((one) => `<cell name="${one}" width="100" />`).join("")}</row></grid></layoutxml>` +
  `${localized("LocalizedNames", "LocalizedName", "Small view")}</savedquery>`;

export const CONTROL = "sml_Small.Panel";
/** A custom control with one bound, required property; goes with {@link controlFiles}. */
export const control = `<CustomControl><Name>${CONTROL}</Name><FileName>/Controls/${CONTROL}/ControlManifest.xml</FileName></CustomControl>`;
export const controlFiles = {
  [`Controls/${CONTROL}/ControlManifest.xml`]:
    '<manifest><control namespace="Small" constructor="Panel" version="1.2.3"><property name="value" usage="bound" required="true" />' +
    '<property name="mode" usage="input" required="false" /><resources><code path="bundle.js" order="1" /><resx path="strings/Panel.1033.resx" version="1.0.0" />' +
    '<platform-library name="React" version="16.14.0" /></resources></control></manifest>',
  [`Controls/${CONTROL}/bundle.js`]: "var Small=1;",
  [`Controls/${CONTROL}/strings/Panel.1033.resx`]: "<root />",
};

/** A web resource and the file it names. */
export const webResource = (name: string, type = 3): string =>
  `<WebResource><WebResourceId>{${RESOURCE_ID}}</WebResourceId><Name>${name}</Name><DisplayName>${name}</DisplayName><WebResourceType>${type}</WebResourceType>` +
  `<FileName>/WebResources/small</FileName></WebResource>`;

export const role = (privileges: Readonly<Record<string, string>>): string =>
  `<Role id="{${ROLE_ID}}" name="Small role"><RolePrivileges>${Object.entries(privileges)
    .map(([name, level]) => `<RolePrivilege name="${name}" level="${level}" />`)
    .join("")}</RolePrivileges></Role>`;

export const endpoint = (url = "https://receiver.invalid/hook", authType = 4): string =>
  `<ServiceEndpoint ServiceEndpointId="{${ENDPOINT_ID}}" Name="small hook"><ConnectionMode>1</ConnectionMode><Contract>8</Contract>` +
  `<AuthType>${authType}</AuthType><MessageFormat>2</MessageFormat><Url>${url}</Url></ServiceEndpoint>`;

export const step = (message: string, more: Readonly<Record<string, string | number>> = {}): string =>
  `<SdkMessageProcessingStep Name="small step" SdkMessageProcessingStepId="{${STEP_ID}}"><SdkMessageName>${message}</SdkMessageName>` +
  `${Object.entries({
    Mode: 0,
    Stage: 40,
    Rank: 1,
    EventHandler: `{${ENDPOINT_ID}}`,
    EventHandlerTypeCode: 4618,
    ...more,
  })
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join("")}<SdkMessageProcessingStepImages /></SdkMessageProcessingStep>`;

export interface ApiParts {
  readonly allowedSteps?: number;
  readonly isFunction?: boolean;
  readonly isPrivate?: boolean;
  readonly binding?: number;
  readonly boundTable?: string;
  readonly privilege?: string;
  readonly parameters?: Readonly<Record<string, readonly [type: number, optional: boolean]>>;
  readonly response?: Readonly<Record<string, number>>;
  readonly plugin?: boolean;
}

/** The files of a Custom API. */
export function customApi(name: string, parts: ApiParts = {}): Record<string, string> {
  const texts = (text: string): string =>
    `<description default="${text}"><label description="${text}" languagecode="1033" /></description>` +
    `<displayname default="${text}"><label description="${text}" languagecode="1033" /></displayname>`;
  const files: Record<string, string> = {
    [`customapis/${name}/customapi.xml`]:
      `<customapi uniquename="${name}"><allowedcustomprocessingsteptype>${parts.allowedSteps ?? 2}</allowedcustomprocessingsteptype>` +
      `<bindingtype>${parts.binding ?? 0}</bindingtype>${parts.boundTable === undefined ? "" : `<boundentitylogicalname>${parts.boundTable}</boundentitylogicalname>`}` +
      `${texts(name)}${parts.privilege === undefined ? "" : `<executeprivilegename>${parts.privilege}</executeprivilegename>`}` +
      `<isfunction>${parts.isFunction === true ? 1 : 0}</isfunction><isprivate>${parts.isPrivate === true ? 1 : 0}</isprivate><name>${name}</name>` +
      `${parts.plugin === true ? "<plugintypeid><plugintypeid>{1}</plugintypeid></plugintypeid>" : ""}</customapi>`,
  };
  for (const [parameter, [type, optional]] of Object.entries(parts.parameters ?? {}))
    files[`customapis/${name}/customapirequestparameters/${parameter}/customapirequestparameter.xml`] =
      `<customapirequestparameter uniquename="${parameter}">${texts(parameter)}<isoptional>${optional ? 1 : 0}</isoptional><name>${name}.${parameter}</name><type>${type}</type></customapirequestparameter>`;
  for (const [property, type] of Object.entries(parts.response ?? {}))
    files[`customapis/${name}/customapiresponseproperties/${property}/customapiresponseproperty.xml`] =
      `<customapiresponseproperty uniquename="${property}">${texts(property)}<name>${name}.${property}</name><type>${type}</type></customapiresponseproperty>`;
  return files;
}
