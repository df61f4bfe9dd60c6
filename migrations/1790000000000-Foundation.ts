import type { MigrationInterface, QueryRunner } from 'typeorm'
import { agendaTable, dropAgendaTable } from './sql/agenda.ts'
import { clockFunctions, dropFunctions, rowFunctions } from './sql/functions.ts'
import { identityFunctions, identityTables } from './sql/identity.ts'
import { peopleTables } from './sql/people.ts'
import { dropTables, rowLevelSecurity, touchTriggers } from './sql/tenancy.ts'
import { workTables } from './sql/work.ts'

/** All tables of the first slice, their checks, the roles' grants and row-level security. */
export class Foundation1790000000000 implements MigrationInterface {
  name = 'Foundation1790000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(groupRoles)
    for (const sql of [clockFunctions, rowFunctions, identityTables, peopleTables, workTables])
      await runner.query(sql)
    await runner.query(touchTriggers)
    await runner.query(rowLevelSecurity)
    await runner.query(identityFunctions)
    await runner.query(agendaTable)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropAgendaTable)
    await runner.query(dropTables)
    await runner.query(dropFunctions)
  }
}

/** The roles belong to the cluster, other databases may use them: `down` leaves them. */
const groupRoles = `
DO $$
DECLARE role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['afterword_api', 'afterword_worker'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', role_name);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database's migration was first
    END;
  END LOOP;
END $$;
GRANT USAGE ON SCHEMA public TO afterword_api, afterword_worker;
`
