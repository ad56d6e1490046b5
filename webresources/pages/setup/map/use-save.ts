import * as React from "react";
import { ClientError } from "../../../client";
import { NewerVersionError } from "../data/dataverse";
import { readMapping, saveDocument, type MappingRow } from "../data/mapping";
import { usePage } from "../page-context";

export type SaveState =
  | { readonly kind: "idle" }
  | { readonly kind: "saving" }
  | { readonly kind: "saved" }
  | { readonly kind: "failed"; readonly error: ClientError }
  /** Somebody else has saved a newer version meanwhile. */
  | { readonly kind: "newer"; readonly theirs: MappingRow };

export interface Saving {
  readonly state: SaveState;
  /** Resolves true when it is saved. */
  readonly save: (content: string) => Promise<boolean>;
  readonly forget: () => void;
}

/** Saves a document of a mapping; a newer version of somebody else's is shown, and not overwritten. */
export function useSave(mapping: MappingRow, document: "fieldMap" | "matchRules"): Saving {
  const { send } = usePage();
  const [state, setState] = React.useState<SaveState>({ kind: "idle" });
  const etag = React.useRef(mapping.etag);
  const save = async (content: string): Promise<boolean> => {
    setState({ kind: "saving" });
    try {
      etag.current = await saveDocument(send, { ...mapping, etag: etag.current }, document, content);
      setState({ kind: "saved" });
      return true;
    } catch (thrown) {
      setState(await failure(thrown));
      return false;
    }
  };
  const failure = async (thrown: unknown): Promise<SaveState> => {
    try {
      if (thrown instanceof NewerVersionError)
        return { kind: "newer", theirs: (await readMapping(send, mapping.id)).mapping };
    } catch (error) {
      return { kind: "failed", error: asError(error) };
    }
    return { kind: "failed", error: asError(thrown) };
  };
  return { state, save, forget: () => setState({ kind: "idle" }) };
}

const asError = (thrown: unknown): ClientError =>
  thrown instanceof ClientError ? thrown : new ClientError("UNEXPECTED", String(thrown));
