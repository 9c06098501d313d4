/** The contract between the engine and whoever calls it. */
export * from './actions.ts';
export * from './cells.ts';
export * from './connection.ts';
export * from './contract.ts';
export * from './dashboards.ts';
export * from './data.ts';
export * from './import.ts';
export * from './page-api.ts';
export * from './problem.ts';
export * from './reapply.ts';
export * from './search.ts';
export * from './storage.ts';
export * from './tokens.ts';
