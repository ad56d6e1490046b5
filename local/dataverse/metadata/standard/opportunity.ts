import {
  choice,
  dateOnly,
  lookup,
  memo,
  money,
  required,
  stateAndStatus,
  text,
  whole,
  yesNo,
} from "../build";
import { label, PARENTAL } from "../defaults";
import type { RelationshipInput, TableInput } from "../types";
import { originatingLead } from "./originating-lead";

/**
 * Lengths and options: reference/entities/opportunity. Environments with Dynamics 365 Sales have this table; lookups to tables of Sales that are
 * not here (campaign, price list, SLA) are left out.
 */
export const opportunity: TableInput = {
  logicalName: "opportunity",
  schemaName: "Opportunity",
  entitySet: "opportunities",
  objectTypeCode: 3,
  displayName: label("Opportunity"),
  displayCollectionName: label("Opportunities"),
  description: label("Potential revenue-generating event, or sale to an account."),
  primaryId: "opportunityid",
  primaryName: "name",
  ownership: "UserOwned",
  changeTracking: true,
  bulk: true,
  columns: [
    required(text("Name", "Topic", 300), "ApplicationRequired"),
    memo("Description", "Description", 2000),
    memo("CustomerNeed", "Customer Need", 2000),
    memo("CurrentSituation", "Current Situation", 2000),
    memo("ProposedSolution", "Proposed Solution", 2000),
    dateOnly("EstimatedCloseDate", "Est. close date"),
    dateOnly("ActualCloseDate", "Actual Close Date"),
    money("EstimatedValue", "Est. revenue", {
      min: -922_337_203_685_477,
      max: 922_337_203_685_477,
      precision: 2,
    }),
    money("ActualValue", "Actual Revenue", {
      min: -922_337_203_685_477,
      max: 922_337_203_685_477,
      precision: 2,
    }),
    money("BudgetAmount", "Budget amount", { min: 0, max: 1_000_000_000_000, precision: 2 }),
    whole("CloseProbability", "Probability", { min: 0, max: 100 }),
    choice("OpportunityRatingCode", "Rating", { 1: "Hot", 2: "Warm", 3: "Cold" }, { defaultValue: 2 }),
    choice("SalesStage", "Sales Stage", { 0: "Qualify", 1: "Develop", 2: "Propose", 3: "Close" }),
    choice("PriorityCode", "Priority", { 1: "Default Value" }, { defaultValue: 1 }),
    yesNo("DecisionMaker", "Decision Maker?", false, ["mark complete", "completed"]),
    lookup("TransactionCurrencyId", "Currency", ["transactioncurrency"]),
    lookup("ParentAccountId", "Account", ["account"]),
    lookup("ParentContactId", "Contact", ["contact"]),
    originatingLead,
    {
      logicalName: "customerid",
      schemaName: "CustomerId",
      displayName: label("Potential Customer"),
      type: "Customer",
      targets: ["account", "contact"],
    },
    ...stateAndStatus(
      { 0: ["Open", 1], 1: ["Won", 3], 2: ["Lost", 4] },
      { 1: ["In Progress", 0], 2: ["On Hold", 0], 3: ["Won", 1], 4: ["Canceled", 2], 5: ["Out-Sold", 2] },
    ),
  ],
};

export const opportunityRelationships: readonly RelationshipInput[] = [
  ...(["account", "contact"] as const).flatMap((table): readonly RelationshipInput[] => [
    {
      schemaName: `opportunity_parent_${table}`,
      referencingTable: "opportunity",
      referencingColumn: `parent${table}id`,
      referencedTable: table,
      cascade: { merge: "Cascade" },
    },
    {
      schemaName: `opportunity_customer_${table}s`,
      referencingTable: "opportunity",
      referencingColumn: "customerid",
      referencedTable: table,
      cascade: PARENTAL,
    },
  ]),
  {
    schemaName: "opportunity_originating_lead",
    referencingTable: "opportunity",
    referencingColumn: "originatingleadid",
    referencedTable: "lead",
    cascade: { merge: "Cascade" },
  },
  {
    schemaName: "transactioncurrency_opportunity",
    referencingTable: "opportunity",
    referencingColumn: "transactioncurrencyid",
    referencedTable: "transactioncurrency",
    cascade: { delete: "Restrict" },
  },
];
