/** Windows events as XML, as the event viewer saves them and wevtutil prints them: an event each Event element. */
import type { SourceType } from './definition.ts';

export const xmlWinEventLog: SourceType = {
  name: 'XmlWinEventLog',
  description: 'Windows events as XML',
  category: 'Operating System',
  settings: {
    SHOULD_LINEMERGE: 'false',
    LINE_BREAKER: '(\\s*(?:<\\?[^>]*>\\s*|<Events(?:\\s[^>]*)?>\\s*)*)<Event[\\s>]',
    TIME_PREFIX: 'SystemTime=["\']',
  },
  opening:
    /^(?:<\?xml[^>]*>)?\s*(?:<Events[^>]*>\s*)?<Event xmlns=['"]http:\/\/schemas\.microsoft\.com\/win\/2004\/08\/events\/event['"]/,
  extract: [
    /<Provider Name=['"](?<Provider>[^'"]*)['"][^]{0,200}?<EventID[^>]*>(?<EventCode>\d+)<\/EventID>(?:[^]{0,300}?<Level>(?<Level>\d+)<\/Level>)?(?:[^]{0,900}?<Channel>(?<Channel>[^<]*)<\/Channel>)?(?:[^]{0,900}?<Computer>(?<Computer>[^<]*)<\/Computer>)?/,
  ],
  samples: [
    {
      line: "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Security-Auditing'/><EventID>4624</EventID><Level>0</Level><TimeCreated SystemTime='2026-03-15T08:00:01.123456700Z'/><Channel>Security</Channel><Computer>host1</Computer></System></Event>",
      time: '2026-03-15T08:00:01.123Z',
      fields: { Provider: 'Security-Auditing', EventCode: '4624', Channel: 'Security', Computer: 'host1' },
    },
  ],
};
