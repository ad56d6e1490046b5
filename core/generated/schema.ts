// Made from solution/src by `npm run generate`. Do not edit: change the solution, then run it again.

/** The solution these names come from. */
export const solution = {
  uniqueName: "WaveSync",
  version: "0.1.0.0",
} as const;

/** Names of the table account. */
export const accountNames = {
  logicalName: "account",
  entitySet: "accounts",
  primaryId: "accountid",
  primaryName: "name",
} as const;

/** Columns of the table account. */
export const accountColumns = {
  syncstatus: "wave_syncstatus",
  syncedon: "wave_syncedon",
  syncdetails: "wave_syncdetails",
  linkedinurl: "wave_linkedinurl",
} as const;

/** Lookups of the table account. */
export const accountLookups = {} as const;

/** Table account. */
export const account = {
  logicalName: "account",
  entitySet: "accounts",
  primaryId: "accountid",
  primaryName: "name",
  columns: accountColumns,
  maxLength: {
    syncdetails: 4000,
    linkedinurl: 200,
  },
  lookups: accountLookups,
  keys: {},
} as const;

/** Names of the table contact. */
export const contactNames = {
  logicalName: "contact",
  entitySet: "contacts",
  primaryId: "contactid",
  primaryName: "fullname",
} as const;

/** Columns of the table contact. */
export const contactColumns = {
  syncstatus: "wave_syncstatus",
  syncedon: "wave_syncedon",
  syncdetails: "wave_syncdetails",
  linkedinurl: "wave_linkedinurl",
} as const;

/** Lookups of the table contact. */
export const contactLookups = {} as const;

/** Table contact. */
export const contact = {
  logicalName: "contact",
  entitySet: "contacts",
  primaryId: "contactid",
  primaryName: "fullname",
  columns: contactColumns,
  maxLength: {
    syncdetails: 4000,
    linkedinurl: 200,
  },
  lookups: contactLookups,
  keys: {
    contactExternalKey: {
      name: "wave_contactexternalkey",
      columns: ["externaluseridentifier"],
    },
  },
} as const;

/** Names of the table wave_connection. */
export const connectionNames = {
  logicalName: "wave_connection",
  entitySet: "wave_connections",
  primaryId: "wave_connectionid",
  primaryName: "wave_name",
} as const;

/** Columns of the table wave_connection. */
export const connectionColumns = {
  code: "wave_code",
  connectedon: "wave_connectedon",
  connectionstatus: "wave_connectionstatus",
  integrationuser: "wave_integrationuser",
  lastcontacton: "wave_lastcontacton",
  message: "wave_message",
  name: "wave_name",
  nextstep: "wave_nextstep",
  recordurltemplate: "wave_recordurltemplate",
  system: "wave_system",
  systemurl: "wave_systemurl",
} as const;

/** Lookups of the table wave_connection. */
export const connectionLookups = {} as const;

/** Table wave_connection. */
export const connection = {
  logicalName: "wave_connection",
  entitySet: "wave_connections",
  primaryId: "wave_connectionid",
  primaryName: "wave_name",
  columns: connectionColumns,
  maxLength: {
    code: 50,
    integrationuser: 200,
    message: 2000,
    name: 100,
    nextstep: 2000,
    recordurltemplate: 500,
    systemurl: 500,
  },
  lookups: connectionLookups,
  keys: {},
} as const;

/** Names of the table wave_issue. */
export const issueNames = {
  logicalName: "wave_issue",
  entitySet: "wave_issues",
  primaryId: "wave_issueid",
  primaryName: "wave_name",
} as const;

/** Columns of the table wave_issue. */
export const issueColumns = {
  cause: "wave_cause",
  code: "wave_code",
  correlationid: "wave_correlationid",
  details: "wave_details",
  externalid: "wave_externalid",
  issuestatus: "wave_issuestatus",
  lastoccurredon: "wave_lastoccurredon",
  message: "wave_message",
  name: "wave_name",
  nextstep: "wave_nextstep",
  occurrences: "wave_occurrences",
  systemobject: "wave_systemobject",
} as const;

