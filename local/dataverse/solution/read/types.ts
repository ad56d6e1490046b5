import type {
  ChoiceInput,
  Labels,
  ManyToManyInput,
  RelationshipInput,
  TableInput,
} from "../../metadata/types";

/** What a solution zip says, read into plain data. Names follow the platform; ids are lower case without braces. */
export interface SolutionPackage {
  readonly manifest: SolutionManifest;
  readonly tables: readonly PackagedTable[];
  readonly relationships: readonly RelationshipInput[];
  readonly manyToMany: readonly ManyToManyInput[];
  readonly choices: readonly ChoiceInput[];
  readonly roles: readonly PackagedRole[];
  readonly webResources: readonly PackagedWebResource[];
  readonly controls: readonly PackagedControl[];
  readonly siteMaps: readonly PackagedSiteMap[];
  readonly apps: readonly PackagedApp[];
  readonly customApis: readonly PackagedCustomApi[];
  readonly serviceEndpoints: readonly PackagedServiceEndpoint[];
  readonly steps: readonly PackagedStep[];
  /** Ribbon of the application itself (all tables), when the solution changes it. */
  readonly applicationRibbon?: string;
  /** Components the local Dataverse cannot import, by the name of their container; the import answers 501 for them. */
  readonly unsupported: readonly string[];
}

export interface SolutionManifest {
  readonly uniqueName: string;
  readonly names: Labels;
  readonly descriptions: Labels;
  readonly version: string;
  readonly managed: boolean;
  /** `SolutionPackageVersion`, e.g. `9.2`. */
  readonly packageVersion: string;
  readonly publisher: Publisher;
  readonly rootComponents: readonly RootComponent[];
  /** What the solution needs and does not bring. */
  readonly missingDependencies: readonly Dependency[];
}

export interface Publisher {
  readonly uniqueName: string;
  readonly names: Labels;
  readonly descriptions: Labels;
  readonly prefix: string;
  readonly optionValuePrefix: number;
}

/** `type` is a solutioncomponent type; either `schemaName` or `id` names the component. */
export interface RootComponent {
  readonly type: number;
  readonly schemaName?: string;
  readonly id?: string;
  readonly behavior: number;
}

export interface Dependency {
  /** Component type: a number, or the name of a component that is a table's row (`botcomponent`). */
  readonly type: string;
  readonly schemaName?: string;
  readonly id?: string;
  readonly displayName?: string;
  /** Unique name of the solution that has it. */
  readonly solution?: string;
}

export interface PackagedTable {
  readonly logicalName: string;
  /** Only what the file says: for a system table that is its own columns and keys. */
  readonly input: TableInput;
  /** Whether the file defines the table itself, not only adds to it. */
  readonly defines: boolean;
  readonly forms: readonly PackagedForm[];
  readonly views: readonly PackagedView[];
  /** `<RibbonDiffXml>` as written; absent when empty. */
  readonly ribbon?: string;
}

export interface PackagedForm {
  readonly id: string;
  /** systemform.type: 2 main, 6 quick view, 7 quick create, 11 card. */
  readonly type: number;
  readonly names: Labels;
  readonly descriptions: Labels;
  /** The `<form>` element. */
  readonly formXml: string;
  readonly active: boolean;
  readonly presentation: number;
}

export interface PackagedView {
  readonly id: string;
  readonly names: Labels;
  readonly descriptions: Labels;
  readonly queryType: number;
  readonly isDefault: boolean;
  readonly isQuickFind: boolean;
  readonly fetchXml: string;
  readonly layoutXml: string;
}

export interface PackagedRole {
  readonly id: string;
  readonly name: string;
  readonly privileges: readonly { readonly name: string; readonly depth: PrivilegeDepth }[];
}

export type PrivilegeDepth = "Basic" | "Local" | "Deep" | "Global";

export interface PackagedWebResource {
  readonly id: string;
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
  /** 1 HTML, 2 CSS, 3 JS, 4 XML, 5 PNG, 6 JPG, 7 GIF, 8 XAP, 9 XSL, 10 ICO, 11 SVG, 12 RESX. */
  readonly type: number;
  readonly languageCode?: number;
  readonly dependencyXml?: string;
  readonly content: Uint8Array;
}

export interface PackagedControl {
  /** `wave_WaveSync.SyncPanel` */
  readonly name: string;
  readonly manifest: string;
  readonly version: string;
  /** Properties of the manifest that may be bound or set. */
  readonly properties: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly usage: string;
  }[];
  /** Files below `Controls/<name>/`, by relative path, the manifest included. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface PackagedSiteMap {
  readonly uniqueName: string;
  readonly names: Labels;
  /** The `<SiteMap>` element. */
  readonly xml: string;
  readonly tables: readonly string[];
}

export interface PackagedApp {
  readonly uniqueName: string;
  readonly names: Labels;
  readonly descriptions: Labels;
  readonly webResourceId?: string;
  readonly formFactor: number;
  readonly clientType: number;
  readonly navigationType: number;
  readonly components: readonly {
    readonly type: number;
    readonly schemaName?: string;
    readonly id?: string;
  }[];
  readonly roles: readonly string[];
}

export interface PackagedCustomApi {
  readonly uniqueName: string;
  readonly name: string;
  readonly displayNames: Labels;
  readonly descriptions: Labels;
  /** 0 global, 1 entity, 2 entity collection. */
  readonly bindingType: number;
  readonly boundTable?: string;
  readonly allowedSteps: 0 | 1 | 2;
  readonly isFunction: boolean;
  readonly isPrivate: boolean;
  readonly executePrivilege?: string;
  /** Whether it names a plug-in: the local Dataverse runs none. */
  readonly hasPlugin: boolean;
  readonly parameters: readonly PackagedApiParameter[];
  readonly response: readonly PackagedApiParameter[];
}

export interface PackagedApiParameter {
  readonly uniqueName: string;
  readonly name: string;
  readonly displayNames: Labels;
  readonly descriptions: Labels;
  /** 0 Boolean ... 12 Guid (customapirequestparameter.type). */
  readonly type: number;
  readonly optional: boolean;
  readonly table?: string;
}

export interface PackagedServiceEndpoint {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly contract: number;
  readonly connectionMode: number;
  readonly authType: number;
  readonly messageFormat: number;
  readonly url?: string;
}

export interface PackagedStep {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** By name (own message) or by id (platform message). */
  readonly messageName?: string;
  readonly messageId?: string;
  readonly table?: string;
  readonly filteringAttributes?: string;
  readonly mode: number;
  readonly stage: number;
  readonly rank: number;
  readonly asyncAutoDelete: boolean;
  readonly handlerId?: string;
  /** 4618 service endpoint, 4602 plug-in type. */
  readonly handlerTypeCode?: number;
  readonly images: readonly PackagedImage[];
}

export interface PackagedImage {
  readonly id: string;
  readonly name: string;
  readonly alias: string;
  /** 0 pre, 1 post, 2 both. */
  readonly type: number;
  readonly attributes?: string;
  readonly messageProperty: string;
}
