import * as React from "react";
import * as ReactDOM from "react-dom";
import * as Fluent from "@fluentui/react-components";
import { componentFramework } from "./pcf/registry";
import { xrm } from "./xrm";

/**
 * What scripts and controls find on the page: the client API, and the platform libraries under the names that
 * bundles built by pcf-scripts 1.51 refer to. They are the host's own React and Fluent: a control's elements are
 * drawn by the host's React, and two Reacts in one tree do not work.
 */
export function providePlatform(): void {
  Object.assign(window, {
    Xrm: xrm,
    ComponentFramework: componentFramework,
    Reactv16: React,
    ReactDOMv16: ReactDOM,
    FluentUIReactv940: Fluent,
  });
}