/** Lookups of the table wave_issue. */
export const issueLookups = {
  account: {
    column: "wave_account",
    nav: "wave_Account",
    value: "_wave_account_value",
    targets: ["account"],
  },
  connection: {
    column: "wave_connection",
    nav: "wave_Connection",
    value: "_wave_connection_value",
    targets: ["wave_connection"],
  },
  contact: {
    column: "wave_contact",
    nav: "wave_Contact",
    value: "_wave_contact_value",
    targets: ["contact"],
  },
  link: {
    column: "wave_link",
    nav: "wave_Link",
    value: "_wave_link_value",
    targets: ["wave_link"],
  },
  mapping: {
    column: "wave_mapping",
    nav: "wave_Mapping",
    value: "_wave_mapping_value",
    targets: ["wave_mapping"],
  },
  run: {
    column: "wave_run",
    nav: "wave_Run",
    value: "_wave_run_value",
    targets: ["wave_run"],
  },
} as const;

/** Table wave_issue. */
export const issue = {
  logicalName: "wave_issue",
  entitySet: "wave_issues",
  primaryId: "wave_issueid",
  primaryName: "wave_name",
  columns: issueColumns,
  maxLength: {
    cause: 400,
    code: 50,
    correlationid: 36,
    details: 100000,
    externalid: 200,
    message: 4000,
    name: 300,
    nextstep: 4000,
    systemobject: 100,
  },
  lookups: issueLookups,
  keys: {},
} as const;

/** Names of the table wave_link. */
export const linkNames = {
  logicalName: "wave_link",
  entitySet: "wave_links",
  primaryId: "wave_linkid",
  primaryName: "wave_name",
} as const;

/** Columns of the table wave_link. */
export const linkColumns = {
  code: "wave_code",
  correlationid: "wave_correlationid",
  externalid: "wave_externalid",
  externalurl: "wave_externalurl",
  lastoperation: "wave_lastoperation",
  linkstatus: "wave_linkstatus",
  message: "wave_message",
  name: "wave_name",
  nextstep: "wave_nextstep",
  recordid: "wave_recordid",
  syncedon: "wave_syncedon",
  system: "wave_system",
  systemobject: "wave_systemobject",
  table: "wave_table",
} as const;

/** Lookups of the table wave_link. */
export const linkLookups = {
  account: {
    column: "wave_account",
    nav: "wave_Account",
    value: "_wave_account_value",
    targets: ["account"],
  },
  connection: {
    column: "wave_connection",
    nav: "wave_Connection",
    value: "_wave_connection_value",
    targets: ["wave_connection"],
  },
  contact: {
    column: "wave_contact",
    nav: "wave_Contact",
    value: "_wave_contact_value",
    targets: ["contact"],
  },
  mapping: {
    column: "wave_mapping",
    nav: "wave_Mapping",
    value: "_wave_mapping_value",
    targets: ["wave_mapping"],
  },
} as const;

/** Table wave_link. */
export const link = {
  logicalName: "wave_link",
  entitySet: "wave_links",
  primaryId: "wave_linkid",
  primaryName: "wave_name",
  columns: linkColumns,
  maxLength: {
    code: 50,
    correlationid: 36,
    externalid: 200,
    externalurl: 1000,
    message: 2000,
    name: 200,
    nextstep: 2000,
    recordid: 36,
    systemobject: 100,
    table: 64,
  },
  lookups: linkLookups,
  keys: {
    linkExternalKey: {
      name: "wave_linkexternalkey",
      columns: ["wave_connection", "wave_systemobject", "wave_externalid"],
    },
    linkRecordKey: {
      name: "wave_linkrecordkey",
      columns: ["wave_connection", "wave_systemobject", "wave_recordid"],
    },
  },
} as const;

