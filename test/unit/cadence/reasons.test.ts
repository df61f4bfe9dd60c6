import { describe, expect, it } from 'vitest'
import { cancelReasons } from '../../../server/domain/cadence/cancel-reasons.ts'
import { planFollowUps } from '../../../server/domain/cadence/plan.ts'
import { afterDecisionPolicy } from '../../../server/domain/cadence/policy.ts'
import { cancelReasonSentence } from '../../../server/domain/cadence/reasons/cancel-reason-sentence.ts'
import { reasonSentence } from '../../../server/domain/cadence/reasons/reason-sentence.ts'
import { taskTitle } from '../../../server/domain/cadence/reasons/task-title.ts'
import type { PlanInput } from '../../../server/domain/cadence/types.ts'
import { type Locale, locales } from '../../../server/domain/vocabulary.ts'
import { participant, planInput, type Situation, statement } from './inputs.ts'

const friday: Situation = { ends: '2026-03-06T11:00' }

function reason(
  kind: string,
  locale: Locale,
  situation: Situation,
  overrides: Partial<PlanInput> = {},
): string {
  const task = planFollowUps(planInput(situation, overrides)).tasks.find((one) => one.kind === kind)
  if (!task) throw new Error(`No ${kind}`)
  return reasonSentence(task, locale)
}

const twoWeeks = { statement: statement({ kind: 'within', days: 14 }) }

describe('reasons', () => {
  it.each<[Locale, string]>([
    ['en', 'They decide by Fri 20 Mar, 14 days after the interview: call after a week.'],
    ['de', 'Die Entscheidung fällt bis Fr. 20. März, 14 Tage nach dem Gespräch: nach einer Woche anrufen.'],
    [
      'es',
      'Deciden a más tardar el viernes 20 de marzo, 14 días después de la entrevista: llamar al cabo de una semana.',
    ],
    [
      'fr',
      'Décision au plus tard le vendredi 20 mars, 14 jours après l’entretien : appeler au bout d’une semaine.',
    ],
  ])('in %s', (locale, sentence) => {
    expect(reason('follow_up', locale, friday, twoWeeks)).toBe(sentence)
  })

  it('say which day was passed over', () => {
    const memorial = { ends: '2026-05-18T11:00' }
    expect(reason('follow_up', 'en', memorial)).toBe(
      'They did not say when they decide: call after a week. Mon 25 May is a public holiday (Memorial Day), so it is on Tue 26 May.',
    )
    expect(reason('follow_up', 'en', { ends: '2026-03-07T11:00' })).toContain(
      'Sat 14 Mar is not a business day, so it is on Mon 16 Mar.',
    )
  })

  it('say what a later statement counts from', () => {
    const said = statement({ kind: 'within', days: 14, statedAt: '2026-03-10T15:00:00Z' })
    expect(reason('follow_up', 'en', friday, { statement: said })).toContain(
      '14 days after saying so on Tue 10 Mar',
    )
  })

  it('say why the pre-decision call stands alone', () => {
    const alone = reason(
      'pre_decision_follow_up',
      'en',
      { ends: '2026-03-02T11:00' },
      {
        statement: statement({ kind: 'within', days: 8 }),
      },
    )
    expect(alone).toBe(
      'They decide by Tue 10 Mar: call 2 business days before, on Fri 6 Mar. A first one on Mon 9 Mar would not leave enough time before it, so this one stands alone.',
    )
  })

  it('say what is not known of the calendar', () => {
    expect(reason('follow_up', 'en', { ...friday, country: null })).toContain('country is not known')
    expect(reason('follow_up', 'en', { ...friday, country: 'NP' })).toContain('only weekends are left out')
    expect(reason('follow_up', 'en', { ...friday, region: 'ZZ' })).toContain(
      'region has no holidays on record',
    )
    expect(reason('follow_up', 'en', { ...friday, country: 'DE' })).toContain('region is not known')
    expect(reason('follow_up', 'en', friday)).not.toContain('known')
  })

  it('say which channel the contact does not accept', () => {
    const participants = [participant({ allowedChannels: ['email'] })]
    expect(reason('follow_up', 'en', friday, { participants })).toContain(
      'They do not accept calls, so an email it is.',
    )
  })

  it('are whole sentences in every language, for every task', () => {
    const inputs = [
      planInput(friday, { ...twoWeeks, promises: [{ key: 'p', text: 'portfolio' }] }),
      planInput({ ...friday, format: 'onsite' }, { statement: statement({ kind: 'endOfWeek' }) }),
      planInput(friday, { ...twoWeeks, policy: afterDecisionPolicy }),
      planInput(friday, { statement: statement({ kind: 'doNotContact', days: 3 }) }),
    ]
    for (const task of inputs.flatMap((input) => planFollowUps(input).tasks)) {
      const sentences = locales.map((locale) => reasonSentence(task, locale))
      expect(new Set(sentences).size).toBe(locales.length)
      for (const sentence of sentences) {
        expect(sentence).toMatch(/^\p{L}.*\.$/u)
        expect(sentence).not.toMatch(/undefined|null|NaN|\d{4}-\d{2}| {2}/)
      }
    }
  })

  it('is empty where no rule made the task', () => {
    expect(reasonSentence({ rule: null, facts: null }, 'en')).toBe('')
  })
})

