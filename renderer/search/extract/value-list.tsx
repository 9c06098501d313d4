/** The values that an expression takes, most frequent first. */
import { formatCount, formatShare } from '../../ui/format.ts';

const most = 200;

export function ValueList({
  values,
  total,
}: {
  readonly values: readonly { readonly value: string; readonly count: number }[];
  readonly total: number;
}) {
  if (values.length === 0) return <p className="muted extract-none">None.</p>;
  return (
    <table className="plain-table" aria-label="Values">
      <thead>
        <tr>
          <th>Value</th>
          <th className="number">Events</th>
          <th className="number">Share</th>
        </tr>
      </thead>
      <tbody>
        {values.slice(0, most).map(({ value, count }) => (
          <tr key={value}>
            <td className="mono">{value}</td>
            <td className="number">{formatCount(count)}</td>
            <td className="number">{formatShare(count, total)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
