import { systemConformance } from "../../systems/conformance";
import { startSimulatedWaveHarness } from "./simulated-wave-harness";

systemConformance("The simulation's Wave", startSimulatedWaveHarness);
