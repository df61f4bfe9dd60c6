import type { PrivacyWords } from '../inventory.ts'

export const en: PrivacyWords = {
  topics: {
    client: {
      title: 'Clients',
      what: 'Name, mail address, phone number, time zone, language, the position that is looked for, who coaches them, and what they have consented to.',
      why: 'To know whom we look after and how to reach them.',
      erased: 'All of it is removed. A row with an id remains, so that numbers stay right.',
    },
    pipeline: {
      title: 'Applications and interviews',
      what: 'Positions, employers, when interviews were, what was talked about and promised, notes, and what was said about the decision.',
      why: 'To plan the follow-up of each interview.',
      erased:
        'Titles, topics, promises, notes and words are removed. Dates, stages and outcomes remain, without a person.',
    },
    contacts: {
      title: 'People at employers',
      what: 'Name, role, employer, mail address, phone number, how they wish to be reached, and notes.',
      why: 'To thank the right person in the right way.',
      erased:
        'Who is known only through an erased client is erased too. Others are erased when they ask. Employers stay.',
    },
    tasks: {
      title: 'Tasks',
      what: 'What is to be done by when, why, what came of it, and notes about it.',
      why: 'To remind of thank-yous, calls and promises.',
      erased:
        'Titles, notes and reasons are removed, open tasks are cancelled. Kinds, dates and outcomes remain.',
    },
    logins: {
      title: 'Logins',
      what: 'Mail address, a hash of the password, second factors, and for each login when, from which browser and address. Of calendar addresses a hash, and when one was read last.',
      why: 'To let in whom it concerns, and to show people their logins.',
      erased: 'The logins end at once and are deleted. The account goes too, unless it has access elsewhere.',
    },
    mails: {
      title: 'Mails',
      what: 'To whom, when, subject and text of invitations, resets and reminders.',
      why: 'To send them, and to show what was sent.',
      erased: 'Mails to the person are deleted.',
    },
    activities: {
      title: 'Activity log',
      what: 'Who did what when, from where, and what was changed.',
      why: 'To be able to show who saw and changed data.',
      erased: 'That something was done remains; what was changed, names and addresses are removed.',
    },
    events: {
      title: 'Events',
      what: 'What happened to which record and when: ids, kinds and dates, never names or texts.',
      why: 'To tell other programs of changes.',
      erased: 'They remain, since they name nobody.',
    },
    members: {
      title: 'People who work here',
      what: 'Name, mail address, role, language, time zone, and who stands in for whom.',
      why: 'To share the work and to know who may do what.',
      erased: 'Not concerned by erasing a client or contact.',
    },
    organization: {
      title: 'The practice',
      what: 'Name, language, time zone, settings, and keys for other programs (as hashes).',
      why: 'To run the practice.',
      erased: 'Not concerned; a key’s restriction to an erased client is deleted.',
    },
    technical: {
      title: 'What the machine needs',
      what: 'Signing keys, the list of migrations, timers, repeated requests (sealed), and who was erased when, as ids alone.',
      why: 'To run safely, and to erase people again when a backup is restored.',
      erased: 'The id of who was erased is added to the ledger of erasures.',
    },
  },
  kept: {
    untilErased: 'Until somebody erases it.',
    whileMember: 'As long as they work here, and afterwards for the history of what they did.',
    whilePractice: 'As long as the practice is here.',
    technical: 'As long as it is needed; repeated requests for 24 hours.',
    events: 'For ever.',
    mails: 'Until the person is erased.',
  },
  months: (count) => (count === 1 ? '1 month' : `${count} months`),
  days: (count) => (count === 1 ? '1 day' : `${count} days`),
  closedFor: (period) => `Until ${period} after the client was placed or archived.`,
  endedFor: (period) => `A login until ${period} after it ended; the account until it is erased.`,
  olderThan: (period) => `For ${period}.`,
}
