import * as React from "react";
import { usePage } from "../page-context";
import { hrefOf, type Route } from "../route";
import { isStep, Steps } from "./Steps";

interface Props {
  readonly title: string;
  readonly subtitle?: React.ReactNode;
  readonly actions?: React.ReactNode;
  readonly children: React.ReactNode;
  readonly current: Route["page"];
  /** Where the page is a step of the set-up of one mapping: whose. */
  readonly mappingId?: string;
  /** Where a page belongs to another one: the way back to it. */
  readonly back?: { readonly label: string; readonly route: Route };
}

/** A page: where one is, its title and what one can do, and the content below. */
export const Layout: React.FC<Props> = ({ actions, back, children, current, mappingId, subtitle, title }) => {
  const { t } = usePage();
  React.useEffect(() => {
    document.title = `${title} – Wave Sync`;
  }, [title]);
  return (
    <div className="ws-page">
      <nav className="ws-nav" aria-label={t("Nav")}>
        <NavLink route={{ page: "home" }} label={t("Home")} current={current === "home"} />
        <NavLink route={{ page: "connect" }} label={t("Setup")} current={isStep(current)} />
        <NavLink route={{ page: "issues" }} label={t("Issues")} current={current === "issues"} />
      </nav>
      {isStep(current) ? <Steps current={current} {...(mappingId ? { mappingId } : {})} /> : null}
      <main>
        <header className="ws-header">
          <div className="ws-headline">
            {back ? (
              <a className="ws-back" href={hrefOf(back.route)}>
                {back.label}
              </a>
            ) : null}
            <h1>{title}</h1>
            {subtitle ? <p className="ws-subtle">{subtitle}</p> : null}
          </div>
          {actions ? <div className="ws-actions">{actions}</div> : null}
        </header>
        {children}
      </main>
    </div>
  );
};

const NavLink: React.FC<{ readonly route: Route; readonly label: string; readonly current: boolean }> = (
  props,
) => (
  <a href={hrefOf(props.route)} {...(props.current ? { "aria-current": "page" as const } : {})}>
    {props.label}
  </a>
);
