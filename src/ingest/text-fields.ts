/** The fields of one event, by what its source type says. */
import type { FieldValue } from './json-fields.ts';
import { jsonFields, keyValueFields, parseObject } from './json-fields.ts';
import type { Settings } from './settings.ts';
import type { SourceType } from './sourcetypes/definition.ts';

export interface TextFields {
  readonly fields: Map<string, FieldValue>;
  /** The event's host, where the type knows it. */
  readonly host?: string;
}

export function textFields(text: string, definition: SourceType | undefined, settings: Settings): TextFields {
  const fields = new Map<string, FieldValue>();
  let host: string | undefined;
  for (const expression of definition?.extract ?? []) {
    const groups = expression.exec(text)?.groups;
    if (groups === undefined) continue;
    for (const [name, value] of Object.entries(groups)) {
      // A group that matched nothing is no field.
      if (value === undefined || value === '') continue;
      if (name === definition?.hostField) host = value;
      else fields.set(name, value);
    }
    break;
  }
  addMessageFields(fields, definition);
  if (definition?.keyValues === true && settings.KV_MODE !== 'none') addNew(fields, keyValueFields(text));
  return { fields, ...(host === undefined ? {} : { host }) };
}

/** What a message holds that is a record by itself: JSON, or name=value pairs. Names that are there already keep their value. */
export function addMessageFields(fields: Map<string, FieldValue>, definition: SourceType | undefined): void {
  if (definition?.messageField === undefined) return;
  const message = fields.get(definition.messageField);
  if (typeof message !== 'string') return;
  const object = parseObject(message);
  addNew(fields, object === undefined ? keyValueFields(message) : jsonFields(object));
}

function addNew(fields: Map<string, FieldValue>, more: ReadonlyMap<string, FieldValue>): void {
  for (const [name, value] of more) if (!fields.has(name)) fields.set(name, value);
}
