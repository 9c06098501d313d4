/** The search page: bar and time range on top, what the job says below, then its results. */
import { Button, Tabs } from '@mantine/core';
import { BarChart3, List, Play, Shapes, Square, Table2 } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { HelpEntry, Problem } from '../../src/protocol/index.ts';
import { useEngine, useEngineConnection } from '../app/engine.ts';
import { useNavigation } from '../app/navigation.ts';
import { Visualisation } from '../charts/visualisation.tsx';
import { useDataSummary } from '../data/summary-store.ts';
import { ProblemNote } from '../ui/notes.tsx';
import { CommandLine, CommandPanel, useHelpPanel } from './bar/command-help.tsx';
import { HistorySearch } from './bar/history-search.tsx';
import { SearchBar } from './bar/search-bar.tsx';
import { EventsTab } from './events/events-tab.tsx';
import { JobBar } from './job-bar.tsx';
import { JobNews } from './jobs/job-news.tsx';
import { JobsMenu } from './jobs/jobs-menu.tsx';
import { focusSearchBar } from './search-focus.ts';
import {
  cancel,
  jobsWereLost,
  run,
  runText,
  setRange,
  setTab,
  setText,
  setTimeZone,
  useSearch,
} from './search-store.ts';
import type { ResultTab } from './search-store.ts';
import { PatternsTab } from './patterns/patterns-tab.tsx';
import { StartHints } from './start-hints.tsx';
import { StatisticsTable } from './table/statistics-table.tsx';
import { TimeRangePicker } from './time/time-range-picker.tsx';
import './search.css';

