import type { Block, Letter } from '../mail/mail.letter.ts'
import { actMark, unsubscribeMark, withoutMarks } from '../mail/mail.links.ts'
import type { DigestContent } from './reminders.digest.ts'
import type { Reader } from './reminders.people.ts'
import type { Told } from './reminders.tasks.ts'
import { type ReminderWords, reminderWords } from './reminders.words.ts'

/** What is said of a task under its title. */
const around = ({ client, position, employer }: Told, words: ReminderWords): string =>
  [client, position && employer ? words.at(position, employer) : null].filter(Boolean).join(' · ')

const lines = (...all: (string | null)[]): string[] => all.filter((line): line is string => Boolean(line))

/** About what has just fallen due, each with a link to act by; `more` are not named. */
export function dueLetter(
  reader: Reader,
  tasks: readonly (Told & { reminderId: string })[],
  more: number,
  publicUrl: string,
): Letter {
  const words = reminderWords[reader.locale]
  const [first] = tasks
  const count = tasks.length + more
  const single = first && count === 1 ? first : null
  return {
    subject: single
      ? single.client
        ? words.nowDueFor(single.client, single.title)
        : words.nowDue(single.title)
      : words.manyDue(count),
    preheader: single ? single.reason : tasks.map(({ title }) => title).join(' · '),
    blocks: [
      ...tasks.map(
        (task): Block => ({
          kind: 'item',
          title: task.title,
          late: task.late,
          lines: lines(around(task, words), task.reason),
          link: { label: words.act, href: actMark(task.reminderId) },
        }),
      ),
      ...(more > 0 ? [{ kind: 'text' as const, text: words.more(more) }] : []),
      { kind: 'button', label: words.open, href: `${publicUrl}/` },
    ],
    footer: footer(reader, words, publicUrl),
  }
}

/** A digest names so many of each, and says how many more there are. */
const mostNamed = 10

/** What the day holds. */
export function digestLetter(
  reader: Reader,
  day: string,
  content: DigestContent & { begins: Date },
  publicUrl: string,
): Letter {
  const words = reminderWords[reader.locale]
  const time = formatter(words.tag, reader.timeZone, { hour: '2-digit', minute: '2-digit' })
  const moment = formatter(words.tag, reader.timeZone, { weekday: 'short', day: 'numeric', month: 'short' })
  const date = formatter(words.tag, 'UTC', { weekday: 'long', day: 'numeric', month: 'long' })
  const counted = (['overdue', 'today', 'interviews', 'tomorrow'] as const).filter(
    (part) => content[part].length > 0,
  )
  const parts = counted.map((part) => words[part](content[part].length))
  const taskItem =
    (note: (task: Told) => string | null) =>
    (task: Told): Block => ({
      kind: 'item',
      title: task.title,
      late: task.late,
      lines: lines(around(task, words), note(task)),
    })
  return {
    subject: `${date(new Date(`${day}T12:00:00Z`))}: ${parts.join(', ')}`,
    preheader:
      [...content.overdue, ...content.today].map(({ title }) => title).join(' · ') || parts.join(', '),
    blocks: [
      ...section(
        words,
        words.headings.overdue,
        content.overdue.map(taskItem(({ dueAt }) => words.lateSince(moment(dueAt)))),
      ),
      ...section(
        words,
        words.headings.today,
        content.today.map(
          taskItem(({ dueAt }) => (dueAt < content.begins ? words.lateSince(moment(dueAt)) : time(dueAt))),
        ),
      ),
      ...section(
        words,
        words.headings.interviews,
        content.interviews.map(
          ({ startsAt, client, position, employer }): Block => ({
            kind: 'item',
            title: lines(time(startsAt), client).join(' · '),
            lines: [words.at(position, employer)],
          }),
        ),
      ),
      ...section(words, words.headings.tomorrow, content.tomorrow.map(taskItem(({ dueAt }) => time(dueAt)))),
      { kind: 'button', label: words.open, href: `${publicUrl}/` },
    ],
    footer: footer(reader, words, publicUrl),
  }
}

function section(words: ReminderWords, title: string, items: readonly Block[]): Block[] {
  if (items.length === 0) return []
  const more = items.length - mostNamed
  return [
    { kind: 'heading', text: title },
    ...items.slice(0, mostNamed),
    ...(more > 0 ? [{ kind: 'text' as const, text: words.more(more) }] : []),
  ]
}

const footer = (reader: Reader, words: ReminderWords, publicUrl: string): Block[] => [
  { kind: 'text', text: words.why(withoutMarks(reader.organization)) },
  { kind: 'link', label: words.change, href: `${publicUrl}/settings/account` },
  { kind: 'link', label: words.unsubscribe, href: unsubscribeMark },
]

const formatter = (tag: string, timeZone: string, options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat(tag, { ...options, timeZone })
  return (at: Date): string => format.format(at)
}
