import {
  catalogue,
  erasedText,
  type Fate,
  type StoredTable,
  type Subject,
} from '../../server/domain/privacy/catalogue.ts'

/** The variable of erase_people that holds the ids of each kind of subject. */
const idsOf: Record<Subject, string> = {
  client: 'clients',
  contact: 'contacts',
  interview: 'interviews',
  session: 'sessions',
  account: 'lonely',
  address: 'addresses',
  any: '(clients || contacts || sessions || secrets)',
}

/** What erasing changes besides the texts: who is erased is not planned for, not listed, and has no way in. */
const besides: Record<string, string> = {
  client: `account_id = NULL, status = 'archived', consent_pipeline = false, consent_notes = false, consent_contacts = false,
    consent_ends_on = NULL, consent_given_at = NULL, deleted_at = coalesce(deleted_at, app_now()), erased_at = coalesce(erased_at, app_now())`,
  contact: `reachable_at = NULL, deleted_at = coalesce(deleted_at, app_now()), erased_at = coalesce(erased_at, app_now())`,
  task: `cancel_reason = CASE WHEN status IN ('blocked', 'scheduled', 'due', 'overdue') THEN 'deleted' ELSE cancel_reason END,
    status = CASE WHEN status IN ('blocked', 'scheduled', 'due', 'overdue') THEN 'cancelled' ELSE status END`,
  erasure_request: `status = CASE status WHEN 'open' THEN 'done' ELSE status END, decided_at = coalesce(decided_at, app_now())`,
}

function assignment(column: string, fate: Fate): string[] {
  if (fate === 'clear') return [`${column} = NULL`]
  if (fate === 'empty') return [`${column} = '{}'`]
  if (fate === 'placeholder') return [`${column} = CASE WHEN ${column} IS NOT NULL THEN '${erasedText}' END`]
  if (fate === 'own-id') return [`${column} = CASE WHEN ${column} IS NOT NULL THEN id::text END`]
  return []
}

const fatesFor = (table: StoredTable, subject: Subject): [string, Fate][] =>
  typeof table.columns === 'string'
    ? []
    : Object.entries(table.columns).map(([column, fate]) => [
        column,
        typeof fate === 'string' ? fate : subject === 'contact' ? fate.contact : fate.client,
      ])

/** Tables from before the tenant is known, without an organization of their own. */
const ofAccounts = new Set(['account'])

/** Addresses are compared in whatever case they were written. */
const whose = (subject: string, column: string): string =>
  subject === 'address' ? `lower(btrim(${column}))` : column

function statementsFor([name, table]: [string, StoredTable]): string[] {
  if (name === 'account_access') return [closeAccounts]
  return Object.entries(table.of ?? {}).map(([subject, column]) => {
    const tenant = subject === 'account' || ofAccounts.has(name) ? '' : 'organization_id = org AND '
    const where = `WHERE ${tenant}${whose(subject, column)} = ANY (${idsOf[subject as Subject]})`
    if (table.rows === 'delete') return `DELETE FROM ${name} ${where};`
    const changes = fatesFor(table, subject as Subject).flatMap(([at, fate]) => assignment(at, fate))
    if (besides[name]) changes.push(besides[name])
    return changes.length > 0 ? `UPDATE ${name} SET ${changes.join(', ')} ${where};` : ''
  })
}

/** Accounts that have access nowhere else go; those of members, and of other organizations, stay. */
const closeAccounts = `DELETE FROM account_access WHERE organization_id = org AND account_id = ANY (accounts);
  lonely := ARRAY(SELECT unnest(accounts) EXCEPT SELECT account_id FROM account_access WHERE account_id = ANY (accounts));`

const secrets = Object.entries(catalogue)
  .filter(([, { secret }]) => secret)
  .flatMap(([name, { of }]) =>
    Object.entries(of ?? {}).map(
      ([subject, column]) =>
        `SELECT id FROM ${name} WHERE organization_id = org AND ${column} = ANY (${idsOf[subject as Subject]})`,
    ),
  )

const onlyThrough = (table: string, column: string, interview: string) => ({
  known: `SELECT x.${column} FROM ${table} x ${interview} WHERE x.organization_id = org AND x.${column} IS NOT NULL`,
  by: column,
})

const meetings = [
  onlyThrough(
    'participant',
    'contact_id',
    'JOIN interview w ON w.organization_id = x.organization_id AND w.id = x.interview_id',
  ),
  onlyThrough(
    'timeline_statement',
    'stated_by',
    'JOIN interview w ON w.organization_id = x.organization_id AND w.id = x.interview_id',
  ),
  onlyThrough(
    'task',
    'contact_id',
    'JOIN client w ON w.organization_id = x.organization_id AND w.id = x.client_id',
  ),
]
const clientOf = (known: string) => (known.includes('JOIN client') ? 'w.id' : 'w.client_id')

/** Contacts whom these clients have met or entered, and nobody else who is still there. */
const knownOnlyThrough = `
  SELECT id FROM contact k WHERE organization_id = org AND id IN (
    SELECT id FROM contact WHERE organization_id = org AND created_by = ANY (clients)
    ${meetings.map(({ known }) => `UNION ${known} AND ${clientOf(known)} = ANY (clients)`).join('\n    ')}
  )
  ${meetings
    .map(
      ({ known, by }) => `AND NOT EXISTS (${known} AND x.${by} = k.id AND ${clientOf(known)} <> ALL (clients)
    AND EXISTS (SELECT FROM client o WHERE o.organization_id = org AND o.id = ${clientOf(known)} AND o.erased_at IS NULL))`,
    )
    .join('\n  ')}
  ORDER BY id`

