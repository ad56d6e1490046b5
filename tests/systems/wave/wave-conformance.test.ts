import { systemConformance } from "../conformance";
import { startWaveHarness } from "./wave-harness";

systemConformance("Wave", startWaveHarness);
