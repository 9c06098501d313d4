/** The person's choices, each with what it does beside it; all act at once unless they say otherwise. */
import { Button, SegmentedControl, Select } from '@mantine/core';
import { useDataSummary } from '../data/summary-store.ts';
import { setTimeZone, useSearch } from '../search/search-store.ts';
import { allTime, isSameRange, presets } from '../search/time/ranges.ts';
import { timeZones } from '../ui/time-zones.ts';
import { Setting } from './setting.tsx';
import { EngineLimits } from './engine-limits.tsx';
import { changePreferences, densities, setTheme, usePreferences, zooms } from './preferences.ts';
import './settings.css';

export function SettingsPage() {
  return (
    <div className="data-page settings-page" tabIndex={0} role="group" aria-label="Settings">
      <h1 className="page-title">Settings</h1>
      <Appearance />
      <Searching />
      <Storage />
    </div>
  );
}

function Appearance() {
  const { theme, density, zoom } = usePreferences();
  return (
    <section className="settings-section" aria-label="Appearance">
      <h2>Appearance</h2>
      <Setting title="Theme" note="Light, dark, or as the system has it.">
        <SegmentedControl
          aria-label="Theme"
          value={theme}
          onChange={setTheme}
          data={[
            { value: 'system', label: 'System' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
      </Setting>
      <Setting title="Density" note="How much room there is between the rows of lists and tables.">
        <SegmentedControl
          aria-label="Density"
          value={density}
          onChange={(value) => changePreferences({ density: value })}
          data={densities.map((value) => ({ value, label: value === 'compact' ? 'Compact' : 'Comfortable' }))}
        />
      </Setting>
      <Setting title="Size" note="Of text and everything else in the window.">
        <Select
          aria-label="Size"
          allowDeselect={false}
          value={String(zoom)}
          data={zooms.map((value) => ({ value: String(value), label: `${Math.round(value * 100)} %` }))}
          onChange={(value) => value !== null && changePreferences({ zoom: Number(value) })}
        />
      </Setting>
      <Setting title="Motion" note="Grotto moves nothing where the system asks for reduced motion.">
        <span className="muted">Set by the system</span>
      </Setting>
    </section>
  );
}

const choices = [allTime, ...presets.flatMap((group) => group.presets)];

function Searching() {
  const { range } = usePreferences();
  const { timeZone } = useSearch();
  const chosen = choices.find((one) => isSameRange(one.range, range)) ?? allTime;
  return (
    <section className="settings-section" aria-label="Searching">
      <h2>Searching</h2>
      <Setting title="Time zone" note="In which times are shown, and typed dates are read.">
        <Select
          aria-label="Time zone"
          searchable
          allowDeselect={false}
          data={timeZones}
          value={timeZone}
          onChange={(value) => value !== null && setTimeZone(value)}
        />
      </Setting>
      <Setting title="Time range at the start" note="Of the search page when Grotto opens.">
        <Select
          aria-label="Time range at the start"
          allowDeselect={false}
          data={choices.map(({ label }) => label)}
          value={chosen.label}
          onChange={(label) =>
            changePreferences({ range: choices.find((one) => one.label === label)?.range ?? allTime.range })
          }
        />
      </Setting>
    </section>
  );
}

function Storage() {
  const { dataFolder } = useDataSummary();
  return (
    <section className="settings-section" aria-label="Storage">
      <h2>Storage</h2>
      <Setting
        title="Data folder"
        note={
          <>
            <span className="mono">{dataFolder ?? '...'}</span>
            <br />
            Start Grotto with --data-dir to use another.
          </>
        }
      >
        <Button variant="default" onClick={() => window.grotto.openDataFolder()}>
          Open folder
        </Button>
      </Setting>
      <EngineLimits />
    </section>
  );
}
