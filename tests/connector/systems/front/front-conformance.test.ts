import { UNLIMITED } from "../../../../connector/systems/base/budgets";
import { systemConformance } from "../conformance/conformance";
import { startFrontHarness } from "./front-harness";
import { FRONT_CAN, FRONT_CONTACT_SAMPLE } from "./front-sample";

systemConformance("Front", FRONT_CAN, startFrontHarness);
systemConformance("Front, with its contacts,", FRONT_CAN, () =>
  startFrontHarness(UNLIMITED, FRONT_CONTACT_SAMPLE),
);