export function SearchPage() {
  const search = useSearch();
  const engine = useEngine();
  const { generation } = useEngineConnection();
  const { searchRequest } = useNavigation();
  const { indexes, fields, sourceTypes, imports, names } = useDataSummary();
  const help = useHelp();
  const hasHelp = useHelpPanel();
  const [typed, setTyped] = useState<readonly Problem[]>([]);
  const [command, setCommand] = useState('');
  const [isHistory, setHistory] = useState(false);
  const entry = help.find((one) => one.kind === 'command' && one.name === command);

  const requestId = searchRequest?.id;
  useEffect(() => {
    if (searchRequest !== undefined) void runText(searchRequest.spl, searchRequest.range);
    // Only a new request runs, not every render of the page.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [requestId]);
  useEffect(() => {
    if (generation > 1) jobsWereLost();
  }, [generation]);

  const words = useMemo(
    () => ({
      help,
      fields: fields.map((field) => field.field),
      indexes: (indexes ?? []).map((index) => index.index),
      sourceTypes: [
        ...new Set([...(indexes ?? []).flatMap((index) => index.sourcetypes), ...sourceTypes.map((type) => type.name)]),
      ],
      hosts: [...new Set(imports.map(({ host }) => host))],
      sources: [...new Set(imports.map(({ file }) => file))],
      names,
    }),
    [help, fields, indexes, sourceTypes, imports, names],
  );
  const check = useCallback(
    (spl: string) => engine?.call('search.check', { spl }) ?? Promise.resolve({ problems: [], tokens: [] }),
    [engine],
  );
  const isRunning = search.isStarting || search.state?.state === 'running';
  const problem = search.problem ?? (search.ran?.text === search.text.trim() ? typed[0] : undefined);
  return (
    <div className="search-page">
      <div className="search-top">
        <SearchBar
          text={search.text}
          words={words}
          check={check}
          onChange={setText}
          onRun={() => void run()}
          onCommand={setCommand}
          onHistory={() => setHistory(true)}
          onProblems={setTyped}
        />
        <TimeRangePicker range={search.range} timeZone={search.timeZone} onChange={setRange} onTimeZone={setTimeZone} />
        <JobsMenu />
        {isRunning ? (
          <Button
            className="run-button"
            color="gray"
            leftSection={<Square size={12} aria-hidden />}
            onClick={() => void cancel()}
          >
            Cancel
          </Button>
        ) : (
          <Button className="run-button" leftSection={<Play size={13} aria-hidden />} onClick={() => void run()}>
            Search
          </Button>
        )}
      </div>
      <JobNews />
      <div className="typed-problem">
        {typed[0] !== undefined && search.problem === undefined ? (
          <TypedProblem problem={typed[0]} />
        ) : (
          entry !== undefined && <CommandLine entry={entry} />
        )}
      </div>
      {isHistory && (
        <HistorySearch
          onClose={() => setHistory(false)}
          onChoose={(text) => {
            setHistory(false);
            setText(text);
            focusSearchBar();
          }}
        />
      )}
      {problem !== undefined && problem === search.problem && (
        <div className="search-problem">
          <ProblemNote
            problem={problem}
            action={
              <Button variant="default" size="compact-xs" onClick={() => void run()}>
                Run again
              </Button>
            }
          />
        </div>
      )}
      <div className="search-below">
        <div className="search-results">
          {search.state === undefined ? problem === undefined && !isRunning && <StartHints /> : <Results />}
        </div>
        {hasHelp && <CommandPanel entry={entry} onTry={setText} />}
      </div>
    </div>
  );
}

/** What is wrong with the text as it stands, in one line whose place is always there, so that nothing jumps. */
function TypedProblem({ problem }: { readonly problem: Problem }) {
  return (
    <div className="ellipsis" role="status">
      {problem.message} {problem.hint} {problem.replacement !== undefined && <kbd>Alt+Enter</kbd>}
    </div>
  );
}

function Results() {
  const { state, shownText, tab, timeZone } = useSearch();
  if (state === undefined) return null;
  const isEvents = state.presentation === 'events';
  return (
    <>
      <JobBar state={state} text={shownText} />
      <Tabs
        className="result-tabs"
        value={tab}
        onChange={(value) => value !== null && setTab(value as ResultTab)}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="events" leftSection={<List size={13} aria-hidden />}>
            Events
          </Tabs.Tab>
          <Tabs.Tab value="patterns" leftSection={<Shapes size={13} aria-hidden />}>
            Patterns
          </Tabs.Tab>
          <Tabs.Tab value="statistics" leftSection={<Table2 size={13} aria-hidden />}>
            Statistics
          </Tabs.Tab>
          <Tabs.Tab value="visualisation" leftSection={<BarChart3 size={13} aria-hidden />}>
            Visualisation
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="events" className="result-panel">
          <EventsTab state={state} timeZone={timeZone} />
        </Tabs.Panel>
        <Tabs.Panel value="patterns" className="result-panel">
          <PatternsTab key={state.job} state={state} timeZone={timeZone} />
        </Tabs.Panel>
        <Tabs.Panel value="statistics" className="result-panel">
          {isEvents ? (
            <NotStatistics what="statistics" />
          ) : (
            <StatisticsTable key={state.job} state={state} timeZone={timeZone} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="visualisation" className="result-panel">
          {isEvents ? (
            <NotStatistics what="a chart" />
          ) : (
            <Visualisation key={state.job} state={state} timeZone={timeZone} />
          )}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function NotStatistics({ what }: { readonly what: string }) {
  const { ran } = useSearch();
  if (ran === undefined) return null;
  const suggestions = ['timechart count by sourcetype', 'stats count by host, source', 'top limit=10 host'];
  return (
    <div className="start-hints">
      <p>This search finds events. Add a transforming command to get {what}:</p>
      <ul>
        {suggestions.map((command) => (
          <li key={command}>
            <button type="button" className="plain mono" onClick={() => void runText(`${ran.text} | ${command}`)}>
              {ran.text} | {command}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

const noHelp: readonly HelpEntry[] = [];

function useHelp(): readonly HelpEntry[] {
  const engine = useEngine();
  const [help, setHelp] = useState(noHelp);
  useEffect(() => {
    if (engine === undefined) return;
    engine.call('language.help', {}).then(
      ({ entries }) => setHelp(entries),
      () => undefined,
    );
  }, [engine]);
  return help;
}
