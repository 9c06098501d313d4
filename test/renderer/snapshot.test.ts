/** A snapshot holds what it is given, as text only. */
import { expect, test } from 'vitest';
import { snapshotHtml } from '../../renderer/snapshot/snapshot-html.ts';
import type { SnapshotPart } from '../../renderer/snapshot/snapshot-html.ts';

const colours = { background: '#fff', text: 'rgb(0, 0, 0)', border: '#ccc' };
const hostile = '</title></style><script>alert(1)</script><img src=x onerror="alert(2)">\'&';

function documentOf(part: Partial<SnapshotPart>): Document {
  const html = snapshotHtml({
    title: hostile,
    remark: hostile,
    parts: [{ title: hostile, width: 6, ...part }],
    colours,
  });
  return new DOMParser().parseFromString(html, 'text/html');
}

test('texts from data stay texts, wherever they stand', () => {
  const page = documentOf({
    text: hostile,
    number: { value: hostile, label: hostile },
    legend: [{ name: hostile, colour: 'red"><script>' }],
    table: { columns: [{ name: hostile, isNumber: false }], rows: [[hostile]], rowCount: 1 },
  });
  expect(page.querySelectorAll('script, img, [onerror]')).toHaveLength(0);
  for (const selector of ['title', 'h1', 'h2', 'th', 'td', 'li', '.number', 'section p'])
    expect([selector, page.querySelector(selector)?.textContent]).toEqual([selector, hostile]);
  expect(page.querySelector('i')?.getAttribute('style')).toBe('background: currentColor');
});

test('the file forbids itself scripts and anything from elsewhere', () => {
  const policy = documentOf({}).querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('script');
});

test('a drawing keeps its table folded beside it, and a cut table says so', () => {
  const page = documentOf({
    drawing: '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
    table: { columns: [{ name: 'n', isNumber: true }], rows: [['1'], ['2']], rowCount: 9 },
  });
  expect(page.querySelector('section > svg path')).not.toBeNull();
  expect(page.querySelectorAll('details tbody tr')).toHaveLength(2);
  expect(page.querySelector('td')?.className).toBe('n');
  expect(page.querySelector('details')?.textContent).toContain('The first 2 of 9 rows.');
});
