/** Input settings: index, host, and the zone of times that name none. */
import { Autocomplete, Select, TextInput } from '@mantine/core';
import { useDataSummary } from '../data/summary-store.ts';
import { timeZones } from '../ui/time-zones.ts';
import { indexProblem, setTarget, useWizard } from './wizard-store.ts';

export function InputStep() {
  const { index, host, timeZone } = useWizard();
  const { indexes } = useDataSummary();
  return (
    <div className="step-body narrow fields">
      <Autocomplete
        label="Index"
        description="Where the events are kept. A new name makes a new index."
        data={[...new Set(['main', ...(indexes ?? []).map((one) => one.index)])]}
        value={index}
        onChange={(value) => setTarget({ index: value.trim() })}
        error={indexProblem(index)}
      />
      <TextInput
        label="Host"
        description="The machine that these events come from. Empty: this computer, or what each event says itself."
        value={host}
        onChange={(event) => setTarget({ host: event.currentTarget.value })}
        placeholder="this computer"
      />
      <Select
        label="Time zone"
        description="For times that name no zone themselves. A TZ in the source type's settings comes first."
        searchable
        allowDeselect={false}
        data={timeZones}
        value={timeZone}
        onChange={(value) => value !== null && setTarget({ timeZone: value })}
      />
    </div>
  );
}
