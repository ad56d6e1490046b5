import type { Clock } from "../../clock/clock";
import type { Database } from "../../database/database";
import type { Environments } from "../../environment/environments";
import type { Logger } from "../../logging/logger";
import { knownMappings, type KnownMapping } from "../../state/known-mappings";

/** How often events make us look whether an admin has changed the mappings meanwhile. */
const LOOK_MS = 10_000;
/** Hundreds of events a second need not ask our database each. */
const KNOWN_MS = 1_000;

export interface AtHandParts {
  readonly database: Database;
  readonly environments: Environments;
  readonly logger: Logger;
  readonly clock: Clock;
}

/**
 * Mappings for taking events. Dataverse is not waited for: what was read last is used, and read anew beside it. Only an
 * environment whose mappings were never read has to be asked first.
 */
export class MappingsAtHand {
  private readonly lookedOn = new Map<string, number>();
  private readonly held = new Map<
    string,
    { readonly known: readonly KnownMapping[]; readonly until: number }
  >();

  constructor(private readonly parts: AtHandParts) {}

  /** @throws DataverseError, when nothing is known yet and the environment does not answer */
  async of(environmentId: string): Promise<readonly KnownMapping[]> {
    const { database, logger } = this.parts;
    const now = this.parts.clock.elapsed();
    const held = this.held.get(environmentId);
    const known = held && now < held.until ? held.known : await knownMappings(database, environmentId);
    if (known.length === 0) {
      await this.read(environmentId);
      return knownMappings(database, environmentId);
    }
    if (known !== held?.known) this.held.set(environmentId, { known, until: now + KNOWN_MS });
    if (now - (this.lookedOn.get(environmentId) ?? -Infinity) >= LOOK_MS) {
      this.lookedOn.set(environmentId, now);
      this.read(environmentId).catch((error: unknown) =>
        logger.debug("Mappings could not be read anew", { environmentId, error }),
      );
    }
    return known;
  }

  /** Reading them notes them: {@link ../../environment/note-mappings}. */
  private async read(environmentId: string): Promise<void> {
    await (await this.parts.environments.get(environmentId)).configuredMappings();
    this.held.delete(environmentId);
  }
}
