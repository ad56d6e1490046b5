import { appendConformance } from "../conformance/append-conformance";
import { systemConformance } from "../conformance/conformance";
import { NYLAS_CAN, startNylasHarness } from "./nylas-harness";

systemConformance("Nylas", NYLAS_CAN, startNylasHarness);
appendConformance("Nylas", startNylasHarness);
