import type { MigrationInterface, QueryRunner } from 'typeorm'

const bounded = (most: number) =>
  `ALTER TABLE client DROP CONSTRAINT client_consent_source_short,
   ADD CONSTRAINT client_consent_source_short CHECK (length(consent_source) <= ${most})`

/** Room for the source's 500 characters behind the word that says whose it is. */
export class ConsentSource1808000000000 implements MigrationInterface {
  name = 'ConsentSource1808000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(bounded(520))
  }

  async down(runner: QueryRunner): Promise<void> {
    // The owner sees no tenant's rows while row-level security is forced.
    await runner.query('ALTER TABLE client NO FORCE ROW LEVEL SECURITY')
    await runner.query(
      'UPDATE client SET consent_source = left(consent_source, 500) WHERE length(consent_source) > 500',
    )
    await runner.query('ALTER TABLE client FORCE ROW LEVEL SECURITY')
    await runner.query(bounded(500))
  }
}
