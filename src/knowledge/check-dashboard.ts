/** What is wrong with a dashboard before anybody looks at it. */
import { dashboardSchema, fillTokens, tokensIn } from '../protocol/index.ts';
import type { Dashboard, Finding } from '../protocol/index.ts';

export interface CheckedDashboard {
  /** Absent where its shape is wrong. */
  readonly dashboard?: Dashboard;
  readonly findings: readonly Finding[];
}

/** `checkSearch` says what is wrong with a search; tokens are filled with their inputs' defaults first. */
export function checkDashboard(given: unknown, checkSearch: (spl: string) => string | undefined): CheckedDashboard {
  const read = dashboardSchema.safeParse(given);
  if (!read.success)
    return {
      findings: read.error.issues.map((issue) => ({ path: pathText(issue.path), message: issue.message })),
    };
  const dashboard = read.data;
  const findings: Finding[] = [];
  const values = defaultValues(dashboard);
  const look = (path: string, spl: string | undefined): void => {
    if (spl === undefined) return;
    for (const token of tokensIn(spl))
      if (!Object.hasOwn(values, token)) findings.push({ path, message: `No input has the token $${token}$.` });
    const message = checkSearch(fillTokens(spl, values));
    if (message !== undefined) findings.push({ path, message });
  };
  dashboard.inputs.forEach((input, i) => {
    if (input.kind === 'dropdown' || input.kind === 'multiselect') look(`inputs[${i}].search`, input.search);
  });
  dashboard.panels.forEach((panel, i) => {
    if (panel.kind !== 'text' && panel.search === undefined)
      findings.push({ path: `panels[${i}]`, message: `A panel of the kind ${panel.kind} needs a search.` });
    look(`panels[${i}].search`, panel.search);
  });
  return { dashboard, findings };
}

function defaultValues(dashboard: Dashboard): Record<string, string> {
  return Object.fromEntries(
    dashboard.inputs.flatMap((input) => {
      if (input.kind === 'time') return [];
      // No value chosen means no condition.
      return [[input.token, input.kind === 'multiselect' ? '' : input.default]];
    }),
  );
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${String(part)}`))
    .join('');
}
