/** The properties of ControlManifest.Input.xml; a test holds the two together. */
export interface Inputs {
  /** `wave_details`. */
  readonly details: ComponentFramework.PropertyTypes.StringProperty;
  /** `wave_issuestatus`. */
  readonly status?: ComponentFramework.PropertyTypes.OptionSetProperty;
  /** `wave_code`. */
  readonly code?: ComponentFramework.PropertyTypes.StringProperty;
  /** `wave_message`: what happened. */
  readonly message?: ComponentFramework.PropertyTypes.StringProperty;
  /** `wave_nextstep`: what to do. */
  readonly nextStep?: ComponentFramework.PropertyTypes.StringProperty;
  /** `wave_connection`. */
  readonly connection?: ComponentFramework.PropertyTypes.LookupProperty;
}

/** The control writes nothing back: the connector does. */
export type Outputs = Record<string, never>;

export type IssueContext = ComponentFramework.Context<Inputs>;
