import * as React from "react";
import { asClientError, type ClientError } from "../../../client";
import { askForLink, type SetupLink } from "../data/setup";
import { usePage } from "../page-context";

export interface AskedLink {
  readonly value: (SetupLink & { readonly askedOn: string }) | undefined;
  readonly asking: boolean;
  readonly error: ClientError | undefined;
  readonly ask: () => void;
}

/** A link to the page where a system is connected; it lives as long as the card is shown. @param key of the system */
export function useLink(key: string | undefined): AskedLink {
  const page = usePage();
  const [value, setValue] = React.useState<AskedLink["value"]>();
  const [asking, setAsking] = React.useState(false);
  const [error, setError] = React.useState<ClientError>();
  const ask = async () => {
    if (key === undefined || asking) return;
    setAsking(true);
    setError(undefined);
    try {
      const askedOn = new Date().toISOString();
      setValue({ ...(await askForLink(page, key)), askedOn });
    } catch (thrown) {
      setError(asClientError(thrown));
    } finally {
      setAsking(false);
    }
  };
  return { value, asking, error, ask: () => void ask() };
}
