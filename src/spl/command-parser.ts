/** The helpers with which a command's file reads its own arguments. */
import { SearchError, nearestName } from './syntax/error.ts';
import { leftoverHint } from './syntax/hints.ts';
import { parseExpression } from './syntax/expression-parser.ts';
import { parsePredicate } from './syntax/predicate-parser.ts';
import { parseStatsCalls } from './syntax/stats-parser.ts';
import { Scanner } from './syntax/scanner.ts';
import type { EvalExpression, Name, Predicate, StatsCall, Subsearch } from './syntax/tree.ts';

/** `statistic`: a word, or one with a field in parentheses such as max(bytes). */
export type OptionKind = 'boolean' | 'integer' | 'number' | 'text' | 'statistic';
export type OptionValues = Readonly<Record<string, string>>;

/** Options that may stand between fields, and where their values go. */
export interface MixedOptions {
  readonly kinds: Readonly<Record<string, OptionKind>>;
  readonly into: Record<string, string>;
}

const mostNames = 20_000;

export class CommandParser {
  readonly scanner: Scanner;
  readonly commandName: string;
  readonly #subsearch: (scanner: Scanner) => Subsearch;

  constructor(scanner: Scanner, commandName: string, subsearch: (scanner: Scanner) => Subsearch) {
    this.scanner = scanner;
    this.commandName = commandName;
    this.#subsearch = subsearch;
  }

  atEnd(): boolean {
    return this.scanner.atCommandEnd();
  }

  /** Reads any `name=value` options that stand next, in any order. Values are normalised: booleans to true/false. */
  options(kinds: Readonly<Record<string, OptionKind>>, into: Record<string, string> = {}): Record<string, string> {
    const names = Object.keys(kinds);
    for (;;) {
      this.scanner.skipSpace();
      const before = this.scanner.at;
      const name = this.scanner.acceptOption(names);
      if (name === undefined) {
        this.scanner.at = before;
        return into;
      }
      into[name] = this.optionValue(name, kinds[name] ?? 'text');
      this.scanner.accept(',');
    }
  }

  /** Options and `index=`, which may come several times, in any order until the command ends. `expected` is what an error asks for. */
  optionsAndIndexes(
    kinds: Readonly<Record<string, OptionKind>>,
    expected: string,
  ): { readonly options: Record<string, string>; readonly indexes: string[] } {
    const options: Record<string, string> = {};
    const indexes: string[] = [];
    while (!this.atEnd()) {
      this.scanner.accept(',');
      this.scanner.acceptKeyword('or');
      this.options(kinds, options);
      if (this.atEnd()) break;
      if (this.scanner.acceptOption(['index']) === undefined) {
        this.refuseUnknownOption([...Object.keys(kinds), 'index']);
        throw this.scanner.unexpected(expected);
      }
      indexes.push(this.scanner.name('an index').text);
    }
    return { options, indexes };
  }

  optionValue(name: string, kind: OptionKind): string {
    const value =
      (kind === 'text'
        ? (this.inParentheses() ?? (name === 'limit' ? this.topOrBottom() : undefined))
        : kind === 'statistic'
          ? this.statistic()
          : undefined) ?? this.scanner.name(`a value for ${name}`, /[\s|[\](),"]/);
    if (/^\$.*\$$/.test(value.text)) return kind === 'integer' || kind === 'number' ? '1' : value.text;
    const fail = (expected: string): SearchError =>
      new SearchError(`The option ${name} of ${this.commandName} takes ${expected}, not "${value.text}".`, value);
    if (kind === 'boolean') {
      const truth = /^(t|true|1|yes|y)$/i.test(value.text)
        ? 'true'
        : /^(f|false|0|no|n)$/i.test(value.text)
          ? 'false'
          : undefined;
      if (truth === undefined) throw fail('true or false');
      return truth;
    }
    if (kind === 'integer' && !/^-?\d+$/.test(value.text)) throw fail('a whole number');
    if (kind === 'number' && !/^-?(\d+\.?\d*|\.\d+)$/.test(value.text)) throw fail('a number');
    return value.text;
  }

  /** A bare value that begins with a parenthesis, such as a pattern that forgot its quotes: `tokenizer=(\S+)`. */
  private inParentheses(): Name | undefined {
    this.scanner.skipSpace();
    const position = this.scanner.at;
    const text = this.scanner.matchAt(/\((?:[^()\s]|\([^()\s]*\))*\)[^\s|,\]]*/y);
    if (text === undefined) return undefined;
    this.scanner.at += text.length;
    return { text, position, length: text.length };
  }

  /** `top 5` of a chart's limit, which may also be written in one word. */
  private topOrBottom(): Name | undefined {
    this.scanner.skipSpace();
    const position = this.scanner.at;
    const text = this.scanner.matchAt(/(?:top|bottom)\s+\d+/iy);
    if (text === undefined) return undefined;
    this.scanner.at += text.length;
    return { text: text.replace(/\s+/, ''), position, length: text.length };
  }

  private statistic(): Name | undefined {
    this.scanner.skipSpace();
    const position = this.scanner.at;
    const text = this.scanner.matchAt(/\w+\([^()|\]]*\)/y);
    if (text === undefined) return undefined;
    this.scanner.at += text.length;
    return { text, position, length: text.length };
  }

