import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { buildClient } from '../builders/people.ts'
import { brokenInvariants } from '../jobs/invariants.ts'
import { fakedTime } from '../setup/faked-time.ts'
import { eventually } from '../setup/process.ts'
import { type Fleet, startFleet } from './fleet.ts'
import { noonZone, openStage, type Stage } from './stage.ts'
import { witnessMails, witnessWebhooks, witnessWrites } from './witnesses.ts'

/*
 * What RELIABILITY promises, under everything that happens to a server: `npm test` takes a few minutes of it, `npm run
 * torture` half an hour. Each phase disturbs in one way while tasks fall due; afterwards the invariants must hold, and no process of
 * ours may have ended by itself. PHASES=kills,away picks some.
 */
const long = process.env.TORTURE === 'long'
const tasks = Number(process.env.TASKS ?? (long ? 1_000_000 : 100_000))
/** Seconds within which they fall due. */
const within = long ? 60 : 20
const size = 4
const picked = process.env.PHASES?.split(',')

interface Phase {
  /** Tasks that fall due meanwhile, and for how many seconds it is disturbed. */
  tasks: number
  seconds: number
  /** Disturbs until the time is over. */
  disturb(stage: Stage, fleet: Fleet, over: () => boolean): Promise<unknown>
}

const few = long ? 20_000 : 1_000
const every = async (ms: number, over: () => boolean, work: (n: number) => Promise<unknown> | unknown) => {
  for (let n = 0; ; n++) {
    await sleep(ms)
    if (over()) return
    await work(n)
  }
}

