import type { Actor, Standing } from './actors.ts'
import { feeds } from './matrix.feeds.ts'
import { logins } from './matrix.logins.ts'
import { mail } from './matrix.mail.ts'
import { privacy } from './matrix.privacy.ts'
import { type Operation, removal, task } from './matrix.rows.ts'
import { webhooks } from './matrix.webhooks.ts'
import type { Noun } from './world.ts'

const at = '2031-03-04T15:00:00Z'
/** Within the 90 days by which a task may be put off. */
const soon = new Date(Date.now() + 86_400_000).toISOString()
const page = (ids: Noun) => ({ ids })
const one = { id: 'interview' } as const
const interview = { startsAt: at, durationMinutes: 45, timeZone: 'America/New_York', format: 'video' }
const days = { startsOn: '2097-01-01', endsOn: '2097-02-01' }
const invite: readonly Standing[] = ['admin', 'primary', 'coaching']
const isMember = ({ kind }: Actor) => kind === 'admin' || kind === 'coach'
const isAdmin = ({ kind }: Actor) => kind === 'admin'
const isSelf = (pointer: string) => (actor: Actor, ids: Record<string, string>) =>
  isAdmin(actor) || actor.id === ids[pointer]

export const operations: Record<string, Operation | Operation[]> = {
  ...logins,
  'GET /v1/organization': { row: 'staff', scope: null },
  'PATCH /v1/organization': { row: 'admins', scope: null, body: { policy: 'after-decision' } },
  'GET /v1/invitations': {
    row: 'staff',
    scope: null,
    query: { ids: 'invitation', clientId: 'client' },
    only: isMember,
  },
  'POST /v1/invitations': [
    // Who has a login already can not be invited to one: told to those alone who may invite.
    {
      row: 'staff',
      scope: null,
      body: { kind: 'client' },
      refs: { '/clientId': 'client' },
      standings: invite,
      only: isMember,
      or: [422],
    },
    {
      row: 'admins',
      scope: null,
      body: { kind: 'member', email: 'new@people.test', role: 'coach' },
      unset: ['/clientId'],
    },
  ],
  'POST /v1/invitations/:id/resend': {
    row: 'staff',
    scope: null,
    path: { id: 'invitation' },
    standings: invite,
    only: isMember,
  },
  'DELETE /v1/invitations/:id': {
    row: 'staff',
    scope: null,
    path: { id: 'invitation' },
    standings: invite,
    only: isMember,
  },
  'POST /v1/auth/invitations/look': { row: 'open', scope: null, body: { token: 'x'.repeat(43) } },
  'POST /v1/auth/invitations/accept': {
    row: 'open',
    scope: null,
    body: { token: 'x'.repeat(43), password: 'a long new password' },
  },
  'GET /v1/jobs': { row: 'admins', scope: null },
  // They are the installation's, the same for all.
  'GET /v1/jobs/:name': { row: 'admins', scope: null, fixed: { name: 'tasks.sweep' } },
  'POST /v1/jobs/:name/run': { row: 'admins', scope: null, fixed: { name: 'tasks.sweep' } },
  ...mail,

  'GET /v1/members': { row: 'staff', scope: 'members:read', query: page('member') },
  'GET /v1/members/:id': { row: 'staff', scope: 'members:read', path: { id: 'member' } },
  'PATCH /v1/members/:id': {
    row: 'staff',
    scope: 'members:read',
    path: { id: 'member' },
    body: { name: 'Robin Vale' },
    only: isSelf('id'),
  },
  'POST /v1/members/:id/deactivate': {
    row: 'admins',
    scope: null,
    path: { id: 'member' },
    body: {},
    refs: { '/handOverTo': 'coach' },
  },
  'DELETE /v1/members/:id/sessions': { row: 'admins', scope: null, path: { id: 'member' } },
  'DELETE /v1/members/:id/second-factor': { row: 'admins', scope: null, path: { id: 'member' } },
  'GET /v1/coverages': {
    row: 'staff',
    scope: 'members:read',
    query: { ids: 'coverage', memberId: 'member', delegateId: 'member' },
  },
  'POST /v1/coverages': {
    row: 'staff',
    scope: 'members:read',
    body: days,
    refs: { '/memberId': 'member', '/delegateId': 'coach' },
    only: isSelf('/memberId'),
  },
  'GET /v1/coverages/:id': { row: 'staff', scope: 'members:read', path: { id: 'coverage' } },
  'PATCH /v1/coverages/:id': {
    row: 'staff',
    scope: 'members:read',
    path: { id: 'coverage' },
    body: {},
    refs: { '/delegateId': 'coach' },
    only: isAway,
  },
  'DELETE /v1/coverages/:id': { row: 'staff', scope: 'members:read', path: { id: 'coverage' }, only: isAway },
  'GET /v1/api-keys': { row: 'admins', scope: null, query: page('key') },
  'POST /v1/api-keys': {
    row: 'admins',
    scope: null,
    body: { name: 'Site', scopes: ['tasks:read'] },
    refs: { '/clientIds/0': 'client' },
  },
  'GET /v1/api-keys/:id': { row: 'admins', scope: null, path: { id: 'key' } },
  'PATCH /v1/api-keys/:id': { row: 'admins', scope: null, path: { id: 'key' }, body: { name: 'Site' } },
  'DELETE /v1/api-keys/:id': { row: 'admins', scope: null, path: { id: 'key' } },

  ...webhooks,
  ...feeds,

  'GET /v1/clients': { row: 'read', scope: 'clients:read', query: { ids: 'client', coachId: 'member' } },
  'POST /v1/clients': {
    row: 'staff',
    scope: 'clients:write',
    body: { name: 'New One' },
    refs: { '/primaryCoachId': 'member' },
    only: (actor, ids) =>
      (actor.kind === 'key' && !actor.restricted) || isSelf('/primaryCoachId')(actor, ids),
  },
  'POST /v1/clients/bulk': {
    row: 'staff',
    scope: 'clients:write',
    body: { items: [{ name: 'New One' }] },
    refs: { '/items/0/primaryCoachId': 'member' },
    only: (actor, ids) =>
      (actor.kind === 'key' && !actor.restricted) || isSelf('/items/0/primaryCoachId')(actor, ids),
    perItem: true,
  },
  'GET /v1/clients/:id': { row: 'read', scope: 'clients:read', path: { id: 'client' } },
  'PATCH /v1/clients/:id': [
    {
      row: 'manage',
      scope: 'clients:write',
      path: { id: 'client' },
      body: { status: 'paused' },
      unset: ['/primaryCoachId'],
    },
    {
      row: 'manage',
      scope: 'clients:write',
      path: { id: 'client' },
      body: {},
      refs: { '/primaryCoachId': 'coach' },
    },
    {
      row: 'manage',
      scope: 'clients:write',
      path: { id: 'client' },
      body: { phone: '+44 2' },
      unset: ['/primaryCoachId'],
      standings: ['admin', 'primary', 'self', 'key'],
    },
  ],
  'GET /v1/clients/:id/coaches': { row: 'read', scope: 'clients:read', path: { id: 'client' } },
  'PUT /v1/clients/:id/coaches/:memberId': {
    row: 'manage',
    scope: 'clients:write',
    path: { id: 'client', memberId: 'coach' },
    body: { level: 'viewing' },
  },
  'DELETE /v1/clients/:id/coaches/:memberId': {
    row: 'manage',
    scope: 'clients:write',
    path: { id: 'client', memberId: 'coach' },
  },
  'GET /v1/clients/:id/consent': { row: 'read', scope: 'clients:read', path: { id: 'client' } },
  'PUT /v1/clients/:id/consent': {
    row: 'manage',
    scope: 'clients:write',
    path: { id: 'client' },
    body: { pipeline: true, notes: false, contacts: true, source: 'by mail' },
    standings: ['admin', 'primary', 'self', 'key'],
  },

  'GET /v1/employers': { row: 'shared', scope: 'employers:read', query: page('employer') },
  'POST /v1/employers': {
    row: 'staff',
    scope: 'employers:write',
    body: { name: 'Tidewater', country: 'US', region: 'NY' },
  },
  'POST /v1/employers/bulk': {
    row: 'staff',
    scope: 'employers:write',
    body: { items: [{ name: 'Tidewater' }] },
    perItem: true,
  },
  'GET /v1/employers/:id': { row: 'shared', scope: 'employers:read', path: { id: 'employer' } },
  'PATCH /v1/employers/:id': {
    row: 'staff',
    scope: 'employers:write',
    path: { id: 'employer' },
    body: { website: 'https://example.test' },
  },
  ...removal('/v1/employers', 'employer', 'staff', 'employers:write'),
  'GET /v1/contacts': {
    row: 'read',
    scope: 'contacts:read',
    query: { ids: 'contact', employerId: 'employer' },
  },
  'POST /v1/contacts': {
    row: 'shared',
    scope: 'contacts:write',
    body: { name: 'Eve' },
    refs: { '/employerId': 'employer' },
  },
  'POST /v1/contacts/bulk': {
    row: 'shared',
    scope: 'contacts:write',
    body: { items: [{ name: 'Eve' }] },
    refs: { '/items/0/employerId': 'employer' },
    perItem: true,
  },
  'GET /v1/contacts/:id': { row: 'read', scope: 'contacts:read', path: { id: 'contact' } },
  'PATCH /v1/contacts/:id': {
    row: 'write',
    scope: 'contacts:write',
    path: { id: 'contact' },
    body: { phone: '+44 1' },
    // A client only fills in what is missing, and changes whom they entered themselves.
    standings: ['admin', 'primary', 'coaching', 'key'],
  },
  ...removal('/v1/contacts', 'contact', 'write', 'contacts:write', {
    standings: ['admin', 'primary', 'coaching', 'key'],
  }),

  'GET /v1/opportunities': {
    row: 'read',
    scope: 'opportunities:read',
    query: { ids: 'opportunity', clientId: 'client', employerId: 'employer' },
  },
  'POST /v1/opportunities': [
    {
      row: 'write',
      scope: 'opportunities:write',
      body: { title: 'Pilot' },
      refs: { '/clientId': 'client', '/employerId': 'employer' },
    },
    {
      row: 'write',
      scope: 'opportunities:write',
      body: { title: 'Pilot', employer: { name: 'Airline' } },
      refs: { '/clientId': 'client' },
      unset: ['/employerId'],
    },
  ],
  'GET /v1/opportunities/:id': { row: 'read', scope: 'opportunities:read', path: { id: 'opportunity' } },
  'PATCH /v1/opportunities/:id': [
    { row: 'write', scope: 'opportunities:write', path: { id: 'opportunity' }, body: { title: 'Pilot' } },
    { row: 'write', scope: 'opportunities:write', path: { id: 'opportunity' }, body: { stage: 'offer' } },
  ],
  ...removal('/v1/opportunities', 'opportunity', 'write', 'opportunities:write'),

  'GET /v1/interviews': {
    row: 'read',
    scope: 'interviews:read',
    query: { ids: 'interview', clientId: 'client', opportunityId: 'opportunity' },
  },
  'POST /v1/interviews': {
    row: 'write',
    scope: 'interviews:write',
    body: { ...interview, decision: { kind: 'within', days: 5 } },
    refs: {
      '/opportunityId': 'opportunity',
      '/participants/0/contactId': 'contact',
      '/decision/statedBy': 'contact',
    },
  },
  'GET /v1/interviews/:id': { row: 'read', scope: 'interviews:read', path: one },
  'PATCH /v1/interviews/:id': {
    row: 'write',
    scope: 'interviews:write',
    path: one,
    body: { notes: 'short' },
    refs: { '/participants/0/contactId': 'contact' },
  },
  'POST /v1/interviews/:id/debrief': {
    row: 'write',
    scope: 'interviews:write',
    path: one,
    body: { decision: { kind: 'within', days: 5 } },
    refs: { '/participants/0/contactId': 'contact', '/decision/statedBy': 'contact' },
  },
  'GET /v1/interviews/:id/timelines': { row: 'read', scope: 'interviews:read', path: one },
  'POST /v1/interviews/:id/timelines': {
    row: 'write',
    scope: 'interviews:write',
    path: one,
    body: { kind: 'within', days: 9 },
    refs: { '/statedBy': 'contact' },
  },
  'GET /v1/interviews/:id/plan': { row: 'read', scope: 'interviews:read', path: one },
  ...removal('/v1/interviews', 'interview', 'write', 'interviews:write'),
  'POST /v1/follow-up-plans::preview': [
    {
      row: 'read',
      scope: 'interviews:read',
      body: interview,
      refs: { '/opportunityId': 'opportunity' },
      unset: ['/interviewId', '/participants/0/contactId', '/decision/statedBy'],
    },
    {
      row: 'read',
      scope: 'interviews:read',
      body: { decision: { kind: 'within', days: 5 } },
      refs: {
        '/interviewId': 'interview',
        '/participants/0/contactId': 'contact',
        '/decision/statedBy': 'contact',
      },
      unset: ['/opportunityId'],
    },
  ],

  'GET /v1/tasks': {
    row: 'read',
    scope: 'tasks:read',
    query: {
      ids: 'task',
      clientId: 'client',
      opportunityId: 'opportunity',
      interviewId: 'interview',
      coachId: 'member',
    },
  },
  'POST /v1/tasks': {
    row: 'write',
    scope: 'tasks:write',
    body: { title: 'Read', dueAt: at },
    refs: { '/clientId': 'client', '/opportunityId': 'opportunity', '/contactId': 'contact' },
  },
  'POST /v1/tasks/bulk': [
    {
      row: 'write',
      scope: 'tasks:write',
      body: { act: 'complete', tasks: [{ version: 1 }] },
      refs: { '/tasks/0/id': 'task' },
      unset: ['/coachId'],
      perItem: true,
    },
    {
      row: 'manage',
      scope: 'tasks:write',
      body: { act: 'reassign', tasks: [{ version: 1 }] },
      refs: { '/tasks/0/id': 'task', '/coachId': 'coach' },
      // Only to who looks after the client.
      or: [422],
      perItem: true,
    },
  ],
  'GET /v1/tasks/:id': { row: 'read', scope: 'tasks:read', path: { id: 'task' } },
  'PATCH /v1/tasks/:id': {
    row: 'write',
    scope: 'tasks:write',
    path: { id: 'task' },
    body: { title: 'Reread', dueAt: soon },
  },
  ...task('complete'),
  ...task('skip'),
  ...task('snooze'),
  ...task('reopen', 'doneTask'),
  ...task('undo', 'doneTask', { or: [409] }),
  ...removal('/v1/tasks', 'task', 'write', 'tasks:write'),
  'GET /v1/reports/triage': { row: 'reports', scope: 'reports:read', query: { coachId: 'member' } },
  'GET /v1/changes': { row: 'read', scope: 'changes:read' },
  'GET /v1/activities': {
    row: 'read',
    scope: 'activities:read',
    query: { clientId: 'client', recordId: 'task', actorId: 'member' },
  },
  ...privacy,
}

/** The coverage of Ana's coach is theirs, that of Bo's is Bo's coach's. */
function isAway(actor: Actor, ids: Record<string, string>): boolean {
  return isAdmin(actor) || ids.awayIn === actor.id
}
