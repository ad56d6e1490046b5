import {
  choice,
  dateTime,
  double,
  guid,
  lookup,
  memo,
  readOnly,
  text,
  whole,
  yesNo,
} from "../../metadata/build";
import { label } from "../../metadata/defaults";
import type { TableInput } from "../../metadata/types";

/** Solutions and what is in them. Reference pages of the same names. */

export const publisher: TableInput = {
  logicalName: "publisher",
  schemaName: "Publisher",
  entitySet: "publishers",
  objectTypeCode: 7101,
  displayName: label("Publisher"),
  primaryName: "friendlyname",
  ownership: "OrganizationOwned",
  columns: [
    text("UniqueName", "Name", 256, { required: "SystemRequired" }),
    text("FriendlyName", "Display Name", 256, { required: "SystemRequired" }),
    memo("Description", "Description", 2000),
    text("CustomizationPrefix", "Prefix", 8),
    whole("CustomizationOptionValuePrefix", "Option Value Prefix", { min: 10_000, max: 99_999 }),
    readOnly(yesNo("IsReadonly", "Is Read-Only Publisher")),
  ],
};

export const solution: TableInput = {
  logicalName: "solution",
  schemaName: "Solution",
  entitySet: "solutions",
  objectTypeCode: 7100,
  displayName: label("Solution"),
  primaryName: "friendlyname",
  ownership: "OrganizationOwned",
  columns: [
    text("UniqueName", "Name", 65, { required: "SystemRequired" }),
    text("FriendlyName", "Display Name", 256, { required: "SystemRequired" }),
    memo("Description", "Description", 2000),
    text("Version", "Version", 256, { required: "SystemRequired" }),
    text("SolutionPackageVersion", "Solution Package Version", 256),
    readOnly(yesNo("IsManaged", "Package Type", false, ["Unmanaged", "Managed"])),
    readOnly(yesNo("IsVisible", "Is Visible Outside Platform", true)),
    readOnly(dateTime("InstalledOn", "Installed On")),
    readOnly(dateTime("UpdatedOn", "Updated On")),
    lookup("PublisherId", "Publisher", ["publisher"], { required: "SystemRequired" }),
  ],
};

export const solutioncomponent: TableInput = {
  logicalName: "solutioncomponent",
  schemaName: "SolutionComponent",
  entitySet: "solutioncomponents",
  objectTypeCode: 7103,
  displayName: label("Solution Component"),
  ownership: "None",
  columns: [
    readOnly(whole("ComponentType", "Object Type Code")),
    readOnly(guid("ObjectId", "Regarding")),
    readOnly(whole("RootComponentBehavior", "Root Component Behavior")),
    readOnly(lookup("SolutionId", "Solution", ["solution"])),
  ],
};

export const importjob: TableInput = {
  logicalName: "importjob",
  schemaName: "ImportJob",
  entitySet: "importjobs",
  objectTypeCode: 9107,
  displayName: label("Import Job"),
  primaryName: "name",
  ownership: "OrganizationOwned",
  columns: [
    readOnly(text("Name", "Name", 256)),
    readOnly(text("SolutionName", "Solution Name", 256)),
    readOnly(guid("SolutionId", "Solution")),
    readOnly(double("Progress", "Progress", { min: 0, max: 100 })),
    readOnly(memo("Data", "Data", 1_073_741_823)),
    readOnly(dateTime("StartedOn", "Started On")),
    readOnly(dateTime("CompletedOn", "Completed On")),
    readOnly(text("ImportContext", "Import Context", 256)),
    readOnly(text("OperationContext", "Operation Context", 256)),
  ],
};

export const asyncoperation: TableInput = {
  logicalName: "asyncoperation",
  schemaName: "AsyncOperation",
  entitySet: "asyncoperations",
  objectTypeCode: 4700,
  displayName: label("System Job"),
  displayCollectionName: label("System Jobs"),
  primaryName: "name",
  ownership: "UserOwned",
  columns: [
    text("Name", "System Job Name", 256),
    choice("OperationType", "System Job Type", {
      1: "System Event",
      10: "Workflow",
      51: "EntityKey Index Creation",
      93: "Import Solution",
    }),
    text("MessageName", "Message Name", 160),
    text("PrimaryEntityType", "Primary Entity Type", 128),
    text("CorrelationId", "Correlation Id", 36),
    text("RequestId", "Request ID", 36),
    whole("Depth", "Depth"),
    whole("RetryCount", "Retry Count"),
    whole("ErrorCode", "Error Code"),
    memo("Message", "Message", 1_073_741_823),
    memo("FriendlyMessage", "Friendly message", 1_073_741_823),
    dateTime("StartedOn", "Started On"),
    dateTime("CompletedOn", "Completed On"),
    lookup("OwningExtensionId", "Owning Extension", ["sdkmessageprocessingstep"]),
    {
      logicalName: "statecode",
      schemaName: "StateCode",
      type: "State",
      displayName: label("Status"),
      options: [
        { value: 0, labels: label("Ready"), defaultStatus: 0, invariantName: "Ready" },
        { value: 1, labels: label("Suspended"), defaultStatus: 10, invariantName: "Suspended" },
        { value: 2, labels: label("Locked"), defaultStatus: 20, invariantName: "Locked" },
        { value: 3, labels: label("Completed"), defaultStatus: 30, invariantName: "Completed" },
      ],
      defaultValue: 0,
    },
    {
      logicalName: "statuscode",
      schemaName: "StatusCode",
      type: "Status",
      displayName: label("Status Reason"),
      options: [
        { value: 0, labels: label("Waiting For Resources"), state: 0 },
        { value: 10, labels: label("Waiting"), state: 1 },
        { value: 20, labels: label("In Progress"), state: 2 },
        { value: 21, labels: label("Pausing"), state: 2 },
        { value: 22, labels: label("Canceling"), state: 2 },
        { value: 30, labels: label("Succeeded"), state: 3 },
        { value: 31, labels: label("Failed"), state: 3 },
        { value: 32, labels: label("Canceled"), state: 3 },
      ],
      defaultValue: 0,
    },
  ],
};