describe('titles', () => {
  const tasks = planFollowUps(planInput(friday, twoWeeks)).tasks
  const title = (kind: string, name: string | null, locale: Locale) => {
    const task = tasks.find((one) => one.kind === kind)
    return task && taskTitle(task.kind, task.channel, task.facts, name, locale)
  }

  it.each<[Locale, string[]]>([
    [
      'en',
      [
        'Thank Ana Ruiz by email',
        'Find Ana Ruiz’s email address',
        'Call Ana Ruiz',
        'Call Ana Ruiz before they decide',
        'Ask Ana Ruiz about the decision',
      ],
    ],
    [
      'de',
      [
        'Ana Ruiz per E-Mail danken',
        'Herausfinden, was zu Ana Ruiz fehlt: E-Mail-Adresse',
        'Ana Ruiz anrufen',
        'Ana Ruiz vor der Entscheidung anrufen',
        'Bei Ana Ruiz nach der Entscheidung fragen',
      ],
    ],
    [
      'es',
      [
        'Dar las gracias a Ana Ruiz por correo electrónico',
        'Averiguar los datos de Ana Ruiz: dirección de correo',
        'Llamar a Ana Ruiz',
        'Llamar a Ana Ruiz antes de que decidan',
        'Preguntar a Ana Ruiz por la decisión',
      ],
    ],
    [
      'fr',
      [
        'Remercier Ana Ruiz par e-mail',
        'Trouver les coordonnées d’Ana Ruiz : adresse e-mail',
        'Appeler Ana Ruiz',
        'Appeler Ana Ruiz avant la décision',
        'Demander à Ana Ruiz où en est la décision',
      ],
    ],
  ])('in %s', (locale, expected) => {
    const kinds = ['thank_you', 'obtain_contact', 'follow_up', 'pre_decision_follow_up', 'decision_check']
    expect(kinds.map((kind) => title(kind, 'Ana Ruiz', locale))).toEqual(expected)
  })

  it('without a name', () => {
    expect(title('obtain_contact', null, 'en')).toBe('Find the other interviewer’s email address')
    expect(title('follow_up', ' ', 'en')).toBe('Call the employer')
    expect(title('decision_check', null, 'de')).toBe('Beim Arbeitgeber nach der Entscheidung fragen')
  })
})

describe('cancel reasons', () => {
  it('are sentences in every language', () => {
    for (const code of cancelReasons) {
      const sentences = locales.map((locale) => cancelReasonSentence(code, locale))
      expect(new Set(sentences).size).toBe(locales.length)
      for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.+\.$/u)
    }
  })

  it('a person’s own words are given back', () => {
    expect(cancelReasonSentence('toString', 'en')).toBe('toString')
  })
})
