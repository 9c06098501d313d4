/** Names of the series: a click shows one alone, with Ctrl it takes one away or brings it back. */
import { seriesColour } from './palette.ts';

interface Props {
  readonly names: readonly string[];
  readonly shown: readonly number[];
  /** Series drawn at most. */
  readonly most: number;
  readonly onChange: (shown: readonly number[]) => void;
}

export function Legend({ names, shown, most, onChange }: Props) {
  const all = names.map((_, i) => i);
  const click = (index: number, isToggle: boolean): void => {
    if (isToggle) {
      const next = shown.includes(index)
        ? shown.filter((one) => one !== index)
        : [...shown, index].sort((a, b) => a - b);
      onChange(next.length === 0 ? all : next);
    } else onChange(shown.length === 1 && shown[0] === index ? all : [index]);
  };
  return (
    <ul className="legend" aria-label="Legend">
      {names.length > most && (
        <li className="legend-note muted">
          {shown.length} of {names.length} drawn; click a name for another
        </li>
      )}
      {names.map((name, i) => (
        <li key={name}>
          <button
            type="button"
            className="legend-entry"
            aria-pressed={shown.includes(i)}
            title={`${name}\nClick: only this. Ctrl+click: show or hide.`}
            onClick={(event) => click(i, event.ctrlKey || event.metaKey)}
          >
            <span className="legend-colour" style={{ background: seriesColour(i, name) }} />
            <span className="ellipsis">{name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
