import pg from 'pg'
import { v7 as newId } from 'uuid'
import { startCluster } from '../setup/cluster.ts'

/*
 * What a search costs among a practice's 100,000 contacts, a quarter of them with accents, beside another practice of the
 * same size, as the serving role below row-level security: node --import tsx test/load/search.ts
 */

const rows = Number(process.env.ROWS ?? 100_000)
const { cluster, stop } = await startCluster()
try {
  const name = cluster.template
  const owner = new pg.Client(cluster.admin.replace(/\/[^/]*$/, `/${name}`))
  owner.on('error', () => {})
  await owner.connect()
  const organizations = [newId(), newId()]
  for (const id of organizations) {
    const employer = newId()
    await owner.query(
      `INSERT INTO organization (id, name, time_zone, locale) VALUES ($1, 'Search', 'UTC', 'en')`,
      [id],
    )
    await owner.query(`INSERT INTO employer (organization_id, id, name) VALUES ($1, $2, 'Lumen')`, [
      id,
      employer,
    ])
    await owner.query(
      `INSERT INTO contact (organization_id, employer_id, name, email, created_by)
       SELECT $1, $2, CASE i % 4 WHEN 0 THEN 'Zoë Ångström ' ELSE 'Ada Okafor ' END || i, 'person' || i || '@people.test', $2
       FROM generate_series(1, $3::int) AS i`,
      [id, employer, rows],
    )
  }
  await owner.query('VACUUM ANALYZE contact')
  await owner.query('SET ROLE afterword_api')
  await owner.query(`SELECT set_config('app.organization_id', $1, false)`, [organizations[0]])
  const sql = `SELECT id FROM contact t WHERE t.organization_id = $1 AND strpos(fold_text(concat_ws(' ', t.name, t.email)), fold_text($2)) > 0
    ORDER BY t.created_at, t.id LIMIT 26`
  for (const q of ['okafor', 'ÅNGSTRÖM', `${rows - 1}`, 'nobody at all']) {
    const took: number[] = []
    for (let round = 0; round < 5; round++) {
      const began = performance.now()
      await owner.query(sql, [organizations[0], q])
      took.push(performance.now() - began)
    }
    console.log(`${JSON.stringify(q)}: ${took.map((ms) => ms.toFixed(1)).join(', ')} ms`)
  }
  const plan = await owner.query(`EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ${sql}`, [
    organizations[0],
    'nobody at all',
  ])
  console.log(plan.rows.map((row) => row['QUERY PLAN']).join('\n'))
  await owner.end()
} finally {
  await stop()
}