/** Names of the table wave_mapping. */
export const mappingNames = {
  logicalName: "wave_mapping",
  entitySet: "wave_mappings",
  primaryId: "wave_mappingid",
  primaryName: "wave_name",
} as const;

/** Columns of the table wave_mapping. */
export const mappingColumns = {
  conflictpolicy: "wave_conflictpolicy",
  dataversedeletepolicy: "wave_dataversedeletepolicy",
  direction: "wave_direction",
  fieldmap: "wave_fieldmap",
  mappingstatus: "wave_mappingstatus",
  matchrules: "wave_matchrules",
  name: "wave_name",
  policies: "wave_policies",
  scheduleminutes: "wave_scheduleminutes",
  scopeviewid: "wave_scopeviewid",
  systemdeletepolicy: "wave_systemdeletepolicy",
  systemobject: "wave_systemobject",
  table: "wave_table",
} as const;

/** Lookups of the table wave_mapping. */
export const mappingLookups = {
  connection: {
    column: "wave_connection",
    nav: "wave_Connection",
    value: "_wave_connection_value",
    targets: ["wave_connection"],
  },
  defaultowner: {
    column: "wave_defaultowner",
    nav: "wave_DefaultOwner",
    value: "_wave_defaultowner_value",
    targets: ["systemuser"],
  },
} as const;

/** Table wave_mapping. */
export const mapping = {
  logicalName: "wave_mapping",
  entitySet: "wave_mappings",
  primaryId: "wave_mappingid",
  primaryName: "wave_name",
  columns: mappingColumns,
  maxLength: {
    fieldmap: 200000,
    matchrules: 100000,
    name: 200,
    policies: 20000,
    scopeviewid: 36,
    systemobject: 100,
    table: 64,
  },
  lookups: mappingLookups,
  keys: {},
} as const;

/** Names of the table wave_operation. */
export const operationNames = {
  logicalName: "wave_operation",
  entitySet: "wave_operations",
  primaryId: "wave_operationid",
  primaryName: "wave_name",
} as const;

/** Columns of the table wave_operation. */
export const operationColumns = {
  code: "wave_code",
  conflict: "wave_conflict",
  correlationid: "wave_correlationid",
  created: "wave_created",
  done: "wave_done",
  endedon: "wave_endedon",
  failed: "wave_failed",
  message: "wave_message",
  name: "wave_name",
  nextstep: "wave_nextstep",
  operationkind: "wave_operationkind",
  operationstatus: "wave_operationstatus",
  request: "wave_request",
  result: "wave_result",
  skipped: "wave_skipped",
  startedon: "wave_startedon",
  table: "wave_table",
  total: "wave_total",
  unchanged: "wave_unchanged",
  updated: "wave_updated",
} as const;

/** Lookups of the table wave_operation. */
export const operationLookups = {
  account: {
    column: "wave_account",
    nav: "wave_Account",
    value: "_wave_account_value",
    targets: ["account"],
  },
  connection: {
    column: "wave_connection",
    nav: "wave_Connection",
    value: "_wave_connection_value",
    targets: ["wave_connection"],
  },
  contact: {
    column: "wave_contact",
    nav: "wave_Contact",
    value: "_wave_contact_value",
    targets: ["contact"],
  },
} as const;

/** Table wave_operation. */
export const operation = {
  logicalName: "wave_operation",
  entitySet: "wave_operations",
  primaryId: "wave_operationid",
  primaryName: "wave_name",
  columns: operationColumns,
  maxLength: {
    code: 50,
    correlationid: 36,
    message: 4000,
    name: 200,
    nextstep: 4000,
    request: 100000,
    result: 1048576,
    table: 64,
  },
  lookups: operationLookups,
  keys: {},
} as const;

/** Names of the table wave_run. */
export const runNames = {
  logicalName: "wave_run",
  entitySet: "wave_runs",
  primaryId: "wave_runid",
  primaryName: "wave_name",
} as const;

