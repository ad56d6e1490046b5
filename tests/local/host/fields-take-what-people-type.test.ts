/** @jest-environment jsdom */
import * as React from "react";
import { FluentProvider, webLightTheme } from "@fluentui/react-components";
import { fireEvent, render, screen } from "@testing-library/react";
import type { Column } from "../../../local/host/client/api/metadata-types";
import { AttributeModel } from "../../../local/host/client/form/attribute-model";
import { ControlModel } from "../../../local/host/client/form/control-model";
import type { CellDefinition, ControlDefinition } from "../../../local/host/client/form/definition";
import { fieldFor } from "../../../local/host/client/form/fields";
import type { AttributeValue } from "../../../local/host/client/form/values";
import { asUserFormat } from "../../../local/host/client/format/user-format";

const german = asUserFormat({ timezonecode: 110 }, 1031);

function column(type: Column["type"], more: Partial<Column> = {}): Column {
  return {
    logicalName: "x",
    schemaName: "x",
    type,
    label: "X",
    required: "None",
    canCreate: true,
    canUpdate: true,
    ...more,
  };
}

/** Draws the field for a column; gives its model, and redraws when it changes, as the form does. */
function draw(of: Column, value: AttributeValue, editable = true) {
  const attribute = new AttributeModel(of, () => undefined);
  attribute.load(value);
  const definition: ControlDefinition = {
    id: "x",
    classId: "",
    column: "x",
    disabled: false,
    parameters: {},
  };
  const cell: CellDefinition = {
    id: "c",
    label: "X",
    showLabel: false,
    visible: true,
    colspan: 1,
    rowspan: 1,
    control: definition,
  };
  const control = new ControlModel(cell, definition, attribute, "S", "body");
  const Field = fieldFor(of);
  const tree = () =>
    React.createElement(
      FluentProvider,
      { theme: webLightTheme },
      React.createElement(Field, {
        id: "f",
        control,
        attribute,
        format: german,
        editable,
        label: "X",
        invalid: false,
        describedBy: undefined,
      }),
    );
  const { rerender } = render(tree());
  attribute.subscribe(() => rerender(tree()));
  return { attribute, control };
}

function type(label: string, text: string): void {
  const input = screen.getByLabelText(label);
  fireEvent.focus(input);
  fireEvent.change(input, { target: { value: text } });
  fireEvent.blur(input);
}

describe("dates", () => {
  const moment = column("DateTime", { dateBehavior: "UserLocal", format: "DateAndTime" });

  it("are typed in the person's own order and zone", () => {
    const { attribute } = draw(moment, null);
    type("X", "14.7.2026");
    expect(attribute.value).toEqual(new Date("2026-07-13T22:00:00Z"));
    type("Time of X", "9:30");
    expect(attribute.value).toEqual(new Date("2026-07-14T07:30:00Z"));
  });

  it("that do not exist are refused with an example, and the value stays", () => {
    const { attribute, control } = draw(moment, null);
    type("X", "31.2.2026");
    expect(attribute.value).toBeNull();
    expect(control.notifications[0]?.text).toMatch(/Enter a date, for example \d\d\.\d\d\.\d{4}/);
  });

  it("are emptied by emptying the field", () => {
    const { attribute } = draw(moment, new Date());
    type("X", "");
    expect(attribute.value).toBeNull();
  });

  it("are picked from a calendar that starts the week on Monday and keeps the time", () => {
    const { attribute } = draw(moment, new Date("2026-07-14T07:30:00Z"));
    fireEvent.click(screen.getByLabelText("Pick a date: X"));
    fireEvent.click(screen.getByLabelText("Next month"));
    fireEvent.click(screen.getByLabelText("Montag, 3. August 2026"));
    expect(attribute.value).toEqual(new Date("2026-08-03T07:30:00Z"));
  });

  it("without a time have no field for one", () => {
    draw(column("DateTime", { dateBehavior: "DateOnly", format: "DateOnly" }), null);
    expect(screen.queryByLabelText("Time of X")).toBeNull();
  });
});

describe("numbers", () => {
  const decimal = column("Decimal", { precision: 2, min: 0, max: 1000 });

  it("are typed with the person's own separators and rounded to the column's precision", () => {
    const { attribute } = draw(decimal, null);
    type("X", "12,345");
    expect(attribute.value).toBe(12.35);
    expect((screen.getByLabelText("X") as HTMLInputElement).value).toBe("12,35");
  });

  it.each([
    ["1.001", "Enter a number from 0 to 1.000."],
    ["many", "Enter a number."],
  ])("%s is refused in words", (text, message) => {
    const { attribute, control } = draw(decimal, 1);
    type("X", text);
    expect(attribute.value).toBe(1);
    expect(control.notifications).toEqual([{ id: "local-number", level: "ERROR", text: message }]);
  });
});

describe("text", () => {
  it("marks the form dirty with every key, and tells scripts when the field is left", () => {
    const { attribute } = draw(column("String", { maxLength: 10 }), "a");
    const heard = jest.fn();
    attribute.changeHandlers.push(heard);
    const input = screen.getByLabelText("X");
    fireEvent.focus(input);
    fireEvent.change(input, { target: { value: "ab" } });
    expect(attribute.isDirty).toBe(true);
    expect(heard).not.toHaveBeenCalled();
    fireEvent.blur(input);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(input.getAttribute("maxlength")).toBe("10");
  });

  it("cannot be changed in a locked field", () => {
    draw(column("String"), "a", false);
    expect((screen.getByLabelText("X") as HTMLInputElement).readOnly).toBe(true);
  });

  it("of a page or mail address can be opened; a script's address cannot", () => {
    draw(column("String", { format: "Url" }), "https://example.com");
    expect(screen.getByLabelText("Open https://example.com").getAttribute("href")).toBe(
      "https://example.com",
    );
    draw(column("String", { format: "Url" }), "javascript:alert(1)");
    expect(screen.queryByLabelText(/javascript/)).toBeNull();
  });
});

it("yes and no are a switch in the column's own words", () => {
  const choices = [
    { value: 0, label: "Allow" },
    { value: 1, label: "Do not allow" },
  ];
  const { attribute } = draw(column("Boolean", { choices }), false);
  fireEvent.click(screen.getByRole("switch"));
  expect(attribute.value).toBe(true);
  expect(screen.getByText("Do not allow")).toBeTruthy();
});
