/** Names of time zones to choose from: UTC and the computer's own first. */
const own = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

export const timeZones: readonly string[] = [...new Set(['UTC', own, ...Intl.supportedValuesOf('timeZone')])];
