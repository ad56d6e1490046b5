import { systemConformance } from "../conformance/conformance";
import { startFrontHarness } from "./front-harness";
import { FRONT_CAN } from "./front-sample";

systemConformance("Front", FRONT_CAN, startFrontHarness);
