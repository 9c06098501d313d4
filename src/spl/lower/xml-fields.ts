/** The values in an XML text by the names that spath gives them: a.b for the text of an element, a.b{@id} for an attribute. */
import { DOMParser } from '@xmldom/xmldom';

const longest = 1_000_000;
const deepest = 50;
const most = 500;

export function looksLikeXml(text: string): boolean {
  return /^\s*<[?!A-Za-z_]/.test(text);
}

/** Reads one text after another; nothing where a text is no XML. */
export function xmlReader(): (text: string) => ReadonlyMap<string, readonly string[]> {
  const parser = new DOMParser({ onError: () => undefined });
  return (text) => {
    const found = new Map<string, string[]>();
    if (text.length > longest || !looksLikeXml(text)) return found;
    try {
      const root = parser.parseFromString(text.trim(), 'text/xml').documentElement;
      if (root !== null) collect(root as unknown as Element, root.nodeName, 0, found);
    } catch {
      // No XML after all.
    }
    return found;
  };
}

function collect(element: Element, path: string, depth: number, into: Map<string, string[]>): void {
  if (depth > deepest) return;
  const add = (name: string, value: string): void => {
    const values = into.get(name);
    if (values !== undefined) values.push(value);
    else if (into.size < most) into.set(name, [value]);
  };
  let hasChildren = false;
  for (const child of Array.from(element.childNodes)) {
    if (child.nodeType !== 1) continue;
    hasChildren = true;
    collect(child as Element, `${path}.${child.nodeName}`, depth + 1, into);
  }
  for (const attribute of Array.from(element.attributes)) add(`${path}{@${attribute.name}}`, attribute.value);
  if (!hasChildren && (element.textContent ?? '').trim() !== '') add(path, element.textContent ?? '');
}

/** The values at a path such as root.a{2}.b or root.a{}{@id}; elements count from 1. */
export function xmlValuesAt(text: string, path: string): readonly string[] {
  const parser = new DOMParser({ onError: () => undefined });
  if (text.length > longest || !looksLikeXml(text)) return [];
  const attribute = /\{@([^}]+)\}$/.exec(path);
  const steps = (attribute === null ? path : path.slice(0, attribute.index)).split('.').map((step) => {
    const match = /^(.*?)(?:\{(\d*)\})?$/.exec(step);
    return { name: match?.[1] ?? step, place: Number(match?.[2] ?? 0) };
  });
  let elements: Element[];
  try {
    const root = parser.parseFromString(text.trim(), 'text/xml').documentElement as unknown as Element | null;
    elements = root !== null && root.nodeName === steps[0]?.name ? [root] : [];
  } catch {
    return [];
  }
  for (const { name, place } of steps.slice(1)) {
    elements = elements.flatMap((element) => {
      const named = Array.from(element.childNodes).filter((child) => child.nodeName === name) as Element[];
      return place > 0 ? named.slice(place - 1, place) : named;
    });
  }
  return elements.flatMap((element) => {
    if (attribute === null) return [contentOf(element)];
    const value = element.getAttribute(attribute[1] ?? '');
    return value === null || value === '' ? [] : [value];
  });
}

/** The text of an element, or the XML in it where it holds others. */
function contentOf(element: Element): string {
  const children = Array.from(element.childNodes);
  return children.some((child) => child.nodeType === 1) ? children.map(String).join('') : (element.textContent ?? '');
}
