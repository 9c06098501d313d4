/** A JSON event as a tree: branches fold, leaves are fields that can be clicked. */
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { ValueMenu } from './value-menu.tsx';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The object an event's text is; undefined where it is anything else. */
export function jsonOf(text: string): Json | undefined {
  if (!/^\s*[{[]/.test(text) || text.length > 2_000_000) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** More members than this are shown on request. */
const mostMembers = 100;

export function JsonTree({ value }: { readonly value: Json }) {
  return (
    <div className="json-tree mono" role="tree" aria-label="JSON">
      <Members value={value} path="" />
    </div>
  );
}

/** `path` as the field is called in searches: a.b{}.c. */
function Members({ value, path }: { readonly value: Json; readonly path: string }) {
  const [limit, setLimit] = useState(mostMembers);
  const isList = Array.isArray(value);
  const entries = Object.entries(value as Record<string, Json>);
  return (
    <>
      {entries.slice(0, limit).map(([key, member]) => (
        <Member
          key={key}
          name={key}
          value={member}
          path={isList ? `${path}{}` : path === '' ? key : `${path}.${key}`}
        />
      ))}
      {entries.length > limit && (
        <button type="button" className="plain event-fold" onClick={() => setLimit(limit + 1000)}>
          {entries.length - limit} more
        </button>
      )}
    </>
  );
}

function Member({ name, value, path }: { readonly name: string; readonly value: Json; readonly path: string }) {
  const [isOpen, setOpen] = useState(true);
  if (value === null || typeof value !== 'object') {
    return (
      <div className="json-leaf" role="treeitem" aria-selected={false}>
        <span className="json-key">{name}</span>
        {value === null ? (
          <span className="muted">null</span>
        ) : (
          <span className={`json-${typeof value}`}>
            <ValueMenu field={path} value={String(value)} />
          </span>
        )}
      </div>
    );
  }
  const size = Object.keys(value).length;
  return (
    <div role="treeitem" aria-expanded={isOpen} aria-selected={false}>
      <button type="button" className="json-branch" onClick={() => setOpen(!isOpen)}>
        <ChevronRight size={11} aria-hidden className={isOpen ? 'turned' : undefined} />
        <span className="json-key">{name}</span>
        <span className="muted">{Array.isArray(value) ? `[${size}]` : `{${size}}`}</span>
      </button>
      {isOpen && (
        <div className="json-members" role="group">
          <Members value={value} path={path} />
        </div>
      )}
    </div>
  );
}
