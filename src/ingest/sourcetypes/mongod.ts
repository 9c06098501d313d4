/** MongoDB's log as text, of versions before 4.4; later ones write JSON. */
import type { SourceType } from './definition.ts';

export const mongod: SourceType = {
  name: 'mongod',
  description: 'Log of the MongoDB server, as text',
  category: 'Database',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise:
    /^(?:\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}(?:[+-]\d{4}|Z) (?:[IWEFD]\d? +\S+ +)?|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2}(?:\.\d{3})? )\[\w+\]/,
  share: 0.5,
  extract: [
    /^\S+ (?:(?<severity>[IWEFD]\d?) +(?<component>\S+) +)\[(?<context>\w+)\] (?<message>[^]*)$/,
    /^[^[]+\[(?<context>\w+)\] (?<message>[^]*)$/,
  ],
  samples: [
    {
      line: '2026-03-15T08:00:01.123+0100 I COMMAND  [conn1] command shop.orders command: find { find: "orders" } 120ms',
      time: '2026-03-15T07:00:01.123Z',
      fields: { severity: 'I', component: 'COMMAND', context: 'conn1' },
    },
    {
      line: 'Sun Mar 15 08:00:01.123 [initandlisten] db version v2.4.9',
      time: null,
      fields: { context: 'initandlisten', message: 'db version v2.4.9' },
    },
  ],
};
