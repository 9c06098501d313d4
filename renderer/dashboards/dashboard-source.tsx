/** A dashboard as its JSON, with what is wrong in it said before it is saved. */
import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { dashboardSchema } from '../../src/protocol/index.ts';
import type { Dashboard, Finding } from '../../src/protocol/index.ts';
import { currentEngine } from '../app/engine.ts';
import { problemOf } from '../ui/notes.tsx';

interface Props {
  readonly dashboard: Dashboard;
  readonly onApply: (dashboard: Dashboard) => void;
  readonly onClose: () => void;
}

export function DashboardSource({ dashboard, onApply, onClose }: Props) {
  const [text, setText] = useState(() => JSON.stringify(dashboard, null, 2));
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const apply = async (): Promise<void> => {
    try {
      const given: unknown = JSON.parse(text);
      const answer = await currentEngine().call('dashboard.check', { dashboard: given });
      setFindings(answer.findings);
      if (answer.findings.length === 0) onApply(dashboardSchema.parse(given));
    } catch (error) {
      setFindings([{ path: '', message: problemOf(error).message }]);
    }
  };
  return (
    <Modal opened onClose={onClose} title="Source" size="80%" transitionProps={{ duration: 0 }}>
      <Textarea
        aria-label="Source of the dashboard"
        data-autofocus
        autosize
        minRows={16}
        maxRows={28}
        classNames={{ input: 'mono' }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {findings.length > 0 && (
        <ul className="findings" role="alert">
          {findings.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              {path !== '' && <code>{path}</code>} {message}
            </li>
          ))}
        </ul>
      )}
      <div className="panel-form-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button onClick={() => void apply()}>Apply</Button>
      </div>
    </Modal>
  );
}
