/** Says once that a search in the background has ended. */
import { Button } from '@mantine/core';
import { showJob } from '../search-store.ts';
import { dismissNews, useBackgroundJobs } from './background-jobs.ts';
import { progressOf } from './jobs-menu.tsx';

export function JobNews() {
  const { news } = useBackgroundJobs();
  return (
    <div role="status" aria-label="Jobs that ended">
      {news !== undefined && (
        <div className="job-news">
          <span className="ellipsis">
            {news.state.state === 'failed' ? 'Failed' : 'Done'}: <span className="mono">{news.text}</span>,{' '}
            {news.state.problem?.message ?? progressOf(news)}
          </span>
          <Button variant="default" size="compact-xs" onClick={() => showJob(news.state.job)}>
            Show
          </Button>
          <Button variant="subtle" color="gray" size="compact-xs" onClick={dismissNews}>
            Dismiss
          </Button>
        </div>
      )}
    </div>
  );
}
