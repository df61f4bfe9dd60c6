import { rowColumns, tenantColumns, written } from './checks.ts'
import { protectTable, touchTrigger } from './tenancy.ts'

const rights = 'SELECT, INSERT, UPDATE'

export const accessTables = `
-- While member_id is away, delegate_id sees and works for their clients. Both days count, in the organization's zone.
CREATE TABLE coverage (${tenantColumns},
  member_id uuid NOT NULL,
  delegate_id uuid NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  ${rowColumns},
  FOREIGN KEY (organization_id, member_id) REFERENCES member (organization_id, id),
  FOREIGN KEY (organization_id, delegate_id) REFERENCES member (organization_id, id),
  CONSTRAINT coverage_in_order CHECK (ends_on >= starts_on),
  CONSTRAINT coverage_by_another CHECK (delegate_id <> member_id)
);
CREATE INDEX coverage_delegate ON coverage (organization_id, delegate_id, ends_on);
CREATE INDEX coverage_member ON coverage (organization_id, member_id, ends_on);
${protectTable('coverage', { api: `${rights}, DELETE` })}
${touchTrigger('coverage')}

-- The key's text is nowhere: its hash is in credential_lookup.
CREATE TABLE api_key (${tenantColumns},
  name text NOT NULL,
  hint text NOT NULL,
  scopes text[] NOT NULL CONSTRAINT api_key_scopes_some CHECK (cardinality(scopes) > 0),
  restricted boolean NOT NULL DEFAULT false,
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  last_used_at timestamptz(3),
  created_by uuid NOT NULL,
  ${rowColumns},
  FOREIGN KEY (organization_id, created_by) REFERENCES member (organization_id, id),
  ${written('api_key', 'name', 100)}
);
CREATE INDEX api_key_created ON api_key (organization_id, created_at, id);
${protectTable('api_key', { api: rights })}
${touchTrigger('api_key').replace('OLD.* IS DISTINCT FROM NEW.*', 'OLD.last_used_at IS NOT DISTINCT FROM NEW.last_used_at')}

-- The clients that a restricted key is restricted to.
CREATE TABLE api_key_client (
  organization_id uuid NOT NULL REFERENCES organization (id),
  api_key_id uuid NOT NULL,
  client_id uuid NOT NULL,
  PRIMARY KEY (organization_id, api_key_id, client_id),
  FOREIGN KEY (organization_id, api_key_id) REFERENCES api_key (organization_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES client (organization_id, id)
);
CREATE INDEX api_key_client_client ON api_key_client (organization_id, client_id);
${protectTable('api_key_client', { api: 'SELECT, INSERT, DELETE' })}

-- What the client lets the practice see. Until something is recorded nothing is withheld; past the end, all three are.
ALTER TABLE client
  ADD COLUMN consent_pipeline boolean NOT NULL DEFAULT true,
  ADD COLUMN consent_notes boolean NOT NULL DEFAULT true,
  ADD COLUMN consent_contacts boolean NOT NULL DEFAULT true,
  ADD COLUMN consent_ends_on date,
  ADD COLUMN consent_given_at timestamptz(3),
  ADD COLUMN consent_source text CONSTRAINT client_consent_source_short CHECK (length(consent_source) <= 500);

-- The few who withhold something, or may by now: so that everybody else's lists cost nothing.
CREATE INDEX client_withholding ON client (organization_id, id)
  WHERE NOT consent_pipeline OR NOT consent_notes OR NOT consent_contacts OR consent_ends_on IS NOT NULL;

ALTER TABLE organization ADD COLUMN require_second_factor boolean NOT NULL DEFAULT false;

ALTER TABLE event DROP CONSTRAINT event_actor_kind_known,
  ADD CONSTRAINT event_actor_kind_known CHECK (actor_kind IN ('member', 'client', 'key', 'job'));
ALTER TABLE credential_lookup DROP CONSTRAINT credential_lookup_kind_known,
  ADD CONSTRAINT credential_lookup_kind_known CHECK (kind IN ('session', 'api_key', 'invitation', 'feed', 'mail_action'));
`

export const dropAccessTables = `
DELETE FROM credential_lookup WHERE kind <> 'session';
ALTER TABLE credential_lookup DROP CONSTRAINT credential_lookup_kind_known,
  ADD CONSTRAINT credential_lookup_kind_known CHECK (kind IN ('session'));
UPDATE event SET actor_kind = 'job' WHERE actor_kind = 'key';
ALTER TABLE event DROP CONSTRAINT event_actor_kind_known,
  ADD CONSTRAINT event_actor_kind_known CHECK (actor_kind IN ('member', 'client', 'job'));
ALTER TABLE organization DROP COLUMN require_second_factor;
DROP INDEX client_withholding;
ALTER TABLE client DROP COLUMN consent_pipeline, DROP COLUMN consent_notes, DROP COLUMN consent_contacts,
  DROP COLUMN consent_ends_on, DROP COLUMN consent_given_at, DROP COLUMN consent_source;
DROP TABLE api_key_client;
DROP TABLE api_key;
DROP TABLE coverage;
`
