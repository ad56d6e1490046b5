import { invalidUri, notImplemented, queryNodeNotSupported, syntaxError } from "../../errors";
import { parseLiteral, type Literal } from "../literals";
import { tokenize, type Token } from "./lexer";
import type { FilterNode, Operand } from "./node";
import { AndNode } from "./nodes/and";
import { ColumnComparisonNode } from "./nodes/column-comparison";
import { ComparisonNode, type ComparisonOperator } from "./nodes/comparison";
import { LambdaNode } from "./nodes/lambda";
import { NotNode } from "./nodes/not";
import { OrNode } from "./nodes/or";
import { QueryFunctionNode, type FunctionArgument } from "./nodes/query-function";
import { isTextFunction, TextFunctionNode, type TextFunction } from "./nodes/text-function";

const COMPARISONS = new Set(["eq", "ne", "gt", "ge", "lt", "le"]);
const FLIPPED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  eq: "eq",
  ne: "ne",
  gt: "lt",
  ge: "le",
  lt: "gt",
  le: "ge",
};
const NAMESPACE = /^(Microsoft\.Dynamics\.CRM|mscrm)\./;
/** Arithmetic and canonical functions of OData that Dataverse does not have. */
const ARITHMETIC = new Set(["add", "sub", "mul", "div", "mod"]);

/**
 * Parses a `$filter` by recursive descent: or, and, not, then a comparison, a function or a group.
 * @param aliases values of `@p` in the filter, from the address
 */
export const parseFilter = (text: string, aliases: ReadonlyMap<string, string> = new Map()): FilterNode =>
  new Parser(text, aliases).parse();

