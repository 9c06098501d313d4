/** Rows that were found but could not be read. */
import { Button } from '@mantine/core';
import type { Problem } from '../../src/protocol/index.ts';
import { ProblemNote } from '../ui/notes.tsx';

export function PageProblem({ problem, onRetry }: { readonly problem: Problem; readonly onRetry: () => void }) {
  return (
    <div className="page-problem">
      <ProblemNote
        problem={problem}
        action={
          <Button variant="default" size="compact-xs" onClick={onRetry}>
            Try again
          </Button>
        }
      />
    </div>
  );
}
