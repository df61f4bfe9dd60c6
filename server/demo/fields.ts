/** What people of a trade apply for, and talk and promise about. */
export interface Field {
  titles: readonly string[]
  topics: readonly string[]
  promises: readonly string[]
}

export const fields = {
  software: {
    titles: ['Backend Engineer', 'Platform Engineer', 'QA Lead', 'Data Engineer', 'Engineering Manager'],
    topics: [
      'moving the billing service to PostgreSQL',
      'how the on-call rota is shared',
      'code review across two time zones',
      'the outage in spring and what changed since',
      'mentoring two junior engineers',
      'test coverage of the checkout',
    ],
    promises: ['Link to the migration write-up', 'Code sample of the rate limiter'],
  },
  health: {
    titles: ['Registered Nurse', 'Clinic Coordinator', 'Physical Therapist', 'Patient Services Manager'],
    topics: [
      'night shifts and handover at seven',
      'the new intake form',
      'bilingual patients at the front desk',
      'training on the records system',
      'wound care certification',
      'staffing of the weekend clinic',
    ],
    promises: ['Copy of the state license', 'Two references from the ward'],
  },
  finance: {
    titles: ['Financial Analyst', 'Senior Accountant', 'Compliance Officer', 'Branch Manager'],
    topics: [
      'closing the books in four days',
      'the audit findings of last year',
      'forecasting for the retail branches',
      'moving reports out of spreadsheets',
      'working with the regulator',
      'the loan approval backlog',
    ],
    promises: ['Sample of a variance report', 'Certificate of the CPA exam'],
  },
  education: {
    titles: ['Academic Advisor', 'Math Teacher', 'Program Coordinator', 'Instructional Designer'],
    topics: [
      'advising first-generation students',
      'the move to project work in grade nine',
      'evening courses for adults',
      'parents’ evenings in two languages',
      'retention in the first semester',
      'the reading room that is to reopen',
    ],
    promises: ['Sample lesson plan', 'Syllabus of the evening course'],
  },
  logistics: {
    titles: ['Operations Planner', 'Warehouse Supervisor', 'Fleet Coordinator', 'Supply Chain Analyst'],
    topics: [
      'the second shift at the depot',
      'late trucks on Mondays',
      'safety walks every morning',
      'the new scanner software',
      'seasonal hiring before the holidays',
      'returns that wait for a week',
    ],
    promises: ['Forklift instructor certificate', 'Spreadsheet of the route savings'],
  },
  marketing: {
    titles: ['Brand Designer', 'Content Strategist', 'Marketing Manager', 'Communications Lead'],
    topics: [
      'the relaunch of the website',
      'measuring a campaign without cookies',
      'working with freelance illustrators',
      'a tone of voice for four languages',
      'the newsletter and who still reads it',
      'the budget for next year',
    ],
    promises: ['Portfolio as a PDF', 'Case study of the spring campaign'],
  },
} as const satisfies Record<string, Field>

export type FieldName = keyof typeof fields
