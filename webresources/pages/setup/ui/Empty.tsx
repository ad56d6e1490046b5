import * as React from "react";

/** Nothing is there: what that means, and what one could do. */
export const Empty: React.FC<{
  readonly icon: React.ReactNode;
  readonly title: string;
  readonly text: string;
}> = ({ children, icon, text, title }) => (
  <div className="ws-empty">
    <span className="ws-empty-icon" aria-hidden="true">
      {icon}
    </span>
    <h2>{title}</h2>
    <p>{text}</p>
    {children}
  </div>
);

/** The shape of what is on its way. */
export const Skeleton: React.FC<{ readonly label: string; readonly cards?: number }> = ({
  cards = 2,
  label,
}) => (
  <div className="ws-cards" role="status" aria-label={label}>
    {Array.from({ length: cards }, (_, at) => (
      <div key={at} className="ws-card ws-skeleton" aria-hidden="true">
        <i style={{ width: "45%" }} />
        <i style={{ width: "70%" }} />
        <i style={{ width: "100%", height: 56 }} />
        <i style={{ width: "60%" }} />
      </div>
    ))}
  </div>
);
