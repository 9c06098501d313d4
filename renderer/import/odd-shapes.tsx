/** What in the whole file has no time or was rejected, by shape. */
import type { FileCheckProgress } from '../../src/protocol/index.ts';
import { formatCount } from '../ui/format.ts';

export function OddShapes({ shapes }: { readonly shapes: FileCheckProgress['odd'] }) {
  if (shapes.length === 0) return <div className="preview-empty muted">Nothing odd was found.</div>;
  return (
    <div className="preview-scroll" tabIndex={0}>
      <table className="plain-table" aria-label="Odd shapes">
        <thead>
          <tr>
            <th>Count</th>
            <th>First line</th>
            <th>What is odd</th>
            <th>The first of them</th>
          </tr>
        </thead>
        <tbody>
          {shapes.map((shape) => (
            <tr key={shape.lineNumber}>
              <td className="number">{formatCount(shape.count)}</td>
              <td className="number">{formatCount(shape.lineNumber)}</td>
              <td>{shape.reason}</td>
              <td className="mono odd-example">{shape.example}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
