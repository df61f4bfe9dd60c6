import type { MigrationInterface, QueryRunner } from 'typeorm'

const columns = 'contact (organization_id, employer_id, lower(email)) WHERE deleted_at IS NULL'

/**
 * One mail address may stand on several contacts of an employer: who enters one is refused only what they know, and a
 * unique index would tell them of contacts whom they may not see.
 */
export class ContactEmails1795000004000 implements MigrationInterface {
  name = 'ContactEmails1795000004000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX contact_email; CREATE INDEX contact_email ON ${columns};`)
  }

  /** Of several with one address the oldest keeps it; the others have it in their notes from now on. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE contact k SET notes = concat_ws(E'\\n', k.notes, k.email), email = NULL
      WHERE k.deleted_at IS NULL AND EXISTS (
        SELECT FROM contact o WHERE o.organization_id = k.organization_id AND o.employer_id = k.employer_id
          AND lower(o.email) = lower(k.email) AND o.deleted_at IS NULL AND (o.created_at, o.id) < (k.created_at, k.id));
      DROP INDEX contact_email;
      CREATE UNIQUE INDEX contact_email ON ${columns};`)
  }
}
