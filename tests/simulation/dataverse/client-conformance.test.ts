import { clientConformance } from "../../connector/dataverse/client-conformance";
import { startSimulatedHarness } from "./simulated-harness";

clientConformance("The simulation's client", startSimulatedHarness);