const phases: Record<string, Phase> = {
  'PostgreSQL killed': {
    ...{ tasks: few, seconds: long ? 120 : 5 },
    disturb: ({ crash }, _fleet, over) => every(long ? 20_000 : 2_000, over, crash),
  },
  'PostgreSQL away': {
    ...{ tasks: few, seconds: long ? 600 : 4 },
    async disturb({ proxy, crash }, _fleet, over) {
      await proxy.cut()
      await crash()
      await every(200, over, () => undefined)
      await proxy.mend()
    },
  },
  'connections terminated': {
    ...{ tasks: few, seconds: long ? 60 : 4 },
    disturb: ({ owner }, _fleet, over) =>
      every(1_000, over, () =>
        owner.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
             AND application_name LIKE 'afterword%'`,
        ),
      ),
  },
  'cut half open': {
    ...{ tasks: few, seconds: long ? 60 : 4 },
    disturb: ({ proxy }, _fleet, over) =>
      every(long ? 10_000 : 1_000, over, async () => {
        proxy.stall()
        await sleep(long ? 5_000 : 1_000)
        await proxy.mend()
      }),
  },
  'workers stopped past their lease': {
    // Of 30 s for webhooks, ten for Agenda.
    ...{ tasks: few, seconds: long ? 100 : 12 },
    disturb: (_stage, fleet, over) =>
      every(500, over, async (n) => {
        for (const place of [n, n + 1]) fleet.stop(place)
        await sleep(long ? 35_000 : 11_000)
        for (const place of [n, n + 1]) fleet.proceed(place)
      }),
  },
  'clocks off by an hour and a day': {
    ...{ tasks: few, seconds: long ? 60 : 3 },
    async disturb(stage, fleet, over) {
      const { owner } = stage
      // None of these may be marked: they are due by the wrong clocks alone.
      const later = `due_at BETWEEN app_now() + interval '10 minutes' AND '2089-01-01'`
      await add(stage, 100, 2_400, 60)
      await add(stage, 100, 72_000, 60)
      const [hour, day] = [3_600_000, 86_400_000]
      await Promise.all(
        [hour, -hour, day].map((off, place) => fleet.replace(place, fakedTime(Date.now() + off))),
      )
      await every(200, over, () => undefined)
      const { rows } = await owner.query(
        `SELECT count(*)::int AS n FROM task WHERE status = 'scheduled' AND ${later}`,
      )
      expect(rows[0].n, 'what is not due yet is left alone').toBe(200)
      await owner.query(`DELETE FROM task WHERE ${later}`)
      await Promise.all([0, 1, 2].map((place) => fleet.kill(place)))
    },
  },
}

const overdueCount = async ({ owner }: Stage): Promise<number> => {
  const { rows } = await owner.query(
    `SELECT count(*)::int AS n FROM task WHERE status = 'scheduled' AND due_at <= app_now()`,
  )
  return rows[0].n
}
/** Whether nothing waits any more; a look, not a count, which would take what the workers need. */
const allMarked = async ({ owner }: Stage): Promise<boolean> => {
  const { rows } = await owner.query(
    `SELECT NOT EXISTS (SELECT FROM task WHERE status = 'scheduled' AND due_at < '2089-01-01') AS marked`,
  )
  return rows[0].marked
}

/** The longest that anything waited for its mark, in seconds, looked at again and again until `over`. */
async function longestLag({ owner }: Stage, over: () => boolean): Promise<number> {
  let longest = 0
  while (!over()) {
    const { rows } = await owner.query(
      `SELECT extract(epoch FROM app_now() - min(due_at)) AS lag FROM task WHERE status = 'scheduled' AND due_at < app_now()`,
    )
    longest = Math.max(longest, Number(rows[0].lag))
    await sleep(1_000)
  }
  return longest
}

async function settled(stage: Stage, fleet: Fleet, faults: readonly string[]): Promise<void> {
  expect([...faults, ...(await brokenInvariants(stage.owner))]).toEqual([])
  expect(fleet.deserters).toEqual([])
}

test.runIf(!picked || picked.includes('kills'))(
  `${tasks.toLocaleString('en')} tasks fall due within ${within} s, before ${size} workers of whom one is killed every 2 s`,
  async () => {
    const stage = await openStage()
    const fleet = await startFleet(size, stage.env)
    // What enters them takes its time; the first is due after it.
    await add(stage, tasks, Math.ceil(tasks / 12_000) + 5, within)
    await stage.owner.query('ANALYZE task')
    const { rows } = await stage.owner.query(
      `SELECT extract(epoch FROM min(due_at) - app_now()) AS first FROM task`,
    )
    expect(Number(rows[0].first), 'all were there before the first was due').toBeGreaterThan(0)
    await sleep(Number(rows[0].first) * 1000)

    const began = performance.now()
    let [kills, over] = [0, false]
    const replaced: (Promise<void> | null)[] = []
    const killer = every(
      2_000,
      () => over,
      (n) => {
        const killed = fleet.kill(n)
        if (killed) kills++
        replaced.push(killed)
      },
    )
    const lag = longestLag(stage, () => over)
    await eventually('all are marked', () => allMarked(stage), 240_000)
    const took = (performance.now() - began) / 1000
    over = true
    await killer
    await Promise.all(replaced)
    console.log(
      `${tasks} tasks due within ${within} s were marked after ${took.toFixed(1)} s; ${kills} kills; nothing waited longer than ${(await lag).toFixed(1)} s`,
    )
    expect(took, 'seconds from the first due moment to the last mark').toBeLessThan(within + 30)

    const takeovers: number[] = []
    for (let round = 0; round < (long ? 10 : 1); round++) {
      for (let place = 1; place < size; place++) fleet.stop(place)
      await add(stage, 10_000, -61, 60)
      await eventually('it is in the middle of them', async () => (await overdueCount(stage)) < 10_000)
      const killed = fleet.kill(0)
      const at = performance.now()
      for (let place = 1; place < size; place++) fleet.proceed(place)
      await eventually('they are taken over', async () => (await overdueCount(stage)) === 0, 5_000)
      takeovers.push(Math.round(performance.now() - at))
      await killed
    }
    console.log('the work of a killed worker was taken over and done within', takeovers, 'ms')
    const faults = await brokenInvariants(stage.owner, { onlyTime: true })
    await settled(stage, fleet, faults)
    expect(await fleet.end()).toEqual(Array.from({ length: size }, () => 0))
  },
  600_000,
)

const others = Object.entries(phases).filter(
  ([name]) => !picked || picked.some((word) => name.includes(word)),
)

test.runIf(others.length > 0)(
  `faults of the database, of processes and of clocks: ${others.map(([name]) => name).join(', ')}`,
  async () => {
    const stage = await openStage()
    const fleet = await startFleet(size, stage.env)
    const [webhooks, mails, writes] = [
      await witnessWebhooks(stage),
      witnessMails(stage),
      await witnessWrites(stage),
    ]
    for (const [name, phase] of others) {
      // They fall due one after the other, the last some seconds after the last fault.
      await add(stage, phase.tasks, 0, phase.seconds + 2, true)
      const end = Date.now() + phase.seconds * 1_000
      await phase.disturb(stage, fleet, () => Date.now() > end)
      await eventually('the server is back', stage.answers, 60_000)
      const began = performance.now()
      await eventually('all are marked', () => allMarked(stage), 60_000)
      const marked = performance.now() - began
      expect(marked, 'I10: milliseconds from the return to the last mark').toBeLessThan(long ? 5_000 : 15_000)
      await eventually('all webhooks have arrived', async () => (await webhooks.waiting()) === 0, 120_000)
      await eventually('all mails are sent', async () => (await mails.waiting()) === 0, 180_000)
      const faults = [...(await writes.faults()), ...(await webhooks.faults()), ...(await mails.faults())]
      console.log(
        `${name}, ${phase.seconds} s: all ${phase.tasks} marked ${(marked / 1000).toFixed(1)} s after it, told ${((performance.now() - began) / 1000).toFixed(1)} s after it; ${webhooks.got.size} webhooks and ${mails.count()} mails so far; writes so far: ${writes.count()}`,
      )
      await settled(stage, fleet, faults.slice(0, 10))
    }
    await writes.end()
    expect(await fleet.end()).toEqual(Array.from({ length: size }, () => 0))
  },
  4_500_000,
)

/**
 * Tasks that fall due one after the other over `seconds`, the first `from` seconds from now; of each fiftieth a mail is sent
 * where `mails`. Without what is done beside each insert, which would take minutes.
 */
async function add(
  { owner, home, practice }: Stage,
  count: number,
  from: number,
  seconds: number,
  mails = false,
) {
  // Somebody gets at most one mail in ten minutes, so that each phase needs people of its own.
  const clients = [home.clientId]
  for (let n = 0; mails && n < 10; n++) {
    const zone = { login: true, time_zone: noonZone() }
    clients.push((await buildClient(owner, home.organizationId, practice.coach, zone)).id)
  }
  const client = await owner.connect()
  try {
    await client.query('SET session_replication_role = replica')
    const { rowCount } = await client.query(
      `INSERT INTO task (organization_id, client_id, coach_id, kind, title, channel, due_at, original_due_at)
       SELECT $1, ($2::uuid[])[CASE WHEN thanks THEN 2 + n / 50 % 10 ELSE 1 END], $3, CASE WHEN thanks THEN 'thank_you' ELSE 'custom' END, CASE WHEN NOT thanks THEN 'Task ' || n END, 'email', due, due
       FROM (SELECT n, $7 AND n % 50 = 0 AS thanks, app_now() + make_interval(secs => $5 + n * $6 / $4::int) AS due
         FROM generate_series(1, $4::int) n) moments`,
      [home.organizationId, `{${clients.join()}}`, home.coachId, count, from, seconds, mails],
    )
    expect(rowCount).toBe(count)
  } finally {
    client.release(true)
  }
}
