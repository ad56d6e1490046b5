import { systemConformance } from "../../connector/systems/conformance/conformance";
import { startSimulatedWaveHarness } from "./simulated-wave-harness";
import { WAVE_CAN } from "../../connector/systems/wave/wave-sample";

systemConformance("The simulation's Wave", WAVE_CAN, startSimulatedWaveHarness);
