import type { MigrationInterface, QueryRunner } from 'typeorm'
import { definer } from './sql/identity.ts'

/** Which account a person of an identity provider is. It exists before the tenant is known. */
export class OpenIdConnect1795000003000 implements MigrationInterface {
  name = 'OpenIdConnect1795000003000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(identities)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP FUNCTION find_identity, link_identity, organizations_of; DROP TABLE account_identity;',
    )
  }
}

const identities = `
CREATE TABLE account_identity (
  issuer text NOT NULL,
  subject text NOT NULL,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (issuer, subject)
);
CREATE INDEX account_identity_account ON account_identity (account_id);

CREATE FUNCTION find_identity(wanted_issuer text, wanted_subject text) RETURNS uuid STABLE ${definer} AS $$
  SELECT account_id FROM account_identity WHERE issuer = wanted_issuer AND subject = wanted_subject
$$;

-- The first time by a mail address that the provider has verified; from then on by the subject alone.
CREATE FUNCTION link_identity(wanted_issuer text, wanted_subject text, verified_email text) RETURNS uuid ${definer} AS $$
  INSERT INTO account_identity (issuer, subject, account_id)
  SELECT wanted_issuer, wanted_subject, id FROM account WHERE email = lower(btrim(verified_email))
  ON CONFLICT DO NOTHING;
  SELECT account_id FROM account_identity WHERE issuer = wanted_issuer AND subject = wanted_subject
$$;

CREATE FUNCTION organizations_of(wanted_account uuid) RETURNS uuid[] STABLE ${definer} AS $$
  SELECT ARRAY(SELECT organization_id FROM account_access WHERE account_id = wanted_account ORDER BY 1)
$$;

REVOKE ALL ON FUNCTION find_identity, link_identity, organizations_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_identity, link_identity, organizations_of TO afterword_api;
`
