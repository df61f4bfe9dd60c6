import { change, changeGraph } from '../../graphql/changes.ts'
import type { GraphPart } from '../../graphql/part.ts'
import type { Removing } from '../../platform/removal.ts'
import type { Action } from '../../platform/scope.ts'
import { interviewInputs } from './interviews.inputs.ts'
import { interviewReader } from './interviews.reading.ts'
import { DebriefBody, DecisionBody, InterviewBody, InterviewPatch } from './interviews.schema.ts'
import * as service from './interviews.service.ts'

const shows = { name: 'interview', type: 'Interview', reader: interviewReader }

interface Planned {
  removeInterview: Action<Removing, unknown>
  restoreInterview: Action<Removing, { id: string }>
}

export const interviewChangeGraph = ({ removeInterview, restoreInterview }: Planned): GraphPart =>
  changeGraph(interviewInputs, [
    change({
      name: 'createInterview',
      description:
        'Enters an interview with its participants, topics and what was said about the decision; its plan follows.',
      action: service.createInterview,
      body: InterviewBody,
      to: ({ body }) => body,
      shows,
    }),
    change({
      name: 'updateInterview',
      description: 'Changes an interview. Time, people and outcome plan anew.',
      action: service.changeInterview,
      body: InterviewPatch,
      ids: ['id'],
      version: 'needed',
      to: ({ id, body, check }) => ({ id, patch: body, check }),
      shows,
    }),
    change({
      name: 'debriefInterview',
      description:
        'All that is told after an interview, at once: who was there, what was discussed, said and promised.',
      action: service.debriefInterview,
      body: DebriefBody,
      ids: ['id'],
      version: 'heeded',
      to: ({ id, body, check }) => ({ id, patch: body, check }),
      shows,
    }),
    change({
      name: 'stateTimeline',
      description: 'A new statement of the employer about the decision: it stands from now on.',
      action: service.stateTimeline,
      body: DecisionBody,
      ids: ['interviewId'],
      version: 'heeded',
      to: ({ ids: { interviewId = '' }, body, check }) => ({ id: interviewId, patch: body, check }),
      shows,
      idOf: (_, { ids }) => ids.interviewId ?? '',
    }),
    change({
      name: 'removeInterview',
      description: 'Removes an interview; its open tasks are cancelled. It can be brought back for 30 days.',
      action: removeInterview,
      body: null,
      ids: ['id'],
      version: 'needed',
      to: ({ id, check }) => ({ id, check }),
      shows: null,
      idOf: (_, { id }) => id,
    }),
    change({
      name: 'restoreInterview',
      description: 'Brings an interview back, with exactly the tasks that went along.',
      action: restoreInterview,
      body: null,
      ids: ['id'],
      version: 'heeded',
      to: ({ id, check }) => ({ id, check }),
      shows,
    }),
  ])
