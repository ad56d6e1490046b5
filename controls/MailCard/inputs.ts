/** The properties of ControlManifest.Input.xml; a test holds the two together. */
export interface Inputs {
  /** `emailaddress1`: what the card offers to look for. */
  readonly address: ComponentFramework.PropertyTypes.StringProperty;
}

/** The control writes nothing back. */
export type Outputs = Record<string, never>;

export type MailContext = ComponentFramework.Context<Inputs>;
