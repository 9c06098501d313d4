/** Chooses the line across a chart: none, of what is shown, or at a value that is typed. */
import { NumberInput, Select } from '@mantine/core';
import type { Reference } from './reference-line.tsx';

interface Props {
  readonly value: Reference;
  readonly onChange: (value: Reference) => void;
}

export function ReferenceChoice({ value, onChange }: Props) {
  const kind = typeof value === 'number' ? 'value' : value;
  return (
    <>
      <Select
        aria-label="Reference line"
        className="reference-kind"
        allowDeselect={false}
        data={[
          { value: 'none', label: 'No reference line' },
          { value: 'average', label: 'Line at the average' },
          { value: 'median', label: 'Line at the median' },
          { value: 'value', label: 'Line at a value' },
        ]}
        value={kind}
        onChange={(next) => onChange(next === 'average' || next === 'median' ? next : next === 'value' ? 0 : 'none')}
      />
      {typeof value === 'number' && (
        <NumberInput
          aria-label="Value of the reference line"
          className="reference-value"
          value={value}
          onChange={(next) => typeof next === 'number' && onChange(next)}
        />
      )}
    </>
  );
}
