/**
 * What is stored about people, table by table, and what erasing a person does with it. One file for three uses: the
 * erasing functions of the database are generated from it (migrations/sql/erasure.ts), so is the page that says what is
 * stored, and a test reads the database's columns and fails for one that is not named here.
 */

/** What a group of tables is about; its words are in words/. */
export const topics = [
  'client',
  'pipeline',
  'contacts',
  'tasks',
  'logins',
  'mails',
  'activities',
  'events',
  'members',
  'organization',
  'technical',
] as const
export type Topic = (typeof topics)[number]

/**
 * What happens to a column of an erased person's row. `clear` makes it NULL, `empty` an empty list or object,
 * `placeholder` the text (erased) where there was any, `own-id` the row's id where there was any;
 * `keep: why` leaves it, as a number or word that tells nothing of a person.
 */
export type Fate = 'clear' | 'empty' | 'placeholder' | 'own-id' | `keep: ${string}`

/** Whose row it is, by the column that holds the id of a…, or the mail address of one. */
export type Subject = 'client' | 'contact' | 'interview' | 'session' | 'account' | 'any' | 'address'

export interface StoredTable {
  topic: Topic
  /** Which rows are an erased person's; none: the table holds nothing of clients or contacts. */
  of?: Partial<Record<Subject, string>>
  /** `delete` takes the rows away; else the columns say what remains. */
  rows?: 'delete'
  /** Its ids are subjects of credential_lookup, whose rows go too. */
  secret?: true
  /** Every column that can hold text, JSON, bytes or a list. Two fates: for an erased client, for an erased contact. */
  columns: Readonly<Record<string, Fate | { client: Fate; contact: Fate }>> | typeof technical
}

const word: Fate = 'keep: one word of a fixed list'
const zone: Fate = 'keep: a time zone, needed for the dates that remain'
const place: Fate = 'keep: a country or region of an employer'
const ofEmployer: Fate = 'keep: about a company, not a person'
const ofMember: Fate = 'keep: about a person who works here, not about clients or contacts'
const ofPractice: Fate = 'keep: about the practice'
const gone: Fate = 'clear'
const technical = 'keep: technical; nothing of a person ever stands in it'

