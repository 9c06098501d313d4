/** Who may import whom: docs/architecture.md explains the layers. */

/** What each layer of src/ may import beside itself; everything else is refused. */
const layers = {
  time: [],
  plan: [],
  protocol: [],
  'spl/syntax': [],
  spl: ['plan', 'time', 'spl/syntax', 'protocol'],
  sql: ['plan', 'time'],
  store: ['plan', 'sql'],
  knowledge: ['plan', 'spl', 'protocol'],
  ingest: ['store', 'sql', 'time', 'protocol', 'knowledge'],
  cluster: ['sql', 'plan', 'protocol', 'search', 'store'],
  search: ['sql', 'plan', 'spl', 'store', 'knowledge', 'protocol'],
};

const folder = (layer) => `^src/${layer}/`;

/** The part of a layer that is no deeper layer of its own. */
const itself = (layer) => ({
  path: folder(layer),
  ...(layer === 'spl' ? { pathNot: folder('spl/syntax') } : {}),
});

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `layer-${layer.replace('/', '-')}`,
  comment: `src/${layer} imports ${allowed.length === 0 ? 'nothing else of src' : allowed.join(', ')}.`,
  severity: 'error',
  from: itself(layer),
  to: { path: '^(src|electron|renderer)/', pathNot: [layer, ...allowed].map(folder) },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'pure-layers',
      comment: 'Language, plan and spelling are computed, never fetched: no packages and nothing of Node.',
      severity: 'error',
      from: { path: ['plan', 'spl', 'sql', 'time'].map(folder) },
      // XPath is a language of its own; these two packages only compute as well.
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/(xpath|@xmldom/xmldom)/' },
    },
    {
      name: 'one-engine-beside-the-other',
      comment:
        'Which engine works is known where its backend is made: elsewhere there is a plan, and no dialect by name.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/sql/clickhouse', folder('cluster')] },
      to: { path: ['^src/sql/clickhouse', 'node_modules/@clickhouse/'] },
    },
    {
      name: 'one-place-for-the-engine-here',
      comment: 'The same of the database here: src/search asks a backend, and one file of it knows the dialect.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/sql/', '^src/search/near-backend\\.ts$'] },
      to: { path: '^src/sql/duckdb' },
    },
    {
      name: 'front-doors',
      comment: 'The command line and the app see the engine through its facade.',
      severity: 'error',
      from: { path: '^(src/cli|electron)/' },
      to: { path: '^src/', pathNot: '^src/(cli/|protocol/|engine\\.ts$|data-place\\.ts$|version\\.ts$)' },
    },
    {
      name: 'page-knows-the-contract-only',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(src|electron)/', pathNot: '^src/protocol/' },
    },
    {
      name: 'page-is-no-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      // A package of types only has nothing that could be found.
      to: { couldNotResolve: true, pathNot: '^topojson-specification$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
