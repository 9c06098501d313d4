/** Events: the timeline above, fields on the left, the list of events. */
import type { SearchState } from '../../../src/protocol/index.ts';
import { useSearch } from '../search-store.ts';
import { EventList } from './event-list.tsx';
import { FieldsSidebar } from './fields-sidebar.tsx';
import { Timeline } from './timeline.tsx';
import './events.css';

export function EventsTab({ state, timeZone }: { readonly state: SearchState; readonly timeZone: string }) {
  if (state.presentation !== 'events') {
    return (
      <div className="start-hints">
        <p>
          This search ends in a table. Its rows are under Statistics; to see events, run the part before the first
          transforming command.
        </p>
      </div>
    );
  }
  return (
    <div className="events-tab">
      <Timeline state={state} timeZone={timeZone} />
      {state.rowCount === 0 && state.state === 'done' ? (
        <NoEvents />
      ) : (
        <div className="events-body">
          <FieldsSidebar state={state} />
          <EventList key={state.job} state={state} timeZone={timeZone} />
        </div>
      )}
    </div>
  );
}

function NoEvents() {
  const { range, ran } = useSearch();
  const isBounded = range.earliest !== undefined || range.latest !== undefined;
  return (
    <div className="start-hints">
      <p>No events match.</p>
      <ul>
        {isBounded && <li>The time range may exclude them: try All time.</li>}
        {ran !== undefined && !/\bindex\s*=/.test(ran.text) && (
          <li>Without index=..., only the index main is searched. Try index=*.</li>
        )}
        <li>Terms match whole words; add * for parts of words, as in err*.</li>
        <li>Field names are case-sensitive, values are not.</li>
      </ul>
    </div>
  );
}
