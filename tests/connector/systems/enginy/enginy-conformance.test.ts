import { systemConformance } from "../conformance/conformance";
import { ENGINY_CAN, startEnginyHarness } from "./enginy-harness";

systemConformance("Enginy, with its contacts,", ENGINY_CAN, () => startEnginyHarness("contact"));
systemConformance("Enginy, with its companies,", ENGINY_CAN, () => startEnginyHarness("company"));