/**
 * erase_people: the one place that erases, set-based, from the catalogue. Locks in the order of all changes (opportunity,
 * contacts, interview, tasks), so that it waits for a change under way and erases what that one wrote. No serving role
 * may call it: they have the functions in migrations/sql/privacy.ts, which know the tenant.
 */
export const erasePeople = `
CREATE OR REPLACE FUNCTION erase_people(org uuid, wanted_clients uuid[], wanted_contacts uuid[], why text)
RETURNS SETOF erasure LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  clients uuid[]; contacts uuid[]; interviews uuid[]; sessions uuid[]; accounts uuid[]; lonely uuid[]; secrets uuid[];
  addresses text[]; words text[];
BEGIN
  PERFORM set_config('app.erasing', '1', true);
  clients := ARRAY(SELECT id FROM client WHERE organization_id = org AND id = ANY (wanted_clients) ORDER BY id FOR NO KEY UPDATE);
  PERFORM FROM opportunity WHERE organization_id = org AND client_id = ANY (clients) ORDER BY id FOR UPDATE;
  contacts := wanted_contacts || ARRAY(${knownOnlyThrough});
  PERFORM FROM contact WHERE organization_id = org AND id = ANY (contacts) ORDER BY id FOR UPDATE;
  PERFORM FROM interview WHERE organization_id = org AND client_id = ANY (clients) ORDER BY id FOR UPDATE;
  PERFORM FROM task WHERE organization_id = org AND (client_id = ANY (clients) OR contact_id = ANY (contacts)) ORDER BY id FOR UPDATE;
  -- Last, as every change asks for its client last: from here on nobody can write, and all that was written is seen.
  PERFORM FROM client WHERE organization_id = org AND id = ANY (clients) ORDER BY id FOR UPDATE;
  contacts := ARRAY(SELECT id FROM contact WHERE organization_id = org AND id = ANY (wanted_contacts || ARRAY(${knownOnlyThrough})));
  interviews := ARRAY(SELECT id FROM interview WHERE organization_id = org AND client_id = ANY (clients));
  sessions := ARRAY(SELECT id FROM session WHERE organization_id = org AND client_id = ANY (clients));
  accounts := ARRAY(SELECT account_id FROM client WHERE organization_id = org AND id = ANY (clients) AND account_id IS NOT NULL
    EXCEPT SELECT account_id FROM member WHERE organization_id = org);
  secrets := ARRAY(${secrets.length > 0 ? secrets.join(' UNION ALL ') : 'SELECT NULL::uuid WHERE false'});

  words := ARRAY(SELECT lower(btrim(word)) FROM (
    SELECT unnest(ARRAY[name, email, phone]) AS word FROM client WHERE organization_id = org AND id = ANY (clients) AND erased_at IS NULL
    UNION SELECT unnest(ARRAY[name, email, phone]) FROM contact WHERE organization_id = org AND id = ANY (contacts) AND erased_at IS NULL
  ) AS said WHERE length(btrim(word)) >= 4);
  -- What somebody who works here shares an address with is not deleted.
  addresses := ARRAY(
    SELECT unnest(words) UNION SELECT email FROM account WHERE id = ANY (accounts)
    UNION SELECT email FROM invitation WHERE organization_id = org AND client_id = ANY (clients)
    EXCEPT SELECT lower(btrim(email)) FROM member WHERE organization_id = org);
  UPDATE mail SET subject = '${erasedText}', text = NULL, html = NULL WHERE organization_id = org AND EXISTS (
    SELECT FROM unnest(words) AS word WHERE strpos(lower(concat_ws(' ', subject, text, html)), word) > 0);

  INSERT INTO event (organization_id, type, subject_id, client_id, actor_kind, actor_id)
  SELECT org, 'client.erased', id, id, coalesce(split_part(actor, ':', 1), 'job'), NULLIF(split_part(actor, ':', 2), '')::uuid
  FROM client, (SELECT NULLIF(current_setting('app.actor', true), '') AS actor) AS caller
  WHERE organization_id = org AND id = ANY (clients) AND erased_at IS NULL
  UNION ALL
  SELECT org, 'contact.erased', id, NULL, coalesce(split_part(actor, ':', 1), 'job'), NULLIF(split_part(actor, ':', 2), '')::uuid
  FROM contact, (SELECT NULLIF(current_setting('app.actor', true), '') AS actor) AS caller
  WHERE organization_id = org AND id = ANY (contacts) AND erased_at IS NULL;

  ${Object.entries(catalogue).flatMap(statementsFor).filter(Boolean).join('\n  ')}

  INSERT INTO erasure (organization_id, kind, subject_id, cause)
  SELECT org, 'client', id, why FROM unnest(clients) AS id UNION ALL SELECT org, 'contact', id, why FROM unnest(contacts) AS id
  ON CONFLICT DO NOTHING;
  PERFORM set_config('app.erasing', '', true);
  RETURN QUERY SELECT * FROM erasure WHERE organization_id = org AND subject_id = ANY (clients || contacts);
END $$;
REVOKE ALL ON FUNCTION erase_people FROM PUBLIC;`

/** Columns of a table that erasing empties: what nobody may write again once its person is erased. */
export const erasedColumns = (name: string): string[] => [
  ...new Set(
    Object.keys(catalogue[name]?.of ?? {}).flatMap((subject) =>
      fatesFor(catalogue[name] as StoredTable, subject as Subject)
        .filter(([, fate]) => !fate.startsWith('keep:'))
        .map(([column]) => column),
    ),
  ),
]
