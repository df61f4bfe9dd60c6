import {
  getCreateIndexesSQL,
  getCreateTableSQL,
  getDropTableSQL,
  getUpdateTimestampTriggerSQL,
} from '@agendajs/postgres-backend'

const table = 'agenda_jobs'

/** Agenda's own table, by the DDL of the pinned package: its ensureSchema races between replicas, so we make it here. */
export const agendaTable = [
  getCreateTableSQL(table),
  ...getCreateIndexesSQL(table),
  getUpdateTimestampTriggerSQL(table),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO afterword_worker`,
].join(';\n')

export const dropAgendaTable = `${getDropTableSQL(table)} DROP FUNCTION IF EXISTS update_${table}_updated_at();`
