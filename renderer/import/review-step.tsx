/** Review: all that will happen, before it does. */
import { formatBytes, formatCounted } from '../ui/format.ts';
import { isChanged, settingsOf } from './correction.ts';
import { correctionOf, readableFiles, useWizard } from './wizard-store.ts';

export function ReviewStep() {
  const wizard = useWizard();
  const files = readableFiles(wizard);
  const groups = [...new Set(files.map((file) => file.group))];
  return (
    <div className="step-body">
      <dl className="review">
        <dt>Files</dt>
        <dd>
          {formatCounted(files.length, 'file')}, {formatBytes(files.reduce((sum, file) => sum + file.bytes, 0))}
        </dd>
        <dt>Index</dt>
        <dd>{wizard.index}</dd>
        <dt>Host</dt>
        <dd>{wizard.host === '' ? 'this computer, or what each event says itself' : wizard.host}</dd>
        <dt>Time zone</dt>
        <dd>{wizard.timeZone} for times that name none</dd>
      </dl>
      <div className="step-scroll">
        <table className="plain-table" aria-label="What will be imported">
          <thead>
            <tr>
              <th>Files</th>
              <th>Source type</th>
              <th>Your corrections</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => {
              const members = files.filter((file) => file.group === group);
              const correction = correctionOf(wizard, group);
              return (
                <tr key={group}>
                  <td>
                    {members
                      .map((file) => file.name)
                      .slice(0, 6)
                      .join(', ')}
                    {members.length > 6 ? ` and ${members.length - 6} more` : ''}
                  </td>
                  <td>{correction.sourcetype ?? members[0]?.sourcetype}</td>
                  <td className="mono">
                    {isChanged(correction)
                      ? Object.entries(settingsOf(correction)).map(([key, value]) => (
                          <div key={key}>{`${key} = ${value}`}</div>
                        ))
                      : 'none'}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
