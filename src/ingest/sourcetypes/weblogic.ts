/** WebLogic's server log: values in angle brackets. */
import type { SourceType } from './definition.ts';

export const weblogic: SourceType = {
  name: 'weblogic_stdout',
  description: 'Log of the WebLogic server',
  category: 'Application',
  settings: { SHOULD_LINEMERGE: 'true', BREAK_ONLY_BEFORE: '^####<' },
  recognise: /^####<[^>]+> <[A-Z]\w*> </,
  share: 0.2,
  extract: [
    /^####<[^>]+> <(?<level>[^>]*)> <(?<subsystem>[^>]*)> <(?<machine>[^>]*)> <(?<server>[^>]*)> <(?<thread>[^>]*)> (?:<[^>]*> )*?<(?<message_id>BEA-\d+)> <(?<message>[^]*?)>?\s*$/,
  ],
  samples: [
    {
      line: '####<Mar 15, 2026, 8:00:01,123 AM UTC> <Info> <Management> <host1> <AdminServer> <main> <> <> <> <1773561601123> <[severity-value: 64] > <BEA-141107> <Version: WebLogic Server 12.2.1>',
      time: '2026-03-15T08:00:01.123Z',
      fields: { level: 'Info', subsystem: 'Management', server: 'AdminServer', message_id: 'BEA-141107' },
    },
  ],
};
