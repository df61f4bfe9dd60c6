import type { MigrationInterface, QueryRunner } from 'typeorm'
import { definer } from './sql/identity.ts'

/** A new password is compared with the address behind its link; ended logins are kept for 90 days unless somebody says otherwise. */
export class PasswordsAndLogins1802000000000 implements MigrationInterface {
  name = 'PasswordsAndLogins1802000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION account_behind_reset(token_hash bytea)
      RETURNS TABLE (account_id uuid, email text, organization_ids uuid[]) STABLE ${definer} AS $$
        SELECT a.id, a.email,
          ARRAY(SELECT x.organization_id FROM account_access x WHERE x.account_id = a.id ORDER BY 1)
        FROM account_token t JOIN account a ON a.id = t.account_id
        WHERE t.hash = token_hash AND t.kind = 'reset' AND t.used_at IS NULL AND t.expires_at > now()
      $$;
      REVOKE ALL ON FUNCTION account_behind_reset FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION account_behind_reset TO afterword_api;
      ALTER TABLE organization ALTER COLUMN keep_sessions_days SET DEFAULT 90;
      UPDATE organization SET keep_sessions_days = 90 WHERE keep_sessions_days IS NULL;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE organization ALTER COLUMN keep_sessions_days DROP DEFAULT;
      DROP FUNCTION account_behind_reset;
    `)
  }
}
