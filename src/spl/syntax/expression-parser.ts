/**
 * Parses eval expressions.
 *
 * Precedence, weakest first: OR, XOR, AND, NOT, comparison (= == != < <= > >= LIKE IN), `.`, + -, * / %, unary minus.
 * https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/CommonEvalFunctions
 */
import { SearchError } from './error.ts';
import { missingValueHint } from './hints.ts';
import type { Scanner } from './scanner.ts';
import type { BinaryOperator, EvalExpression, Subsearch } from './tree.ts';

const maximumDepth = 200;
const mostItems = 20_000;

/** How a subsearch inside an expression is read; given by the pipeline parser. */
export type SubsearchReader = (scanner: Scanner) => Subsearch;

export function parseExpression(scanner: Scanner, subsearch: SubsearchReader): EvalExpression {
  return new ExpressionParser(scanner, subsearch).or(0);
}

const comparison = /==|!=|<=|>=|=|<|>/y;

class ExpressionParser {
  readonly #scanner: Scanner;
  readonly #subsearch: SubsearchReader;

  constructor(scanner: Scanner, subsearch: SubsearchReader) {
    this.#scanner = scanner;
    this.#subsearch = subsearch;
  }

  /** or := xor (OR xor)* */
  or(depth: number): EvalExpression {
    if (depth > maximumDepth) throw this.#scanner.unexpected('an expression nested less deeply');
    let left = this.#xor(depth);
    while (this.#scanner.acceptKeyword('or')) left = binary('OR', left, this.#xor(depth));
    return left;
  }

  #xor(depth: number): EvalExpression {
    let left = this.#and(depth);
    while (this.#scanner.acceptKeyword('xor')) left = binary('XOR', left, this.#and(depth));
    return left;
  }

  #and(depth: number): EvalExpression {
    let left = this.#not(depth);
    while (this.#scanner.acceptKeyword('and') || this.#scanner.accept('&&'))
      left = binary('AND', left, this.#not(depth));
    return left;
  }

  #not(depth: number): EvalExpression {
    this.#scanner.skipSpace();
    const position = this.#scanner.at;
    let negations = 0;
    for (;;) {
      if (this.#scanner.acceptKeyword('not')) negations += 1;
      else if (this.#scanner.peek() === '!' && this.#scanner.text[this.#scanner.at + 1] !== '=') {
        this.#scanner.at += 1;
        negations += 1;
      } else break;
    }
    let operand = this.#comparison(depth);
    for (; negations > 0; negations -= 1) {
      operand = { kind: 'unary', operator: 'NOT', operand, position, length: end(operand) - position };
    }
    return operand;
  }

  #comparison(depth: number): EvalExpression {
    let left = this.#concatenation(depth);
    for (;;) {
      this.#scanner.skipSpace();
      const operator = this.#scanner.matchAt(comparison);
      if (operator !== undefined) {
        this.#scanner.at += operator.length;
        left = binary(operator as BinaryOperator, left, this.#concatenation(depth));
        continue;
      }
      const word = this.#scanner.acceptKeyword('like', 'in', 'not');
      if (word === undefined) return left;
      if (word === 'like') left = binary('LIKE', left, this.#concatenation(depth));
      else if (word === 'in') left = this.#in(left, depth);
      else {
        if (!this.#scanner.acceptKeyword('in')) throw this.#scanner.unexpected('IN or an operator before NOT');
        const inside = this.#in(left, depth);
        left = { kind: 'unary', operator: 'NOT', operand: inside, position: inside.position, length: inside.length };
      }
    }
  }

  #in(operand: EvalExpression, depth: number): EvalExpression {
    this.#scanner.expect('(', 'after IN', 'Write field IN ("a", "b").');
    const list: EvalExpression[] = [];
    do {
      this.#scanner.refuseLongList(list.length, mostItems, 'values');
      list.push(this.or(depth + 1));
    } while (this.#scanner.accept(','));
    this.#scanner.expect(')', 'after the list of values');
    return { kind: 'in', operand, list, position: operand.position, length: this.#scanner.at - operand.position };
  }

  #concatenation(depth: number): EvalExpression {
    let left = this.#sum(depth);
    while (this.#scanner.peek() === '.') {
      this.#scanner.at += 1;
      left = binary('.', left, this.#sum(depth));
    }
    return left;
  }

  #sum(depth: number): EvalExpression {
    let left = this.#product(depth);
    for (;;) {
      const c = this.#scanner.peek();
      if (c !== '+' && c !== '-') return left;
      this.#scanner.at += 1;
      left = binary(c, left, this.#product(depth));
    }
  }

  #product(depth: number): EvalExpression {
    let left = this.#unary(depth);
    for (;;) {
      const c = this.#scanner.peek();
      if (c !== '*' && c !== '/' && c !== '%') return left;
      this.#scanner.at += 1;
      left = binary(c, left, this.#unary(depth));
    }
  }

  #unary(depth: number): EvalExpression {
    const c = this.#scanner.peek();
    const position = this.#scanner.at;
    if (c === '-' || c === '+') {
      if (depth > maximumDepth) throw this.#scanner.unexpected('an expression nested less deeply');
      this.#scanner.at += 1;
      const operand = this.#unary(depth + 1);
      return { kind: 'unary', operator: c, operand, position, length: end(operand) - position };
    }
    return this.#primary(depth);
  }

  #primary(depth: number): EvalExpression {
    const scanner = this.#scanner;
    const c = scanner.peek();
    const position = scanner.at;
    const since = (): number => scanner.at - position;
    if (c === '(') {
      scanner.at += 1;
      const inner = this.or(depth + 1);
      if (!scanner.accept(')')) {
        if (!scanner.atCommandEnd()) throw scanner.unexpected(') to close the parenthesis');
        throw new SearchError('A parenthesis is opened and never closed.', { position, hint: 'Add the closing ) .' });
      }
      return inner;
    }
    if (c === '"') return { kind: 'string', value: this.#string(), position, length: since() };
    if (c === "'") return { kind: 'field', name: scanner.quoted("'"), position, length: since() };
    if (c === '[') return this.#subsearch(scanner);
    const number = scanner.matchAt(
      /(?:\d+\.(?=\s*(?:[-+*/%),|\]]|$))|\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?![A-Za-z_])/y,
    );
    if (number !== undefined) {
      scanner.at += number.length;
      return { kind: 'number', value: Number(number), text: number, position, length: number.length };
    }
    const token = scanner.matchAt(/\$[^$\s|]+\$/y);
    if (token !== undefined) {
      scanner.at += token.length;
      return { kind: 'field', name: token, position, length: token.length };
    }
    const word = scanner.matchAt(/[\p{L}_0-9@#][\p{L}\p{N}_:@#{}$]*/uy);
    if (word === undefined) {
      const hint = missingValueHint(scanner.text.slice(0, position), scanner.text.slice(position));
      throw scanner.unexpected('a value, a field or a function', hint === undefined ? {} : { hint });
    }
    scanner.at += word.length;
    if (scanner.peek() === '(' && /^[A-Za-z_]\w*$/.test(word)) return this.#call(word, position, depth);
    return { kind: 'field', name: word, position, length: word.length };
  }

  #string(): string {
    return this.#scanner.quoted('"');
  }

  #call(name: string, position: number, depth: number): EvalExpression {
    const scanner = this.#scanner;
    const open = scanner.at;
    scanner.expect('(', `after ${name}`);
    const list: EvalExpression[] = [];
    if (!scanner.accept(')')) {
      for (;;) {
        scanner.refuseLongList(list.length, mostItems, 'arguments');
        list.push(this.or(depth + 1));
        if (scanner.accept(',')) continue;
        if (scanner.accept(')')) break;
        if (scanner.atEnd()) {
          throw new SearchError(`The parenthesis after ${name} is never closed.`, {
            position: open,
            hint: 'Add the closing ) .',
          });
        }
        throw scanner.unexpected(`, or ) in the arguments of ${name}`);
      }
    }
    return { kind: 'call', name: name.toLowerCase(), arguments: list, position, length: scanner.at - position };
  }
}

function binary(operator: BinaryOperator, left: EvalExpression, right: EvalExpression): EvalExpression {
  return { kind: 'binary', operator, left, right, position: left.position, length: end(right) - left.position };
}

function end(expression: EvalExpression): number {
  return expression.position + expression.length;
}
