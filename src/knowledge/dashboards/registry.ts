/** Dashboards that come with the program: one file and one line here each. */
import type { Dashboard } from '../../protocol/index.ts';
import { accessLogs } from './access-logs.ts';
import { authLogs } from './auth-logs.ts';
import { jsonLogs } from './json-logs.ts';
import { spending } from './spending.ts';
import { syslog } from './syslog.ts';

export const shippedDashboards: readonly Dashboard[] = [accessLogs, authLogs, jsonLogs, spending, syslog];
