import { selectFrom } from '../../platform/query.ts'
import type { Scope } from '../../platform/scope.ts'
import { type TimelineRow, timelineEntity } from './timelines.entity.ts'

/** An interview's statements, the latest first: the first one stands. */
export const timelineOf = (scope: Scope, interviewId: string): Promise<TimelineRow[]> =>
  selectFrom(scope, timelineEntity)
    .andWhere('t.interviewId = :interviewId', { interviewId })
    .orderBy('t.position', 'DESC')
    .getRawMany<TimelineRow>()

/** The statements of these interviews, each interview's latest first. */
export const timelinesOf = (scope: Scope, interviewIds: readonly string[]): Promise<TimelineRow[]> =>
  selectFrom(scope, timelineEntity)
    .andWhere('t.interviewId = ANY(:interviewIds)', { interviewIds })
    .orderBy('t.position', 'DESC')
    .getRawMany<TimelineRow>()

/** The statement that stands, for each of these interviews that has one. */
export async function latestStatements(
  scope: Scope,
  interviewIds: readonly string[],
): Promise<TimelineRow[]> {
  if (interviewIds.length === 0) return []
  return selectFrom(scope, timelineEntity)
    .andWhere('t.interviewId = ANY(:interviewIds)', { interviewIds })
    .distinctOn(['t.interviewId'])
    .orderBy('t.interviewId')
    .addOrderBy('t.position', 'DESC')
    .getRawMany<TimelineRow>()
}

/** Appends a statement; the interview must be locked, so that no two get the same place. */
export async function appendStatement(
  scope: Scope,
  interviewId: string,
  statement: Pick<TimelineRow, 'kind' | 'date' | 'days' | 'statedAt' | 'statedBy' | 'words'>,
): Promise<TimelineRow> {
  await scope.db.query(
    `INSERT INTO timeline_statement
       (organization_id, interview_id, position, kind, date, days, stated_at, stated_by, words, recorded_by)
     SELECT $1, $2, 1 + coalesce(max(position), 0), $3, $4, $5, $6, $7, $8, $9
     FROM timeline_statement WHERE organization_id = $1 AND interview_id = $2`,
    [
      scope.organizationId,
      interviewId,
      ...[
        statement.kind,
        statement.date,
        statement.days,
        statement.statedAt,
        statement.statedBy,
        statement.words,
      ],
      scope.actor.id,
    ],
  )
  const [latest] = await timelineOf(scope, interviewId)
  return latest as TimelineRow
}