/** Columns of the table wave_run. */
export const runColumns = {
  conflict: "wave_conflict",
  correlationid: "wave_correlationid",
  created: "wave_created",
  endedon: "wave_endedon",
  expectedon: "wave_expectedon",
  failed: "wave_failed",
  message: "wave_message",
  name: "wave_name",
  requests: "wave_requests",
  runkind: "wave_runkind",
  runstatus: "wave_runstatus",
  skipped: "wave_skipped",
  startedon: "wave_startedon",
  total: "wave_total",
  unchanged: "wave_unchanged",
  updated: "wave_updated",
} as const;

/** Lookups of the table wave_run. */
export const runLookups = {
  connection: {
    column: "wave_connection",
    nav: "wave_Connection",
    value: "_wave_connection_value",
    targets: ["wave_connection"],
  },
  mapping: {
    column: "wave_mapping",
    nav: "wave_Mapping",
    value: "_wave_mapping_value",
    targets: ["wave_mapping"],
  },
  startedby: {
    column: "wave_startedby",
    nav: "wave_StartedBy",
    value: "_wave_startedby_value",
    targets: ["systemuser"],
  },
} as const;

/** Table wave_run. */
export const run = {
  logicalName: "wave_run",
  entitySet: "wave_runs",
  primaryId: "wave_runid",
  primaryName: "wave_name",
  columns: runColumns,
  maxLength: {
    correlationid: 36,
    message: 2000,
    name: 200,
  },
  lookups: runLookups,
  keys: {},
} as const;

/** Names of the table wave_socialmessage. */
export const socialMessageNames = {
  logicalName: "wave_socialmessage",
  entitySet: "wave_socialmessages",
  primaryId: "activityid",
  primaryName: "subject",
} as const;

/** Columns of the table wave_socialmessage. */
export const socialMessageColumns = {
  channel: "wave_channel",
  directioncode: "wave_directioncode",
} as const;

/** Lookups of the table wave_socialmessage. */
export const socialMessageLookups = {} as const;

/** Table wave_socialmessage. */
export const socialMessage = {
  logicalName: "wave_socialmessage",
  entitySet: "wave_socialmessages",
  primaryId: "activityid",
  primaryName: "subject",
  columns: socialMessageColumns,
  maxLength: {},
  lookups: socialMessageLookups,
  keys: {},
} as const;

/** Names of the table wave_usermapping. */
export const userMappingNames = {
  logicalName: "wave_usermapping",
  entitySet: "wave_usermappings",
  primaryId: "wave_usermappingid",
  primaryName: "wave_name",
} as const;

/** Columns of the table wave_usermapping. */
export const userMappingColumns = {
  externalemail: "wave_externalemail",
  externalid: "wave_externalid",
  identitykind: "wave_identitykind",
  name: "wave_name",
} as const;

/** Lookups of the table wave_usermapping. */
export const userMappingLookups = {
  connection: {
    column: "wave_connection",
    nav: "wave_Connection",
    value: "_wave_connection_value",
    targets: ["wave_connection"],
  },
  systemuser: {
    column: "wave_systemuser",
    nav: "wave_SystemUser",
    value: "_wave_systemuser_value",
    targets: ["systemuser"],
  },
} as const;

/** Table wave_usermapping. */
export const userMapping = {
  logicalName: "wave_usermapping",
  entitySet: "wave_usermappings",
  primaryId: "wave_usermappingid",
  primaryName: "wave_name",
  columns: userMappingColumns,
  maxLength: {
    externalemail: 320,
    externalid: 200,
    name: 200,
  },
  lookups: userMappingLookups,
  keys: {},
} as const;

/** Choice wave_channel. */
export const Channel = {
  LinkedIn: 628140000,
  LinkedInInMail: 628140001,
  LinkedInConnection: 628140002,
} as const;
export type Channel = (typeof Channel)[keyof typeof Channel];

