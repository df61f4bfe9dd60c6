import type { Interview } from '../api/types.ts'
import { useMe } from '../auth/useMe.ts'
import { PageHead } from '../components/PageHead.tsx'
import { TextLink } from '../components/TextLink.tsx'
import { When } from '../components/When.tsx'
import { useT } from '../i18n/useT.ts'

/** Who with whom, for which position, when and how. */
export function InterviewHead({ interview }: { interview: Interview }) {
  const t = useT()
  const me = useMe()
  const { client, opportunity, format, round, status, outcome, durationMinutes } = interview
  const facts = [
    t(`format.${format}`),
    t('interviews.minutes', { smart_count: durationMinutes }),
    t('interviews.round', { round }),
    t(`interviewStatus.${status}`),
    outcome && `${t('interviews.outcome')}: ${t(`outcome.${outcome}`)}`,
  ].filter(Boolean)
  return (
    <PageHead
      title={t('opportunity.at', { title: opportunity.title, employer: opportunity.employer.name })}
      lead={
        <>
          {me?.clientId !== client.id && (
            <>
              <TextLink to={`/clients/${client.id}`}>{client.name}</TextLink>
              {' · '}
            </>
          )}
          <TextLink to={`/opportunities/${opportunity.id}`} strong={false}>
            {t('activity.records.opportunity')}
          </TextLink>
          {' · '}
          <When at={interview.startsAt} zone={interview.timeZone} as="full" /> · {facts.join(' · ')}
        </>
      }
    />
  )
}
