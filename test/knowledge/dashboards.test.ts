/** Dashboards and reports as files: checked, kept, listed; those that come with the program are right. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';
import type { Engine } from '../../src/engine.ts';
import { shippedDashboards } from '../../src/knowledge/dashboards/registry.ts';
import { fillTokens } from '../../src/protocol/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'grotto-dashboards-'));
let engine: Engine;
beforeAll(() => {
  engine = createEngine({ dataFolder: folder });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(shippedDashboards.map((dashboard) => [dashboard.name, dashboard] as const))(
  'the dashboard %s that comes with the program is right',
  async (_name, dashboard) => {
    const { findings } = await engine.methods['dashboard.check']({ dashboard });
    expect(findings).toEqual([]);
    expect(dashboard.panels.length).toBeGreaterThan(3);
  },
);

test.each([
  ['a panel without a search', { name: 'a', panels: [{ kind: 'table' }] }, 'panels[0]'],
  ['a search that cannot run', { name: 'a', panels: [{ kind: 'table', search: '| nosuch' }] }, 'panels[0].search'],
  ['a token of no input', { name: 'a', panels: [{ kind: 'table', search: 'host=$host$' }] }, 'panels[0].search'],
  ['a word that is unknown', { name: 'a', panels: [{ kind: 'tabel', search: 'x' }] }, 'panels[0].kind'],
  ['a key that is unknown', { name: 'a', panelz: [] }, ''],
  ['no name', { panels: [] }, 'name'],
])('%s is found', async (_what, dashboard, path) => {
  const { findings } = await engine.methods['dashboard.check']({ dashboard });
  expect(findings.map((finding) => finding.path)).toContain(path);
});

test('a dashboard is kept as readable JSON, takes the place of a shipped one, and goes again', async () => {
  const { methods } = engine;
  await methods['dashboard.save']({ dashboard: { name: 'Syslog', panels: [{ kind: 'text', text: 'mine' }] } });
  const text = readFileSync(join(folder, 'dashboards', 'Syslog.json'), 'utf8');
  expect(text).toContain('"text": "mine"');
  const find = async (): Promise<string | undefined> =>
    (await methods['dashboard.list']({})).dashboards.find(({ dashboard }) => dashboard.name === 'Syslog')?.origin;
  expect(await find()).toBe('saved');
  await methods['dashboard.delete']({ name: 'Syslog' });
  expect(await find()).toBe('shipped');
  await expect(methods['dashboard.save']({ dashboard: { name: '../x' } })).rejects.toThrow(/no dashboard/i);
});

test('a file that is no dashboard is named and left alone', async () => {
  const path = join(folder, 'dashboards', 'broken.json');
  writeFileSync(path, '{"name": 3}');
  const { unreadable } = await engine.methods['dashboard.list']({});
  expect(unreadable.map(({ file }) => file)).toEqual(['broken.json']);
  expect(readFileSync(path, 'utf8')).toBe('{"name": 3}');
});

test('a report is kept, runs by its name, and goes again', async () => {
  const { methods } = engine;
  await methods['report.save']({
    report: { name: 'two rows', description: '', search: '| makeresults count=2 | eval a=1 | fields a' },
  });
  expect((await methods['report.list']({})).reports.map(({ name }) => name)).toEqual(['two rows']);
  const job = await engine.search({ spl: '| savedsearch "two rows"' });
  expect(job.state().rowCount).toBe(2);
  await job.close();
  await methods['report.delete']({ name: 'two rows' });
  expect((await methods['report.list']({})).reports).toEqual([]);
});

test.each([
  ['host=$host$', { host: 'a b' }, 'host=a b'],
  ['host=$host|s$', { host: 'a "b"' }, 'host="a \\"b\\""'],
  ['$nosuch$ costs 5$ and $constructor$', {}, '$nosuch$ costs 5$ and $constructor$'],
])('tokens of %s are filled', (text, values, expected) => {
  expect(fillTokens(text, values as Record<string, string>)).toBe(expected);
});
