/** Text to pipeline: splits at pipes and lets each command's own file read its arguments. */
import { CommandParser } from './command-parser.ts';
import { commandNamed, commandNames, refusals } from './commands/registry.ts';
import { foreignWordHint } from './syntax/hints.ts';
import { SearchError, nearestName } from './syntax/error.ts';
import { pipelinePrinter } from './syntax/printer.ts';
import { Scanner } from './syntax/scanner.ts';
import type { Source } from './syntax/source.ts';
import type { CommandCall, Pipeline, Subsearch } from './syntax/tree.ts';

const maximumSubsearchDepth = 40;

/** Parses a whole search whose macros are expanded. Throws SearchError with a position in this text. */
export function parsePipeline(text: string): Pipeline {
  const scanner = new Scanner(text);
  const pipeline = readPipeline(scanner, 0, true);
  if (!scanner.atEnd()) {
    throw new SearchError('A ] stands here without its [.', { position: scanner.at });
  }
  return pipeline;
}

/** The error with its position moved from the prepared text to the typed one. */
export function atOriginalPlace(error: SearchError, source: Source): SearchError {
  const position = source.originalPosition(error.position);
  return new SearchError(error.message, {
    position,
    length: Math.max(1, source.originalPosition(error.position + error.length) - position),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.replacement === undefined ? {} : { replacement: error.replacement }),
  });
}

/** The first command may leave out its name: then it is `search`. */
function readPipeline(scanner: Scanner, depth: number, outermost: boolean): Pipeline {
  if (depth > maximumSubsearchDepth) throw scanner.unexpected('subsearches nested less deeply');
  scanner.skipSpace();
  const position = scanner.at;
  const commands: CommandCall[] = [];
  if (scanner.peek() !== '|') {
    if (outermost && scanner.atEnd()) {
      throw new SearchError('The search is empty.', {
        position: 0,
        hint: 'Type what to look for, such as index=main error.',
      });
    }
    const word = scanner.peekWord().toLowerCase();
    const named = word === 'search' || (!outermost && isCommandWord(scanner, word));
    commands.push(named ? readCommand(scanner, depth) : readArguments(scanner, 'search', scanner.at, depth));
  }
  while (scanner.accept('|')) {
    if (scanner.peek() === '|')
      throw scanner.unexpected('a command', { hint: 'Two pipes stand with no command between them: remove one.' });
    // A pipe at the end says nothing.
    if (commands.length > 0 && (scanner.atEnd() || scanner.peek() === ']')) break;
    commands.push(readCommand(scanner, depth));
  }
  return { kind: 'pipeline', commands, position, length: scanner.at - position };
}

/** In a subsearch the first word may be a generating command without its pipe, as Splunk allows. */
function isCommandWord(scanner: Scanner, word: string): boolean {
  const command = commandNamed(word);
  if (command === undefined) return false;
  const after = scanner.text.slice(scanner.at + word.length).trimStart()[0] ?? '';
  return after !== '=' && after !== ')' && after !== 'O';
}

function readCommand(scanner: Scanner, depth: number): CommandCall {
  scanner.skipSpace();
  const position = scanner.at;
  const short = scanner.matchAt(/[A-Za-z_][A-Za-z0-9_]*|\$[^$\s|]+\$/y);
  if (short === undefined) throw scanner.unexpected('a command');
  // `sort-count` is sort; a hyphen belongs to the name only where there is no such command.
  const word = isKnown(short) ? short : (scanner.matchAt(/[A-Za-z_][A-Za-z0-9_-]*/y) ?? short);
  scanner.at += word.length;
  const name = word.toLowerCase();
  if (commandNamed(name)) return readArguments(scanner, name, position, depth);
  const refusal = refusals.get(name);
  if (refusal !== undefined) {
    // Read past it, so that the rest of the search is still checked; compiling names it as not supported.
    scanner.restOfCommand();
    return { kind: 'command', name, arguments: { refusal }, position, length: word.length };
  }
  // A command of an app, or a slip: what it means is not known, but the rest of the search can still be read.
  scanner.restOfCommand();
  const hint = foreignWordHint(name);
  const near = hint === undefined ? nearestName(name, commandNames()) : undefined;
  return {
    kind: 'command',
    name,
    arguments: { unknown: { word, ...(hint === undefined ? {} : { hint }), ...(near === undefined ? {} : { near }) } },
    position,
    length: word.length,
  };
}

function isKnown(word: string): boolean {
  const name = word.toLowerCase();
  return commandNamed(name) !== undefined || refusals.has(name);
}

function readArguments(scanner: Scanner, word: string, position: number, depth: number): CommandCall {
  const command = commandNamed(word);
  if (command === undefined) throw new Error(`Command ${word} is not registered.`);
  const parser = new CommandParser(scanner, command.name, (inner) => readSubsearch(inner, depth + 1));
  const given = command.parse(parser);
  parser.end();
  return { kind: 'command', name: command.name, arguments: given, position, length: scanner.at - position };
}

function readSubsearch(scanner: Scanner, depth: number): Subsearch {
  scanner.skipSpace();
  const position = scanner.at;
  scanner.expect('[', 'to open a subsearch', 'A subsearch stands in brackets: [search index=main ... | fields host].');
  const pipeline = scanner.withStopWords([], () => readPipeline(scanner, depth, false));
  if (!scanner.accept(']')) {
    throw new SearchError('A subsearch is opened with [ and never closed.', { position, hint: 'Add the closing ] .' });
  }
  return { kind: 'subsearch', pipeline, position, length: scanner.at - position };
}

/** The pipeline as one line of text that parses to the same tree. */
export function printPipeline(pipeline: Pipeline): string {
  return pipeline.commands
    .map((call, i) => {
      const command = commandNamed(call.name);
      const given = command ? command.print(call.arguments) : '';
      if (i === 0 && call.name === 'search') return `search ${given}`;
      return `${i === 0 ? '| ' : ''}${call.name}${given === '' ? '' : ` ${given}`}`;
    })
    .join(' | ');
}

pipelinePrinter.print = printPipeline;
