import type { DataverseClient } from "../../../connector/dataverse/client";
import type { Json } from "../../../connector/dataverse/json";
import { reading } from "./conformance/reading";
import { tracking } from "./conformance/tracking";
import { writing } from "./conformance/writing";
import { writingMany } from "./conformance/writing-many";

/** An environment with the client to ask, as the suite needs it. */
export interface Harness {
  readonly client: DataverseClient;
  /** systemuserid the client works as, and of somebody it may act for. */
  readonly connectorId: string;
  readonly colleagueId: string;
  /** Somebody merges `loserId` into `masterId`, which takes `content`. */
  merge(masterId: string, loserId: string, content: Json): Promise<void>;
  /** The environment keeps changes no longer, whatever was handed out. */
  forgetChanges(): Promise<void>;
  close(): Promise<void>;
}

/** What the engine relies on, whichever Dataverse answers: a client that passes can stand in for another. */
export function clientConformance(name: string, start: () => Promise<Harness>): void {
  describe(`${name} keeps the promises of a Dataverse client`, () => {
    let harness: Harness;
    beforeAll(async () => (harness = await start()));
    afterAll(() => harness?.close());

    describe("reading", () => reading(() => harness));
    describe("writing one row", () => writing(() => harness));
    describe("writing many rows", () => writingMany(() => harness));
    describe("what changed", () => tracking(() => harness));
  });
}
