/** The properties of ControlManifest.Input.xml; a test holds the two together. */
export interface Inputs {
  /** `wave_syncstatus`. */
  readonly status: ComponentFramework.PropertyTypes.OptionSetProperty;
  /** `wave_syncedon`; not mapped on every form. */
  readonly syncedOn?: ComponentFramework.PropertyTypes.DateTimeProperty;
  /** `wave_syncdetails`; not mapped on every form. */
  readonly details?: ComponentFramework.PropertyTypes.StringProperty;
}

/** The control writes nothing back: the connector does. */
export type Outputs = Record<string, never>;

export type PanelContext = ComponentFramework.Context<Inputs>;
