/** typer: adds the event types that an event belongs to. */
import { call, convert, text, when } from '../../plan/expression.ts';
import { extend } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { conditionOf, expandKnowledge } from '../lower/knowledge-conditions.ts';
import { lowerPredicate } from '../lower/predicate.ts';

const optionKinds = { eventtypes: 'text', maxlen: 'integer' } as const;

export const typer = defineCommand<Readonly<Record<string, string>>>({
  name: 'typer',
  help: {
    summary: 'Adds a field eventtype with the names of the event types that an event belongs to.',
    syntax: 'typer',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Typer',
    examples: [
      {
        search: '| makeresults format=csv data="status\n404" | typer',
        explanation: 'Where the event type failed is defined as status=4* OR status=5*.',
        columns: ['status', 'eventtype'],
        rows: [['404', ['failed']]],
      },
    ],
  },
  parse: (parser) => parser.options(optionKinds),
  print: (options) => printOptions(options).join(' '),
  lower(input, _options, state, at) {
    const types = [...state.context.knowledge.eventTypes].map(([name, definition]) => {
      const condition = lowerPredicate(expandKnowledge(conditionOf(definition, at, state), state), input, state);
      return convert(when([{ when: condition, then: text(name) }], undefined, 'string'), 'multivalue');
    });
    if (types.length === 0) return input;
    return extend(input, [{ name: 'eventtype', value: call('listAppend', 'multivalue', ...types) }]);
  },
});
