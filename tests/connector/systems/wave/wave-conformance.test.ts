import { systemConformance } from "../conformance/conformance";
import { startWaveHarness } from "./wave-harness";
import { WAVE_CAN } from "./wave-sample";

systemConformance("Wave", WAVE_CAN, startWaveHarness);
