/** The searches in the background: how far they are, to be shown or ended. */
import { ActionIcon, Button, Popover } from '@mantine/core';
import { Layers, X } from 'lucide-react';
import { useState } from 'react';
import { formatCounted, formatShare } from '../../ui/format.ts';
import { showJob } from '../search-store.ts';
import { removeBackgroundJob, useBackgroundJobs } from './background-jobs.ts';
import type { BackgroundJob } from './background-jobs.ts';

export function JobsMenu() {
  const { jobs } = useBackgroundJobs();
  const [isOpen, setOpen] = useState(false);
  if (jobs.length === 0) return null;
  const running = jobs.filter((job) => job.state.state === 'running').length;
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width={460}
      shadow="md"
      trapFocus
      withRoles={false}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          aria-expanded={isOpen}
          leftSection={<Layers size={12} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          {running === 0 ? `Jobs (${jobs.length})` : `Jobs (${running} running)`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label="Jobs in the background">
        <ul className="background-jobs" aria-label="Jobs">
          {jobs.map((job) => (
            <li key={job.state.job}>
              <button
                type="button"
                className="plain ellipsis mono"
                title={`Show the results of ${job.text}`}
                onClick={() => {
                  setOpen(false);
                  showJob(job.state.job);
                }}
              >
                {job.text}
              </button>
              <span className="muted numbers">{progressOf(job)}</span>
              <ActionIcon
                size={20}
                aria-label={`${job.state.state === 'running' ? 'Cancel' : 'Forget'} ${job.text}`}
                onClick={() => removeBackgroundJob(job.state.job)}
              >
                <X size={12} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

export function progressOf({ state }: BackgroundJob): string {
  switch (state.state) {
    case 'running':
      return state.progress === null ? 'running' : `${formatShare(state.progress, 1)} searched`;
    case 'done':
      return state.presentation === 'events'
        ? formatCounted(state.rowCount, 'event')
        : formatCounted(state.rowCount, 'row');
    case 'cancelled':
      return 'cancelled';
    case 'failed':
      return 'failed';
  }
}
