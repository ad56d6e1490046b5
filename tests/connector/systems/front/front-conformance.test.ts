import { systemConformance } from "../conformance/conformance";
import { FRONT_CAN, startFrontHarness } from "./front-harness";

systemConformance("Front", FRONT_CAN, startFrontHarness);
