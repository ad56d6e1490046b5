import * as React from "react";
import { t } from "../strings";
import { FieldError } from "../ui/FieldError";

interface Props {
  readonly name: string;
}

/** Keeps a control's failure in its own cell, as the platform does. */
export class ControlBoundary extends React.Component<Props, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {};

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error };
  }

  override render(): React.ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return <FieldError text={t("controlFailed", { name: this.props.name, reason: error.message })} />;
  }
}