/** Every table. Rows are handled in this order: what refers to others first, the logs that tell of changes last. */
export const catalogue: Readonly<Record<string, StoredTable>> = {
  task: {
    topic: 'tasks',
    of: { client: 'client_id', contact: 'contact_id' },
    columns: {
      kind: word,
      channel: word,
      status: word,
      rule: word,
      cancel_reason: word,
      statement_key: 'keep: a kind, a number of days and moments',
      due_fired_before: 'keep: moments',
      overdue_fired_before: 'keep: moments',
      title: 'placeholder',
      outcome: word,
      note: gone,
      undo: gone,
      // A promise's slot and facts repeat its text.
      slot: { client: 'own-id', contact: 'keep: words of a fixed list and ids' },
      facts: { client: gone, contact: 'keep: dates, numbers and words of fixed lists' },
    },
  },
  timeline_statement: {
    topic: 'pipeline',
    of: { interview: 'interview_id', contact: 'stated_by' },
    columns: { kind: word, words: gone },
  },
  participant: { topic: 'pipeline', columns: {} },
  interview: {
    topic: 'pipeline',
    of: { client: 'client_id' },
    columns: {
      time_zone: zone,
      format: word,
      status: word,
      outcome: word,
      topics: 'empty',
      promises: 'empty',
      notes: gone,
    },
  },
  opportunity: {
    topic: 'pipeline',
    of: { client: 'client_id' },
    columns: { stage: word, title: 'placeholder' },
  },
  contact: {
    topic: 'contacts',
    of: { contact: 'id' },
    columns: { role: word, name: gone, email: gone, phone: gone, allowed_channels: gone, notes: gone },
  },
  employer: {
    topic: 'contacts',
    columns: { name: ofEmployer, country: place, region: place, website: ofEmployer },
  },
  api_key_client: { topic: 'organization', of: { client: 'client_id' }, rows: 'delete', columns: {} },
  client_coach: { topic: 'client', of: { client: 'client_id' }, rows: 'delete', columns: { level: word } },
  erasure_request: {
    topic: 'client',
    of: { client: 'client_id' },
    columns: { status: word },
  },
  // Its own rows tell of what is erased; that somebody was erased is written after this.
  activity: {
    topic: 'activities',
    of: { client: 'client_id', contact: 'contact_id', any: 'actor_id' },
    columns: {
      record_type: word,
      part: word,
      verb: word,
      actor_kind: word,
      changes: 'empty',
      ip: { client: gone, contact: 'keep: of whoever did it' },
    },
  },
  invitation: {
    topic: 'logins',
    of: { client: 'client_id' },
    rows: 'delete',
    secret: true,
    columns: { kind: word, email: gone, role: word, name: gone, locale: word, token_hash: gone },
  },
  // Of the client, or of a coach about this client alone.
  calendar_feed: {
    topic: 'logins',
    of: { client: 'client_id' },
    rows: 'delete',
    secret: true,
    columns: { hint: gone, fingerprint: gone },
  },
  notification_setting: { topic: 'mails', of: { client: 'client_id' }, rows: 'delete', columns: {} },
  // To the client; links in mails that did something end with it.
  reminder: {
    topic: 'mails',
    of: { client: 'client_id' },
    rows: 'delete',
    secret: true,
    columns: { kind: word },
  },
  reminder_queue: { topic: 'technical', columns: {} },
  // To the person. Others that name them lose their text: migrations/sql/erasure.ts.
  mail: {
    topic: 'mails',
    of: { address: 'recipient' },
    rows: 'delete',
    columns: {
      kind: word,
      recipient: gone,
      subject: gone,
      text: gone,
      html: gone,
      status: word,
      last_error: gone,
    },
  },
  session: {
    topic: 'logins',
    of: { client: 'client_id' },
    rows: 'delete',
    columns: { user_agent: gone, ip: gone, method: word },
  },
  credential_lookup: {
    topic: 'logins',
    of: { any: 'subject_id' },
    rows: 'delete',
    columns: { hash: gone, kind: word },
  },
  client: {
    topic: 'client',
    of: { client: 'id' },
    columns: {
      name: 'placeholder',
      email: gone,
      phone: gone,
      target: gone,
      consent_source: gone,
      time_zone: zone,
      locale: word,
      status: word,
    },
  },
  account_access: { topic: 'logins', columns: {} },
  account_identity: {
    topic: 'logins',
    of: { account: 'account_id' },
    rows: 'delete',
    columns: { issuer: gone, subject: gone },
  },
  account_token: {
    topic: 'logins',
    of: { account: 'account_id' },
    rows: 'delete',
    columns: { hash: gone, kind: word },
  },
  second_factor: {
    topic: 'logins',
    of: { account: 'account_id' },
    rows: 'delete',
    columns: { sealed_secret: gone },
  },
  recovery_code: {
    topic: 'logins',
    of: { account: 'account_id' },
    rows: 'delete',
    columns: { hash: gone },
  },
  known_device: {
    topic: 'logins',
    of: { account: 'account_id' },
    rows: 'delete',
    columns: { hash: gone },
  },
  login_try: {
    topic: 'logins',
    columns: {
      bucket: 'keep: a keyed hash that nobody can read back, for a day',
      tries: 'keep: moments, for a day',
    },
  },
  rate_window: {
    topic: 'logins',
    columns: { subject: 'keep: a keyed hash that nobody can read back, for an hour' },
  },
  account: {
    topic: 'logins',
    of: { account: 'id' },
    rows: 'delete',
    columns: { email: gone, password_hash: gone },
  },
  event: {
    topic: 'events',
    columns: {
      type: word,
      actor_kind: word,
      data: 'keep: ids, kinds, moments and versions; a test holds names and texts out of it',
    },
  },
  idempotency_record: {
    topic: 'technical',
    of: { client: 'actor_id' },
    rows: 'delete',
    // Those of members who wrote about the client stay their 24 hours: sealed by a key that only the caller has.
    columns: { path: gone, key_hash: gone, request_hash: gone, answer: gone },
  },
  erasure: { topic: 'technical', columns: { kind: word, cause: word } },
  member: {
    topic: 'members',
    columns: { name: ofMember, email: ofMember, role: word, locale: word, time_zone: ofMember },
  },
  coverage: { topic: 'members', columns: {} },
  organization: {
    topic: 'organization',
    columns: { name: ofPractice, time_zone: ofPractice, locale: word, policy: word },
  },
  api_key: { topic: 'organization', columns: { name: ofPractice, hint: ofPractice, scopes: word } },
  webhook: {
    topic: 'organization',
    columns: {
      url: ofPractice,
      description: ofPractice,
      event_types: ofPractice,
      status: word,
      off_reason: word,
      sealed_secret: technical,
      previous_sealed_secret: technical,
    },
  },
  webhook_health: { topic: 'organization', columns: {} },
  webhook_delivery: {
    topic: 'events',
    columns: {
      type: word,
      payload: 'keep: ids, kinds, moments and versions, as of the event',
      status: word,
      last_error: word,
      attempts: 'keep: moments, statuses, and the beginning of what an endpoint answered to ids; for 30 days',
    },
  },
  decision_watch: {
    topic: 'pipeline',
    columns: { statement_key: 'keep: a kind, a number of days and moments' },
  },
  search_watch: { topic: 'technical', columns: {} },
  told_end: { topic: 'technical', columns: { kind: word } },
  server_secret: { topic: 'technical', columns: technical },
  signing_key: { topic: 'technical', columns: technical },
  test_clock: { topic: 'technical', columns: technical },
  job_run: { topic: 'technical', columns: technical },
  worker_beat: { topic: 'technical', columns: technical },
  event_horizon: { topic: 'technical', columns: technical },
  migration: { topic: 'technical', columns: technical },
  agenda_jobs: { topic: 'technical', columns: technical },
}

/** What stands where a text was that may not be missing. */
export const erasedText = '(erased)'
