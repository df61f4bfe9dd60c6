import { oneOf, rowColumns, tenantColumns, written } from './checks.ts'

const contactRoles = ['interviewer', 'hiring_manager', 'recruiter', 'receptionist', 'other']
const channels = `ARRAY['card', 'email', 'phone']`

export const peopleTables = `
CREATE TABLE member (${tenantColumns},
  account_id uuid NOT NULL REFERENCES account (id),
  name text NOT NULL,
  email text NOT NULL,
  role text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  locale text NOT NULL DEFAULT 'en',
  time_zone text NOT NULL,
  ${rowColumns},
  ${written('member', 'name', 200)},
  ${oneOf('member', 'role', ['admin', 'coach'])},
  ${oneOf('member', 'locale', ['en', 'de', 'es', 'fr'])}
);
CREATE UNIQUE INDEX member_account ON member (organization_id, account_id);

-- The one primary coach stands on the client itself: exactly one, by construction. Others are in client_coach.
CREATE TABLE client (${tenantColumns},
  account_id uuid REFERENCES account (id),
  primary_coach_id uuid NOT NULL,
  name text NOT NULL,
  email text,
  phone text,
  time_zone text NOT NULL,
  locale text NOT NULL DEFAULT 'en',
  status text NOT NULL DEFAULT 'active',
  target text,
  deleted_at timestamptz(3),
  ${rowColumns},
  FOREIGN KEY (organization_id, primary_coach_id) REFERENCES member (organization_id, id),
  ${written('client', 'name', 200)},
  ${oneOf('client', 'locale', ['en', 'de', 'es', 'fr'])},
  ${oneOf('client', 'status', ['active', 'paused', 'placed', 'archived'])}
);
CREATE UNIQUE INDEX client_account ON client (organization_id, account_id);
CREATE INDEX client_primary_coach ON client (organization_id, primary_coach_id);
CREATE INDEX client_name ON client (organization_id, name, id);

CREATE TABLE client_coach (
  organization_id uuid NOT NULL REFERENCES organization (id),
  client_id uuid NOT NULL,
  member_id uuid NOT NULL,
  level text NOT NULL,
  ends_on date,
  PRIMARY KEY (organization_id, client_id, member_id),
  FOREIGN KEY (organization_id, client_id) REFERENCES client (organization_id, id),
  FOREIGN KEY (organization_id, member_id) REFERENCES member (organization_id, id),
  ${oneOf('client_coach', 'level', ['coaching', 'viewing'])}
);
CREATE INDEX client_coach_member ON client_coach (organization_id, member_id);

CREATE TABLE employer (${tenantColumns},
  name text NOT NULL,
  country text CONSTRAINT employer_country_code CHECK (country ~ '^[A-Z]{2}$'),
  region text CONSTRAINT employer_region_code CHECK (region ~ '^[A-Z0-9]{1,8}$'),
  website text,
  deleted_at timestamptz(3),
  ${rowColumns},
  ${written('employer', 'name', 200)},
  CONSTRAINT employer_region_needs_country CHECK (region IS NULL OR country IS NOT NULL)
);
CREATE INDEX employer_name ON employer (organization_id, name, id);

CREATE TABLE contact (${tenantColumns},
  employer_id uuid NOT NULL,
  name text,
  role text NOT NULL DEFAULT 'interviewer',
  email text,
  phone text,
  allowed_channels text[],
  notes text,
  reachable_at timestamptz(3),
  created_by uuid NOT NULL,
  deleted_at timestamptz(3),
  ${rowColumns},
  UNIQUE (organization_id, id, employer_id),
  FOREIGN KEY (organization_id, employer_id) REFERENCES employer (organization_id, id),
  ${written('contact', 'name', 200)},
  ${oneOf('contact', 'role', contactRoles)},
  CONSTRAINT contact_allowed_channels_known CHECK (allowed_channels <@ ${channels})
);
CREATE UNIQUE INDEX contact_email ON contact (organization_id, employer_id, lower(email)) WHERE deleted_at IS NULL;
CREATE INDEX contact_created ON contact (organization_id, created_at, id);

-- One login on one device. The token of generation n is an HMAC over (id, n): it is never stored.
CREATE TABLE session (
  organization_id uuid NOT NULL REFERENCES organization (id),
  id uuid NOT NULL DEFAULT new_id(),
  account_id uuid NOT NULL REFERENCES account (id),
  member_id uuid,
  client_id uuid,
  generation integer NOT NULL DEFAULT 1,
  rotated_at timestamptz(3) NOT NULL DEFAULT now(),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  user_agent text,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, member_id) REFERENCES member (organization_id, id),
  FOREIGN KEY (organization_id, client_id) REFERENCES client (organization_id, id),
  CONSTRAINT session_of_one CHECK (num_nonnulls(member_id, client_id) = 1)
);
CREATE INDEX session_account ON session (organization_id, account_id);
`
