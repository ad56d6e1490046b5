import { clientConformance } from "./client-conformance";
import { startDynamicsHarness } from "./dynamics-harness";

clientConformance("The client on a local Dynamics", startDynamicsHarness);
