import * as React from "react";

export type Fact = readonly [label: string, value: React.ReactNode];

/** What is so, each with its name. */
export const Facts: React.FC<{ readonly facts: readonly Fact[] }> = ({ facts }) => (
  <dl className="ws-facts">
    {facts.map(([label, value]) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
