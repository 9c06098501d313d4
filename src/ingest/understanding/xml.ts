/** XML whose events are elements: under a root, as Windows and java.util.logging write them, or one behind the other. */

export interface XmlRecords {
  readonly element: string;
  /** LINE_BREAKER: what stands between two such elements, with the prologue and the root's tag. */
  readonly breaker: string;
  /** The elements of the sample, whole ones. */
  readonly records: readonly string[];
}

/** A sample longer than this is looked at up to here. */
const longest = 256 * 1024;
/** So many elements under a root may differ from the rest. */
const leastShare = 0.6;

const tag = /<(\/?)([A-Za-z_][\w:.-]{0,80})(?:\s[^<>]{0,4000})?>/g;

/** Undefined where the text is no XML, or its elements are not alike. */
export function findXmlRecords(lines: readonly string[]): XmlRecords | undefined {
  let text = '';
  for (const line of lines) {
    if (text === '' && line.trim() === '') continue;
    if (text === '' && !/^\s*<(?:\?xml|!DOCTYPE|!--|[A-Za-z_])/.test(line)) return undefined;
    text += `${line}\n`;
    if (text.length > longest) break;
  }
  if (text === '') return undefined;
  const root = elementsAt(text);
  if (/^html$/i.test(root[0]?.name ?? '')) return undefined;
  const several = mostFrequent(root);
  const inner = several === undefined && root.length === 1 ? mostFrequent(root[0]?.children ?? []) : undefined;
  const element = several ?? inner;
  if (element === undefined) return undefined;
  const name = quoted(element);
  const rootTag = several === undefined ? `<${quoted(root[0]?.name ?? '')}(?:\\s[^>]*)?>\\s*|` : '';
  return {
    element,
    breaker: `(\\s*(?:${rootTag}<\\?[^>]*>\\s*|<!DOCTYPE[^>]*>\\s*)*)<${name}[\\s/>]`,
    records: recordsOf(text, element),
  };
}

interface Element {
  readonly name: string;
  readonly children: { readonly name: string }[];
}

/** The outermost elements, with those directly in them; the last may not have ended. */
function elementsAt(text: string): Element[] {
  const plain = text.replace(/<!\[CDATA\[[^]*?(?:\]\]>|$)/g, '').replace(/<!--[^]*?(?:-->|$)/g, '');
  const found: Element[] = [];
  let depth = 0;
  for (const match of plain.matchAll(tag)) {
    const [all, closes, name = ''] = match;
    if (closes === '/') {
      depth = Math.max(0, depth - 1);
      continue;
    }
    if (depth === 0) found.push({ name, children: [] });
    else if (depth === 1) found.at(-1)?.children.push({ name });
    if (!all.endsWith('/>')) depth += 1;
  }
  return found;
}

function mostFrequent(elements: readonly { readonly name: string }[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { name } of elements) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [top] = [...counts].sort((a, b) => b[1] - a[1]);
  return top !== undefined && top[1] >= 2 && top[1] >= elements.length * leastShare ? top[0] : undefined;
}

function recordsOf(text: string, element: string): string[] {
  const begins = [...text.matchAll(new RegExp(`<${quoted(element)}(?=[\\s/>])`, 'g'))].map(({ index }) => index);
  return begins.map((begin, i) => text.slice(begin, begins[i + 1] ?? text.length));
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