class Parser {
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly aliases: ReadonlyMap<string, string>,
  ) {
    this.tokens = tokenize(text);
  }

  parse(): FilterNode {
    const node = this.or();
    if (this.peek().kind !== "end") this.fail();
    return node;
  }

  private or(): FilterNode {
    let node = this.and();
    while (this.takeName("or")) node = new OrNode(node, this.and());
    return node;
  }

  private and(): FilterNode {
    let node = this.unary();
    while (this.takeName("and")) node = new AndNode(node, this.unary());
    return node;
  }

  private unary(): FilterNode {
    if (this.takeName("not")) return new NotNode(this.unary());
    if (this.takeSymbol("(")) {
      const node = this.or();
      this.expect(")");
      return node;
    }
    return this.predicate();
  }

  private predicate(): FilterNode {
    const token = this.peek();
    if (token.kind === "name" && this.symbolAt(1) === "(") return this.call(token.text);
    const left = this.operand();
    const operator = this.peek();
    if (left.kind === "path" && this.quantifier !== undefined) return this.lambda(left.path);
    if (operator.kind !== "name") return this.fail();
    if (operator.text === "in") throw queryNodeNotSupported("In");
    if (operator.text === "has") throw queryNodeNotSupported("Has");
    if (ARITHMETIC.has(operator.text)) throw queryNodeNotSupported("BinaryOperator");
    if (!COMPARISONS.has(operator.text)) this.fail();
    this.position++;
    return comparison(left, operator.text as ComparisonOperator, this.operand());
  }

  private quantifier: "any" | "all" | undefined;

  /** A path, a literal or an alias. A path that ends in `/any` or `/all` leaves the quantifier behind. */
  private operand(): Operand {
    this.quantifier = undefined;
    const token = this.next();
    if (token.kind === "literal") return { kind: "literal", literal: token.literal };
    if (token.kind === "alias") return { kind: "literal", literal: this.alias(token.text) };
    if (token.kind !== "name") return this.fail(token);
    const path = [token.text];
    while (this.takeSymbol("/")) {
      const name = this.next();
      if (name.kind !== "name") return this.fail(name);
      if ((name.text === "any" || name.text === "all") && this.symbolAt(0) === "(") {
        this.quantifier = name.text;
        break;
      }
      path.push(name.text);
    }
    return { kind: "path", path };
  }

  private lambda(path: readonly string[]): FilterNode {
    const quantifier = this.quantifier ?? "any";
    this.expect("(");
    if (this.takeSymbol(")")) return new LambdaNode(path, quantifier, undefined, undefined);
    const variable = this.next();
    if (variable.kind !== "name") return this.fail(variable);
    this.expect(":");
    const body = this.or();
    this.expect(")");
    return new LambdaNode(path, quantifier, variable.text, body);
  }

  private call(name: string): FilterNode {
    this.position += 2;
    if (NAMESPACE.test(name)) return new QueryFunctionNode(name.replace(NAMESPACE, ""), this.parameters());
    if (!isTextFunction(name)) throw notImplemented(`the function '${name}' in $filter`);
    return this.textFunction(name);
  }

  private textFunction(name: TextFunction): FilterNode {
    const target = this.operand();
    this.expect(",");
    const argument = this.operand();
    this.expect(")");
    if (target.kind !== "path") throw notImplemented(`a literal as first argument of ${name}`);
    const node = new TextFunctionNode(name, target.path, argument);
    // `contains(...) eq true` is the long form some clients write.
    if (!this.takeName("eq")) return node;
    const literal = this.next();
    if (literal.kind !== "literal" || literal.literal.type !== "Boolean") return this.fail(literal);
    return literal.literal.value === true ? node : new NotNode(node);
  }

  private parameters(): ReadonlyMap<string, FunctionArgument> {
    const parameters = new Map<string, FunctionArgument>();
    while (!this.takeSymbol(")")) {
      const name = this.next();
      if (name.kind !== "name") return this.fail(name);
      this.expect("=");
      parameters.set(name.text, this.argument());
      this.takeSymbol(",");
    }
    return parameters;
  }

  private argument(): FunctionArgument {
    const token = this.next();
    if (token.kind === "literal") return token.literal.value;
    if (token.kind === "alias") return this.aliasArgument(token.text);
    if (token.kind !== "symbol" || token.text !== "[") return this.fail(token);
    const values: (string | number | boolean | null)[] = [];
    while (!this.takeSymbol("]")) {
      const value = this.next();
      if (value.kind !== "literal") return this.fail(value);
      values.push(value.literal.value);
      this.takeSymbol(",");
    }
    return values;
  }

  private aliasText(name: string): string {
    const text = this.aliases.get(name);
    if (text === undefined) throw invalidUri(`The parameter alias '${name}' has no value in the request.`);
    return text;
  }

  private alias(name: string): Literal {
    const literal = parseLiteral(this.aliasText(name));
    if (literal === undefined) throw syntaxError(0, this.aliasText(name));
    return literal;
  }

  /** An alias may hold a list: `@p=['1','2']` or, as JSON, `@p=["1","2"]`. */
  private aliasArgument(name: string): FunctionArgument {
    const text = this.aliasText(name);
    if (!text.trimStart().startsWith("[")) return this.alias(name).value;
    if (text.includes('"')) return JSON.parse(text) as FunctionArgument;
    return new Parser(text, this.aliases).argument();
  }

  private peek(): Token {
    return this.tokens[this.position] ?? { kind: "end", at: this.text.length };
  }

  private next(): Token {
    const token = this.peek();
    this.position++;
    return token;
  }

  private symbolAt(offset: number): string | undefined {
    const token = this.tokens[this.position + offset];
    return token?.kind === "symbol" ? token.text : undefined;
  }

  private takeName(text: string): boolean {
    const token = this.peek();
    if (token.kind !== "name" || token.text !== text) return false;
    this.position++;
    return true;
  }

  private takeSymbol(text: string): boolean {
    if (this.symbolAt(0) !== text) return false;
    this.position++;
    return true;
  }

  private expect(text: string): void {
    if (!this.takeSymbol(text)) this.fail();
  }

  private fail(token: Token = this.peek()): never {
    throw syntaxError(token.at, this.text);
  }
}

const comparison = (left: Operand, operator: ComparisonOperator, right: Operand): FilterNode => {
  if (left.kind === "path" && right.kind === "path")
    return new ColumnComparisonNode(left.path, operator, right.path);
  if (left.kind === "path" && right.kind === "literal")
    return new ComparisonNode(left.path, operator, right.literal);
  if (left.kind === "literal" && right.kind === "path")
    return new ComparisonNode(right.path, FLIPPED[operator], left.literal);
  throw notImplemented("a comparison of two literals");
};
