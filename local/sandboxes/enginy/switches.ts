import { NO_TROUBLE, SwitchBoard, type Trouble } from "../switches";
import { EnginyFault, throttled, unavailable } from "./errors";

/** What Enginy's documentation leaves open, and what can go wrong: all of it can be set. */
export interface Switches extends Trouble {
  /** The largest page, whatever is asked for. */
  readonly pageSize: number;
  /** In which order searches give records: as they were made, or the latest change first, so that pages shift while one reads. */
  readonly order: "created" | "changed";
  /** Webhooks and CRMs at an address of this machine. Enginy takes none; the sandbox does, as it is on this machine itself. */
  readonly ownAddresses: "taken" | "refused";
}

const NO_SWITCHES: Switches = { ...NO_TROUBLE, pageSize: 100, order: "created", ownAddresses: "taken" };

/** The switches of a sandbox of Enginy, all off. */
export function enginySwitches(): SwitchBoard<Switches> {
  return new SwitchBoard(NO_SWITCHES, {
    unavailable,
    throttled: (retryAfter) => throttled(retryAfter),
    failed: (status) => new EnginyFault(status, "This fault was switched on."),
  });
}
