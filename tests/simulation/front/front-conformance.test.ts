import { systemConformance } from "../../connector/systems/conformance/conformance";
import { FRONT_CAN } from "../../connector/systems/front/front-sample";
import { startSimulatedFrontHarness } from "./simulated-front-harness";

systemConformance("The simulation's Front", FRONT_CAN, startSimulatedFrontHarness);
