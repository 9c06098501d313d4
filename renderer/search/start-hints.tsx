/** Before the first search: what is there, and searches over it that run with a click. */
import { useDataSummary } from '../data/summary-store.ts';
import { formatCounted } from '../ui/format.ts';
import { quoted } from './edit-search.ts';
import { runText } from './search-store.ts';

export function StartHints() {
  const { indexes, fields } = useDataSummary();
  const filled = (indexes ?? []).filter((index) => index.events > 0);
  const [first] = filled;
  if (first === undefined) return null;
  const text = fields.find(
    (field) => field.type === 'string' && !/^(_|host$|source$|sourcetype$|index$)/.test(field.field),
  );
  const number = fields.find((field) => field.type === 'number' && !/^(_|linecount$)/.test(field.field));
  const base = `index=${first.index}`;
  const examples = [
    { search: base, what: 'all events, newest first' },
    { search: `${base} | timechart count by sourcetype`, what: 'events over time' },
    ...(text === undefined
      ? []
      : [{ search: `${base} | top limit=10 ${quoted(text.field)}`, what: 'the most common values of a field' }]),
    ...(number === undefined || text === undefined
      ? []
      : [
          {
            search: `${base} | stats sum(${quoted(number.field)}) by ${quoted(text.field)}`,
            what: 'a sum for each value',
          },
        ]),
  ];
  return (
    <div className="start-hints">
      <p>
        {filled.map((index) => `${formatCounted(index.events, 'event')} in ${index.index}`).join(', ')}. Type a search
        above and press Enter, or begin with one of these:
      </p>
      <ul>
        {examples.map(({ search, what }) => (
          <li key={search}>
            <button type="button" className="plain mono" onClick={() => void runText(search)}>
              {search}
            </button>
            <span className="muted">{what}</span>
          </li>
        ))}
      </ul>
      <p className="muted keys">
        <kbd>Enter</kbd> runs <kbd>Shift+Enter</kbd> new line <kbd>Ctrl+Space</kbd> completes <kbd>Ctrl+\</kbd> formats{' '}
        <kbd>Ctrl+/</kbd> comments <kbd>&uarr;</kbd> <kbd>Ctrl+R</kbd> earlier searches
      </p>
    </div>
  );
}
