/** The walls of the house (CONTRIBUTING.md). */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'domain-is-pure',
      comment:
        'The rules import nothing of the server but themselves, and no framework, database or Node module.',
      severity: 'error',
      from: { path: '^server/domain/' },
      to: {
        pathNot:
          '^(server/domain/|node_modules/(temporal-polyfill|temporal-spec|date-holidays|@zxcvbn-ts/language-common|popular-passwords|timezones-ical-library)/)',
      },
    },
    {
      name: 'entrances-import-no-store',
      comment: 'Routes, resolvers and jobs enter at a service.',
      severity: 'error',
      from: { path: '[.](routes|graphql)[.]ts$' },
      to: { path: '[.]store[.]ts$' },
    },
    {
      name: 'stores-import-no-service',
      severity: 'error',
      from: { path: '[.]store[.]ts$' },
      to: { path: '[.](service|acts|routes|graphql)[.]ts$' },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^server/platform/' },
      to: { path: '^server/features/' },
    },
    {
      name: 'people-and-places-know-no-work',
      comment:
        'A feature imports only those below it: access, people and places, opportunities, interviews and tasks, plans.',
      severity: 'error',
      from: { path: '^server/features/(auth|members|clients|employers|contacts)/' },
      to: { path: '^server/features/(opportunities|interviews|tasks|plans|reports)/' },
    },
    {
      name: 'work-knows-no-plans-but-in-services',
      severity: 'error',
      from: {
        path: '^server/features/(opportunities|interviews|tasks)/',
        pathNot: '[.](service|routes)[.]ts$',
      },
      to: { path: '^server/features/(plans|reports)/' },
    },
    {
      name: 'panel-imports-only-the-rules',
      severity: 'error',
      from: { path: '^admin/' },
      to: { path: '^(server|migrations)/', pathNot: '^server/domain/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^(server|admin|migrations)/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '(openapi[.]write|main|[.]child|[.]d)[.](ts|mjs)$' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
