/** Remarks of the engine: problems and warnings, each in the same shape. */
import { AlertTriangle, CircleX, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { EngineProblem } from '../../src/protocol/index.ts';
import type { Problem } from '../../src/protocol/index.ts';

export function ProblemNote({ problem, action }: { readonly problem: Problem; readonly action?: ReactNode }) {
  return (
    <div className="note problem" role="alert">
      <CircleX size={14} aria-hidden />
      <div className="grow">
        {problem.file !== undefined && <strong>{problem.file}: </strong>}
        {problem.message}
        {problem.lineNumber !== undefined && ` (line ${problem.lineNumber})`}
        {problem.hint !== undefined && <div className="muted">{problem.hint}</div>}
      </div>
      {action}
    </div>
  );
}

export function WarningNote({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="note warning" role="status">
      <AlertTriangle size={14} aria-hidden />
      <div className="grow">{children}</div>
      {action}
    </div>
  );
}

export function InfoNote({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="note" role="status">
      <Info size={14} aria-hidden />
      <div className="grow">{children}</div>
      {action}
    </div>
  );
}

/** Whatever was thrown, as a problem to show. */
export function problemOf(error: unknown): Problem {
  if (error instanceof EngineProblem) return error.problem;
  return { kind: 'internal', message: error instanceof Error ? error.message : String(error) };
}