  /** An option that the command does not know is an error that names the nearest one. */
  refuseUnknownOption(known: readonly string[]): void {
    this.scanner.skipSpace();
    const word = this.scanner.matchAt(/[A-Za-z_]\w*\s*=(?!=)/y);
    if (word === undefined) return;
    const name = word.replace(/\s*=$/, '');
    const near = nearestName(name, known);
    throw new SearchError(`${this.commandName} has no option "${name}".`, {
      position: this.scanner.at,
      length: name.length,
      hint: known.length === 0 ? 'It has no options.' : `Its options: ${known.join(', ')}.`,
      ...(near === undefined ? {} : { replacement: near }),
    });
  }

  /**
   * Field names separated by blanks or commas, up to a keyword in `stop` or the end. Wildcards allowed.
   * Options may stand between them where `options` names some.
   */
  fields(purpose: string, stop: readonly string[] = [], options?: MixedOptions): Name[] {
    const names: Name[] = [];
    if (options !== undefined) this.options(options.kinds, options.into);
    while (!this.atEnd() && this.scanner.peek() !== ')') {
      if (stop.includes(this.scanner.peekWord().toLowerCase()) && this.scanner.matchAt(/[A-Za-z]+(?=[\s,|\])]|$)/y))
        break;
      const last = names.at(-1);
      if (last !== undefined && this.scanner.peek() === '=') throw this.unknownOption(last);
      if (last !== undefined) while (this.scanner.accept(',')) continue;
      if (options !== undefined) this.options(options.kinds, options.into);
      if (this.atEnd()) break;
      this.scanner.refuseLongList(names.length, mostNames, 'names');
      names.push(this.scanner.name(purpose));
      if (options !== undefined) this.options(options.kinds, options.into);
    }
    return names;
  }

  /** A name with = behind it, where only fields can stand. */
  private unknownOption(name: Name): SearchError {
    return new SearchError(`${this.commandName} has no option "${name.text}" here.`, {
      position: name.position,
      length: name.length,
      hint: 'Options stand before the fields; look at its help for their names.',
    });
  }

  /** At least one field. */
  someFields(purpose: string, stop: readonly string[] = [], options?: MixedOptions): Name[] {
    const names = this.fields(purpose, stop, options);
    if (names.length === 0) throw this.scanner.unexpected(purpose);
    return names;
  }

  expression(): EvalExpression {
    return parseExpression(this.scanner, this.#subsearch);
  }

  /** A condition, bare or as a text in quotes: `reset_before="(status==200)"`. */
  quotedExpression(): EvalExpression {
    const { scanner } = this;
    if (scanner.peek() !== '"') return this.expression();
    const position = scanner.at;
    const text = scanner.quoted('"');
    const inner = new Scanner(text);
    try {
      const expression = parseExpression(inner, this.#subsearch);
      if (!inner.atEnd()) throw inner.unexpected('the end of the condition');
      return expression;
    } catch (error) {
      if (!(error instanceof SearchError)) throw error;
      throw new SearchError(error.message, { position, length: scanner.at - position });
    }
  }

  /** Conditions up to the end of the command, or to one of the words. */
  predicate(stop: readonly string[] = []): Predicate {
    return this.scanner.withStopWords(stop, () => parsePredicate(this.scanner, this.#subsearch));
  }

  statsCalls(stop: readonly string[]): StatsCall[] {
    return parseStatsCalls(this.scanner, this.#subsearch, stop);
  }

  subsearch(): Subsearch {
    return this.#subsearch(this.scanner);
  }

  keyword(...words: readonly string[]): string | undefined {
    return this.scanner.acceptKeyword(...words);
  }

  /** A regular expression or other text in double quotes, or one bare word. As in any quotes `\\\\` stands for one backslash. */
  text(purpose: string): Name {
    this.scanner.skipSpace();
    const position = this.scanner.at;
    if (this.scanner.peek() === '"') {
      const value = this.scanner.quoted('"');
      return { text: value, position, length: this.scanner.at - position };
    }
    return this.scanner.name(purpose, /[\s|]/);
  }

  end(): void {
    if (this.atEnd()) return;
    const { text, at } = this.scanner;
    const hint = leftoverHint(this.commandName, text.slice(0, at), text.slice(at));
    throw this.scanner.unexpected(`a pipe or the end of ${this.commandName}`, hint === undefined ? {} : { hint });
  }
}

/** `name=value` pairs as text, in the order in which they were given. */
export function printOptions(options: OptionValues): string[] {
  return Object.entries(options).map(([name, value]) =>
    /^[^\s|[\](),"]+$/.test(value) ? `${name}=${value}` : `${name}="${value.replace(/\\(?=["\\]|$)|"/g, '\\$&')}"`,
  );
}
