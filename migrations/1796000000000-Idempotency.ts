import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protectTable } from './sql/tenancy.ts'

/** What a request with an Idempotency-Key answered, so that its repetition is answered alike. */
export class Idempotency1796000000000 implements MigrationInterface {
  name = 'Idempotency1796000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(records)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency_record')
  }
}

// The answer is sealed under the caller's key, of which only a hash is here: nobody can read it without the key.
const records = `
CREATE TABLE idempotency_record (
  organization_id uuid NOT NULL REFERENCES organization (id),
  actor_id uuid NOT NULL,
  path text NOT NULL,
  key_hash bytea NOT NULL,
  request_hash bytea NOT NULL,
  answer text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, actor_id, path, key_hash)
);
CREATE INDEX idempotency_record_created ON idempotency_record (created_at);
${protectTable('idempotency_record', { api: 'SELECT, INSERT, UPDATE', worker: 'SELECT, DELETE' })}
`
