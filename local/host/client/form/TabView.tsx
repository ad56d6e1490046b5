import * as React from "react";
import { mergeClasses } from "@fluentui/react-components";
import { usePageStyles } from "../pages/page-styles";
import { useObservable } from "../util/observable";
import type { AreaModel } from "./control-model";
import { CellFor } from "./CellFor";
import type { SectionDefinition, TabDefinition } from "./definition";
import type { FormModel } from "./form-model";
import { useFormStyles } from "./form-styles";

/** `33%`, `34%`, `33%` as shares that leave room for the gaps. */
const template = (tab: TabDefinition) =>
  tab.columns.map((column) => `minmax(0, ${Number.parseFloat(column.width) || 100}fr)`).join(" ");

/** The open tab: columns of sections. */
export const TabView: React.FC<{ readonly form: FormModel }> = ({ form }) => {
  const styles = useFormStyles();
  const tab = form.definition.tabs.find((one) => one.name === form.activeTab);
  if (!tab) return null;
  return (
    <div
      role="tabpanel"
      aria-labelledby={`${form.idPrefix}tab-${tab.name}`}
      className={styles.columns}
      style={{ gridTemplateColumns: template(tab) }}
      data-tab={tab.name}
    >
      {tab.columns.map((column, index) => (
        <div key={index} className={styles.column}>
          {column.sections.map((section) => {
            const area = form.sections.find((one) => one.name === section.name);
            return area ? <SectionView key={section.id} form={form} section={section} area={area} /> : null;
          })}
        </div>
      ))}
    </div>
  );
};

const SectionView: React.FC<{
  readonly form: FormModel;
  readonly section: SectionDefinition;
  readonly area: AreaModel;
}> = ({ form, section, area }) => {
  const styles = useFormStyles();
  const page = usePageStyles();
  useObservable(area);
  if (!area.visible) return null;
  const titleId = `${form.idPrefix}section-${section.id}`;
  const titled = section.showLabel && area.label !== "";
  return (
    <section
      className={mergeClasses(page.card, styles.section)}
      data-section={section.name}
      {...(titled ? { "aria-labelledby": titleId } : {})}
    >
      {titled ? (
        <h2 id={titleId} className={styles.sectionTitle}>
          {area.label}
        </h2>
      ) : null}
      <div
        className={styles.cells}
        style={{ gridTemplateColumns: `repeat(${section.columns}, minmax(0, 1fr))` }}
      >
        {section.rows.flat().map((cell) => (
          <div
            key={cell.id}
            className={styles.cell}
            style={{ gridColumnEnd: `span ${Math.min(cell.colspan, section.columns)}` }}
          >
            <CellFor cell={cell} form={form} />
          </div>
        ))}
      </div>
    </section>
  );
};
