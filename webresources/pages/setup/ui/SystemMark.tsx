import * as React from "react";

/** A system's initial in a colour of its own: pictures of other makers may not be loaded, nor shipped. */
export const SystemMark: React.FC<{ readonly system: string }> = ({ system }) => (
  <span className="ws-mark" data-hue={hueOf(system)} aria-hidden="true">
    {system.slice(0, 1)}
  </span>
);

const HUES = 5;

function hueOf(name: string): number {
  return [...name].reduce((sum, letter) => sum * 3 + letter.charCodeAt(0), 0) % HUES;
}
