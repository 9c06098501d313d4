/** How `check` compiles a search: without data, at a fixed time. */
import { emptyKnowledge } from '../../src/knowledge/knowledge.ts';
import { emptyCatalogue } from '../../src/store/catalogue.ts';

export const checking = {
  knowledge: emptyKnowledge,
  checkOnly: true,
  now: 1_773_576_000,
  timeZone: 'UTC',
  range: {},
  catalogue: emptyCatalogue.facts,
  defaultIndexes: ['*'],
  answers: new Map(),
};
