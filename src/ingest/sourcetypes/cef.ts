/** The common event format of security products, alone or by syslog. */
import type { SourceType } from './definition.ts';

export const cef: SourceType = {
  name: 'cef',
  description: 'Security events in the common event format (CEF)',
  category: 'Network',
  settings: { SHOULD_LINEMERGE: 'false' },
  recognise: /^(?:.{0,100}? )?CEF:\d\|[^|]*\|[^|]*\|[^|]*\|[^|]*\|[^|]*\|[^|]*\|/,
  extract: [
    /CEF:\d\|(?<vendor>[^|]*)\|(?<product>[^|]*)\|(?<product_version>[^|]*)\|(?<signature_id>[^|]*)\|(?<name>[^|]*)\|(?<severity>[^|]*)\|/,
  ],
  keyValues: true,
  samples: [
    {
      line: 'Mar 15 08:00:01 host1 CEF:0|Vendor|Product|1.0|100|worm stopped|10|src=10.0.0.1 dst=192.0.2.7 spt=1232',
      time: null,
      fields: { vendor: 'Vendor', name: 'worm stopped', severity: '10', src: '10.0.0.1' },
    },
  ],
};
