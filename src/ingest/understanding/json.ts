/** JSON: objects one a line or over several, and the fields that hold the time. */
import type { Line } from '../lines.ts';
import { jsonFields, parseObject } from '../json-fields.ts';
import type { SourceType } from '../sourcetypes/definition.ts';
import { sourceTypeNamed, sourceTypes } from '../sourcetypes/registry.ts';

import { firstList, listedRecords, listPathOf, topLevelObjects } from './json-list.ts';
import type { ListedRecord } from './json-list.ts';
import type { Finish, Understanding } from './types.ts';
import { timeColumns, timeDecision } from './time-columns.ts';

export function describeJson(f: Finish): Understanding {
  const listPath = listPathIn(f);
  const objects = sampleObjects(f.lines, listPath);
  const names = new Map<string, string[]>();
  for (const object of objects) {
    for (const [name, value] of jsonFields(object)) {
      const list = names.get(name) ?? [];
      list.push(typeof value === 'string' ? value : (value[0] ?? ''));
      names.set(name, list);
    }
  }
  const columns = [...names.keys()];
  const rows = objects.slice(0, 1000).map((object) => {
    const fields = jsonFields(object);
    return columns.map((name) => {
      const value = fields.get(name);
      return value === undefined ? '' : typeof value === 'string' ? value : (value[0] ?? '');
    });
  });
  const type = f.named ?? (f.hints.sourcetype === undefined ? typeByKeys(objects) : undefined);
  const definition = type ?? sourceTypeNamed('_json');
  const settings: Record<string, string> = {
    ...(sourceTypeNamed('_json')?.settings ?? {}),
    ...(definition?.settings ?? {}),
    ...f.base,
  };
  const time = timeColumns(columns, rows, f.context, settings);
  if (settings.TIMESTAMP_FIELDS === undefined && time.best !== undefined)
    settings.TIMESTAMP_FIELDS = time.best.names.join(',');
  if (settings.TIME_FORMAT === undefined && time.chosen !== undefined) settings.TIME_FORMAT = time.chosen.format;
  const sourcetype = f.hints.sourcetype ?? definition?.name ?? '_json';
  f.decisions.push(
    {
      about: 'sourcetype',
      value: sourcetype,
      why:
        f.hints.sourcetype !== undefined
          ? 'you chose it'
          : type?.keys !== undefined
            ? `the objects have the fields ${type.keys.join(', ')}`
            : `${objects.length} JSON objects in the sample`,
      confidence: 0.97,
    },
    listPath === undefined
      ? { about: 'event_breaks', value: 'each object', why: 'JSON objects are events', confidence: 0.95 }
      : {
          about: 'event_breaks',
          value: `each object in ${listPath.join('.')}`,
          why: 'the file is one object around a list; what else it says is kept apart',
          confidence: 0.85,
        },
    timeDecision(settings, time, f.given),
  );
  return {
    sourcetype,
    confidence: 0.97,
    shape: 'json',
    settings,
    charset: f.charset,
    decisions: f.decisions,
    timeCandidates: time.candidates,
    warnings: [],
    columns: [],
    definition,
    fingerprint: `json:${columns.slice(0, 40).sort().join('\u0001')}`,
    latestTimeStart: 0,
    ...(listPath === undefined ? {} : { listPath }),
  };
}

/** Of a file that is one object around its records. */
function listPathIn(f: Finish): readonly string[] | undefined {
  const text = f.lines.map((line) => line.text).join('\n');
  const object = f.later.length === 0 ? parseObject(text) : undefined;
  if (f.later.length === 0 && (object === undefined || Object.keys(object).length === 1)) return undefined;
  return listPathOf(text, object !== undefined);
}

/** The type whose fields nearly all objects have. */
function typeByKeys(objects: readonly Record<string, unknown>[]): SourceType | undefined {
  const some = objects.slice(0, 100);
  return sourceTypes.find(
    ({ keys }) =>
      keys !== undefined && some.filter((object) => keys.every((key) => key in object)).length >= some.length * 0.9,
  );
}

/** A list of records in an object of its own, as CloudTrail and many services deliver them. */
const wrapper = /^\s*\{\s*"(?:Records|records|events|logs|entries|items|results|value|data)"\s*:\s*\[\s*(?=\{)/;

/** Whether a text begins as such an object does. */
export function isWrapper(text: string): boolean {
  return wrapper.test(text);
}

/** Whether a text is what stands before the first record of such an object. */
export function opensList(text: string): boolean {
  return wrapper.exec(`${text}{`)?.[0].length === text.length;
}

/** The records of such an object, with where each begins; any other object is itself its one record. */
export function unwrap(text: string, object: Record<string, unknown>, path?: readonly string[]): ListedRecord[] {
  const whole = [{ text, start: 0, object }];
  if (path !== undefined) return listedRecords(text, object, path) ?? whole;
  const opened = Object.keys(object).length === 1 ? wrapper.exec(text)?.[0].length : undefined;
  if (opened === undefined) return whole;
  return [...topLevelObjects(text, opened)].flatMap((found) => {
    const record = parseObject(found.text);
    return record === undefined ? [] : [{ text: found.text, start: found.start, object: record }];
  });
}

function sampleObjects(lines: readonly Line[], listPath: readonly string[] | undefined): Record<string, unknown>[] {
  const whole = lines.map((l) => l.text).join('\n');
  const opened = wrapper.exec(whole)?.[0].length ?? (listPath === undefined ? 0 : (firstList(whole)?.start ?? 0));
  if (listPath !== undefined) {
    const object = parseObject(whole);
    if (object !== undefined) return unwrap(whole, object, listPath).map((record) => record.object);
  }
  const direct = lines.flatMap((l) => {
    const object = parseObject(l.text);
    return object === undefined ? [] : unwrap(l.text, object).map((record) => record.object);
  });
  if (direct.length > 0) return direct;
  const objects: Record<string, unknown>[] = [];
  for (const text of topLevelObjects(whole.slice(opened))) {
    const parsed = parseObject(text.text);
    if (parsed !== undefined) objects.push(parsed);
    if (objects.length > 500) break;
  }
  return objects;
}