/** Choice wave_conflictpolicy. */
export const ConflictPolicy = {
  System: 628140000,
  Dataverse: 628140001,
  Newest: 628140002,
  Ask: 628140003,
} as const;
export type ConflictPolicy = (typeof ConflictPolicy)[keyof typeof ConflictPolicy];

/** Choice wave_connectionstatus. */
export const ConnectionStatus = {
  Connected: 628140000,
  NeedsSignIn: 628140001,
  Paused: 628140002,
  Disconnected: 628140003,
} as const;
export type ConnectionStatus = (typeof ConnectionStatus)[keyof typeof ConnectionStatus];

/** Choice wave_deletepolicy. */
export const DeletePolicy = {
  Deactivate: 628140000,
  Delete: 628140001,
  Keep: 628140002,
} as const;
export type DeletePolicy = (typeof DeletePolicy)[keyof typeof DeletePolicy];

/** Choice wave_direction. */
export const Direction = {
  Both: 628140000,
  ToDataverse: 628140001,
  ToSystem: 628140002,
} as const;
export type Direction = (typeof Direction)[keyof typeof Direction];

/** Choice wave_identitykind. */
export const IdentityKind = {
  User: 628140000,
  Identity: 628140001,
  DefaultOwner: 628140002,
} as const;
export type IdentityKind = (typeof IdentityKind)[keyof typeof IdentityKind];

/** Choice wave_issuestatus. */
export const IssueStatus = {
  Open: 628140000,
  Resolved: 628140001,
  Ignored: 628140002,
} as const;
export type IssueStatus = (typeof IssueStatus)[keyof typeof IssueStatus];

/** Choice wave_mappingstatus. */
export const MappingStatus = {
  Draft: 628140000,
  Active: 628140001,
  Paused: 628140002,
} as const;
export type MappingStatus = (typeof MappingStatus)[keyof typeof MappingStatus];

/** Choice wave_operationkind. */
export const OperationKind = {
  Push: 628140000,
  Pull: 628140001,
  Preview: 628140002,
  StartRun: 628140003,
  UndoRun: 628140004,
  Resolve: 628140005,
  Describe: 628140006,
  Mail: 628140007,
  Setup: 628140008,
} as const;
export type OperationKind = (typeof OperationKind)[keyof typeof OperationKind];

/** Choice wave_operationstatus. */
export const OperationStatus = {
  Queued: 628140000,
  Running: 628140001,
  Succeeded: 628140002,
  Failed: 628140003,
  Canceled: 628140004,
} as const;
export type OperationStatus = (typeof OperationStatus)[keyof typeof OperationStatus];

/** Choice wave_runkind. */
export const RunKind = {
  FirstImport: 628140000,
  Scheduled: 628140001,
  OnDemand: 628140002,
  Undo: 628140003,
  Reconcile: 628140004,
} as const;
export type RunKind = (typeof RunKind)[keyof typeof RunKind];

/** Choice wave_runstatus. */
export const RunStatus = {
  Queued: 628140000,
  Running: 628140001,
  Succeeded: 628140002,
  SucceededWithWarnings: 628140003,
  Failed: 628140004,
  Canceled: 628140005,
  Undone: 628140006,
} as const;
export type RunStatus = (typeof RunStatus)[keyof typeof RunStatus];

/** Choice wave_syncstatus. */
export const SyncStatus = {
  InSync: 628140000,
  Pending: 628140001,
  Working: 628140002,
  Failed: 628140003,
  Conflict: 628140004,
  NeedsAttention: 628140005,
  Parked: 628140006,
  Unlinked: 628140007,
} as const;
export type SyncStatus = (typeof SyncStatus)[keyof typeof SyncStatus];

/** Choice wave_system. */
export const System = {
  Wave: 628140000,
  Front: 628140001,
  Enginy: 628140002,
  Nylas: 628140003,
} as const;
export type System = (typeof System)[keyof typeof System];

