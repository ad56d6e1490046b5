import { NO_TROUBLE, SwitchBoard } from "../switches";
import { throttled, unavailable, WaveFault } from "./errors";

/** The switches of a sandbox of Wave, all off. */
export function waveFaults(): SwitchBoard {
  return new SwitchBoard(NO_TROUBLE, {
    unavailable,
    throttled,
    failed: (status) => new WaveFault(status, "fault", "This fault was switched on."),
  });
}
