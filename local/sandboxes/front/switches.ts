import { NO_TROUBLE, SwitchBoard, type Trouble } from "../switches";
import { FrontFault, throttled, unavailable } from "./errors";

/** What Front's documentation leaves open, and what can go wrong: all of it can be set. A throttle with a tier is a burst at one resource. */
export interface Switches extends Trouble {
  /** The largest page, whatever is asked for. */
  readonly pageSize: number;
  /** What a change of `external_id` does to an account that exists. */
  readonly externalIdOnPatch: "ignored" | "refused" | "taken";
  /** An unknown custom field, or a value of a wrong type. */
  readonly wrongCustomField: "refused" | "ignored";
  /** A second account with an external id or a domain that another one has. */
  readonly duplicates: "refused" | "second";
  /** External ids that are all digits are answered as numbers, as in Front's own example. */
  readonly numericExternalIds: boolean;
}

export const NO_SWITCHES: Switches = {
  ...NO_TROUBLE,
  pageSize: 100,
  externalIdOnPatch: "ignored",
  wrongCustomField: "refused",
  duplicates: "refused",
  numericExternalIds: false,
};

/** The switches of a sandbox of Front, all off. */
export function frontSwitches(): SwitchBoard<Switches> {
  return new SwitchBoard(NO_SWITCHES, {
    unavailable,
    throttled,
    failed: (status) => new FrontFault(status, "Fault", "This fault was switched on."),
  });
}