/** The Custom APIs and their parameters. */
export const api = {
  describe: {
    name: "wave_Describe",
    parameters: {
      Connection: "Connection",
      Language: "Language",
      Mapping: "Mapping",
      MatchRules: "MatchRules",
      OperationId: "OperationId",
    },
  },
  mail: {
    name: "wave_Mail",
    parameters: {
      Action: "Action",
      Language: "Language",
      OperationId: "OperationId",
      Query: "Query",
      RecordId: "RecordId",
      Table: "Table",
    },
  },
  preview: {
    name: "wave_Preview",
    parameters: {
      Connection: "Connection",
      Direction: "Direction",
      Language: "Language",
      OperationId: "OperationId",
      RecordIds: "RecordIds",
      Table: "Table",
      Values: "Values",
    },
  },
  pull: {
    name: "wave_Pull",
    parameters: {
      Connection: "Connection",
      Language: "Language",
      OperationId: "OperationId",
      RecordIds: "RecordIds",
      Table: "Table",
      Values: "Values",
    },
  },
  push: {
    name: "wave_Push",
    parameters: {
      Connection: "Connection",
      Language: "Language",
      OperationId: "OperationId",
      RecordIds: "RecordIds",
      Table: "Table",
      Values: "Values",
    },
  },
  resolve: {
    name: "wave_Resolve",
    parameters: {
      Decision: "Decision",
      Issue: "Issue",
      Language: "Language",
      OperationId: "OperationId",
      RecordId: "RecordId",
      Table: "Table",
    },
  },
  setup: {
    name: "wave_Setup",
    parameters: {
      Action: "Action",
      Key: "Key",
      Language: "Language",
      OperationId: "OperationId",
      System: "System",
    },
  },
  startRun: {
    name: "wave_StartRun",
    parameters: {
      Kind: "Kind",
      Language: "Language",
      Mapping: "Mapping",
      OperationId: "OperationId",
      Run: "Run",
    },
  },
  undoRun: {
    name: "wave_UndoRun",
    parameters: {
      After: "After",
      Language: "Language",
      Mode: "Mode",
      OperationId: "OperationId",
      Run: "Run",
    },
  },
} as const;

/** The webhook that the steps call. */
export const serviceEndpoint = {
  id: "f915d99f-f885-58eb-a27c-eb9598ca1e98",
  name: "Wave Sync connector",
} as const;

/** The steps that tell the connector of what happens to contacts. */
export const steps = [
  {
    id: "63b7e69b-d49f-5174-9df5-f1a513c6b762",
    name: "Wave Sync connector: Merge of contact",
    message: "Merge",
    table: "contact",
    stage: 40,
    mode: 1,
    rank: 1,
    asyncAutoDelete: true,
    filteringAttributes: [],
  },
  {
    id: "6434a8c1-d634-5b60-8fc6-9f5aebc5bca7",
    name: "Wave Sync connector: Update of contact",
    message: "Update",
    table: "contact",
    stage: 40,
    mode: 1,
    rank: 1,
    asyncAutoDelete: true,
    filteringAttributes: [
      "company",
      "description",
      "emailaddress1",
      "externaluseridentifier",
      "firstname",
      "jobtitle",
      "lastname",
      "mobilephone",
      "ownerid",
      "parentcustomerid",
      "statecode",
      "websiteurl",
    ],
  },
  {
    id: "9b30bc0b-b3a8-5883-b3e5-066ce2716086",
    name: "Wave Sync connector: Create of contact",
    message: "Create",
    table: "contact",
    stage: 40,
    mode: 1,
    rank: 1,
    asyncAutoDelete: true,
    filteringAttributes: [],
  },
  {
    id: "f4e2a06e-b5c3-554d-a3ee-99406d308e82",
    name: "Wave Sync connector: Delete of contact",
    message: "Delete",
    table: "contact",
    stage: 40,
    mode: 1,
    rank: 1,
    asyncAutoDelete: true,
    filteringAttributes: [],
  },
] as const;
