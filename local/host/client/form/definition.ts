/** A main form, read from FormXml: what is where, for one language. */
export interface FormDefinition {
  readonly tabs: readonly TabDefinition[];
  readonly header: readonly CellDefinition[];
  readonly footer: readonly CellDefinition[];
  /** Script web resources, in loading order. */
  readonly libraries: readonly string[];
  readonly handlers: readonly HandlerDefinition[];
}

export interface TabDefinition {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly visible: boolean;
  readonly columns: readonly { readonly width: string; readonly sections: readonly SectionDefinition[] }[];
}

export interface SectionDefinition {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly showLabel: boolean;
  readonly visible: boolean;
  /** 1 to 4 columns of cells. */
  readonly columns: number;
  readonly rows: readonly (readonly CellDefinition[])[];
}

export interface CellDefinition {
  readonly id: string;
  readonly label: string | undefined;
  readonly showLabel: boolean;
  readonly visible: boolean;
  readonly colspan: number;
  readonly rowspan: number;
  /** Absent in a spacer. */
  readonly control?: ControlDefinition;
}

export interface ControlDefinition {
  readonly id: string;
  /** Upper case, no braces. */
  readonly classId: string;
  readonly column?: string;
  readonly disabled: boolean;
  readonly parameters: Readonly<Record<string, string>>;
  readonly custom?: CustomControlDefinition;
}

/** A custom control for the web form factor. */
export interface CustomControlDefinition {
  /** `wave_WaveSync.SyncPanel` */
  readonly name: string;
  readonly parameters: Readonly<Record<string, CustomParameter>>;
}

export interface CustomParameter {
  /** A column's logical name, or the constant when `static`. */
  readonly value: string;
  readonly static: boolean;
  readonly type?: string;
}

export interface HandlerDefinition {
  /** onload, onsave, onchange, tabstatechange */
  readonly event: string;
  /** The column of an onchange. */
  readonly column?: string;
  readonly functionName: string;
  readonly library: string;
  readonly enabled: boolean;
  readonly passContext: boolean;
  /** Comma-separated values, passed after the context. */
  readonly parameters: string;
}

/** Class ids the host treats specially (upper case). */
export const ClassId = {
  subgrid: "E7A81278-8635-4D9E-8D4D-59480B391C5B",
  hidden: "5546E6CD-394C-4BEE-94A8-4425E17EF6C6",
  timeline: "06375649-C143-495E-A496-C962E5B4488E",
  webResource: "9FDF5F91-88B1-47F4-AD53-C11EFC01A01D",
} as const;
