/** The onboarding wizard: its steps, and the step that is shown. */
import { Button } from '@mantine/core';
import { Check } from 'lucide-react';
import { useEffect } from 'react';
import { useEngineConnection } from '../app/engine.ts';
import { ProblemNote } from '../ui/notes.tsx';
import { DoneStep } from './done-step.tsx';
import { InputStep } from './input-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { SourceStep } from './source-step.tsx';
import { TypeStep } from './type-step.tsx';
import { goTo, importWasLost, readableFiles, startImport, steps, useWizard } from './wizard-store.ts';
import type { Step } from './wizard-store.ts';
import './wizard.css';

const labels: Readonly<Record<Step, string>> = {
  source: 'Select source',
  type: 'Set source type',
  input: 'Input settings',
  review: 'Review',
  done: 'Done',
};

export function WizardPage() {
  const wizard = useWizard();
  const { generation, client } = useEngineConnection();
  useEffect(() => {
    if (client === undefined && generation > 0) importWasLost();
  }, [client, generation]);
  return (
    <div className="wizard">
      <Stepper step={wizard.step} canGo={readableFiles(wizard).length > 0 && wizard.step !== 'done'} />
      {wizard.problem !== undefined && (
        <div className="wizard-problem">
          <ProblemNote problem={wizard.problem} />
        </div>
      )}
      <div className="wizard-step">
        <StepBody step={wizard.step} />
      </div>
    </div>
  );
}

function StepBody({ step }: { readonly step: Step }) {
  switch (step) {
    case 'source':
      return <SourceStep />;
    case 'type':
      return <TypeStep />;
    case 'input':
      return <InputStep />;
    case 'review':
      return <ReviewStep />;
    case 'done':
      return <DoneStep />;
  }
}

/** Every step before Done is one click away. */
function Stepper({ step, canGo }: { readonly step: Step; readonly canGo: boolean }) {
  const at = steps.indexOf(step);
  return (
    <header className="wizard-header">
      <h1 className="page-title">Add data</h1>
      <ol className="stepper" aria-label="Steps">
        {steps.map((name, i) => (
          <li key={name}>
            <button
              type="button"
              className="stepper-step"
              aria-current={name === step ? 'step' : undefined}
              data-past={i < at || undefined}
              disabled={name === 'done' || !canGo}
              onClick={() => goTo(name)}
            >
              <span className="stepper-number">{i < at ? <Check size={11} strokeWidth={3} aria-hidden /> : i + 1}</span>
              {labels[name]}
            </button>
          </li>
        ))}
      </ol>
      <div className="wizard-actions">
        {step !== 'done' && at > 0 && (
          <Button variant="default" onClick={() => goTo(steps[at - 1] ?? 'source')}>
            Back
          </Button>
        )}
        {(step === 'source' || step === 'type' || step === 'input') && (
          <Button disabled={!canGo} onClick={() => goTo(steps[at + 1] ?? 'review')}>
            Next
          </Button>
        )}
        {step === 'review' && (
          <Button disabled={!canGo} onClick={() => void startImport()}>
            Import
          </Button>
        )}
      </div>
    </header>
  );
}
