import { oneOf, rowColumns, tenantColumns, written } from './checks.ts'

const outcomes = ['next_round', 'offer', 'rejected', 'withdrawn']
const kinds = [
  ...['thank_you', 'obtain_contact', 'follow_up', 'pre_decision_follow_up', 'decision_check'],
  ...['promise', 'keep_searching', 'custom'],
]
const statuses = ['blocked', 'scheduled', 'due', 'overdue', 'done', 'skipped', 'cancelled']

/**
 * Client and employer are repeated down the line and stand in the foreign keys, so that an interview can not have
 * a participant of another employer, nor a task an interview of another client, whatever the code does.
 */
export const workTables = `
CREATE TABLE opportunity (${tenantColumns},
  client_id uuid NOT NULL,
  employer_id uuid NOT NULL,
  title text NOT NULL,
  stage text NOT NULL DEFAULT 'interested',
  cold_since date,
  deleted_at timestamptz(3),
  ${rowColumns},
  UNIQUE (organization_id, id, client_id, employer_id),
  UNIQUE (organization_id, id, client_id),
  FOREIGN KEY (organization_id, client_id) REFERENCES client (organization_id, id),
  FOREIGN KEY (organization_id, employer_id) REFERENCES employer (organization_id, id),
  ${written('opportunity', 'title', 200)},
  ${oneOf('opportunity', 'stage', ['interested', 'applied', 'interviewing', 'offer', 'accepted', 'rejected', 'withdrawn'])}
);
CREATE INDEX opportunity_client ON opportunity (organization_id, client_id, created_at, id);
CREATE INDEX opportunity_employer ON opportunity (organization_id, employer_id);

CREATE TABLE interview (${tenantColumns},
  opportunity_id uuid NOT NULL,
  client_id uuid NOT NULL,
  employer_id uuid NOT NULL,
  starts_at timestamptz(3) NOT NULL,
  duration_minutes integer NOT NULL CONSTRAINT interview_duration CHECK (duration_minutes BETWEEN 1 AND 1440),
  time_zone text NOT NULL,
  format text NOT NULL,
  round integer NOT NULL DEFAULT 1 CONSTRAINT interview_round CHECK (round BETWEEN 1 AND 99),
  status text NOT NULL DEFAULT 'planned',
  outcome text,
  topics text[] NOT NULL DEFAULT '{}',
  promises text[] NOT NULL DEFAULT '{}',
  notes text,
  decision_date date,
  policy_id uuid NOT NULL,
  policy_version integer NOT NULL,
  deleted_at timestamptz(3),
  ${rowColumns},
  UNIQUE (organization_id, id, employer_id),
  UNIQUE (organization_id, id, client_id),
  FOREIGN KEY (organization_id, opportunity_id, client_id, employer_id)
    REFERENCES opportunity (organization_id, id, client_id, employer_id),
  ${oneOf('interview', 'format', ['phone', 'video', 'onsite'])},
  ${oneOf('interview', 'status', ['planned', 'held', 'cancelled', 'no_show'])},
  ${oneOf('interview', 'outcome', outcomes)}
);
CREATE INDEX interview_start ON interview (organization_id, starts_at, id);
CREATE INDEX interview_opportunity ON interview (organization_id, opportunity_id, starts_at);
CREATE INDEX interview_client ON interview (organization_id, client_id, starts_at);

CREATE TABLE participant (
  organization_id uuid NOT NULL REFERENCES organization (id),
  interview_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  employer_id uuid NOT NULL,
  position integer NOT NULL,
  PRIMARY KEY (organization_id, interview_id, contact_id),
  FOREIGN KEY (organization_id, interview_id, employer_id) REFERENCES interview (organization_id, id, employer_id),
  FOREIGN KEY (organization_id, contact_id, employer_id) REFERENCES contact (organization_id, id, employer_id)
);
CREATE INDEX participant_contact ON participant (organization_id, contact_id);

CREATE TABLE timeline_statement (
  organization_id uuid NOT NULL REFERENCES organization (id),
  id uuid NOT NULL DEFAULT new_id(),
  interview_id uuid NOT NULL,
  position integer NOT NULL,
  kind text NOT NULL,
  date date,
  days integer,
  stated_at timestamptz(3),
  stated_by uuid,
  words text,
  recorded_by uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT app_now(),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, interview_id) REFERENCES interview (organization_id, id),
  FOREIGN KEY (organization_id, stated_by) REFERENCES contact (organization_id, id),
  ${oneOf('timeline_statement', 'kind', ['byDate', 'endOfWeek', 'within', 'unknown', 'doNotContact'])},
  CONSTRAINT timeline_statement_date CHECK (CASE kind WHEN 'byDate' THEN date IS NOT NULL WHEN 'doNotContact' THEN true ELSE date IS NULL END),
  CONSTRAINT timeline_statement_days CHECK ((kind = 'within') = (days IS NOT NULL) AND days BETWEEN 0 AND 366)
);
CREATE UNIQUE INDEX timeline_statement_order ON timeline_statement (organization_id, interview_id, position);

CREATE TABLE task (${tenantColumns},
  client_id uuid NOT NULL,
  opportunity_id uuid,
  interview_id uuid,
  contact_id uuid,
  coach_id uuid NOT NULL,
  kind text NOT NULL,
  channel text NOT NULL DEFAULT 'none',
  status text NOT NULL DEFAULT 'scheduled',
  title text,
  due_at timestamptz(3) NOT NULL,
  overdue_at timestamptz(3),
  original_due_at timestamptz(3) NOT NULL,
  snooze_count integer NOT NULL DEFAULT 0,
  completed_at timestamptz(3),
  outcome text,
  note text,
  slot text,
  rule text,
  facts jsonb,
  statement_key text,
  cancel_reason text,
  moved_by_hand boolean NOT NULL DEFAULT false,
  due_fired_for timestamptz(3),
  overdue_fired_for timestamptz(3),
  undo jsonb,
  ${rowColumns},
  FOREIGN KEY (organization_id, client_id) REFERENCES client (organization_id, id),
  FOREIGN KEY (organization_id, opportunity_id, client_id) REFERENCES opportunity (organization_id, id, client_id),
  FOREIGN KEY (organization_id, interview_id, client_id) REFERENCES interview (organization_id, id, client_id),
  FOREIGN KEY (organization_id, contact_id) REFERENCES contact (organization_id, id),
  FOREIGN KEY (organization_id, coach_id) REFERENCES member (organization_id, id),
  ${oneOf('task', 'kind', kinds)},
  ${oneOf('task', 'channel', ['card', 'email', 'phone', 'none'])},
  ${oneOf('task', 'status', statuses)},
  ${written('task', 'title', 300)},
  CONSTRAINT task_overdue_after_due CHECK (overdue_at > due_at),
  CONSTRAINT task_blocked_never_overdue CHECK (status <> 'blocked' OR overdue_at IS NULL),
  CONSTRAINT task_done_has_moment CHECK ((status = 'done') = (completed_at IS NOT NULL)),
  CONSTRAINT task_cancelled_has_reason CHECK (status <> 'cancelled' OR cancel_reason IS NOT NULL),
  CONSTRAINT task_custom_has_title CHECK (kind <> 'custom' OR title IS NOT NULL),
  CONSTRAINT task_derived_has_rule CHECK ((slot IS NULL) = (rule IS NULL))
);
CREATE UNIQUE INDEX task_slot ON task (organization_id, interview_id, slot) WHERE interview_id IS NOT NULL AND slot IS NOT NULL;
CREATE UNIQUE INDEX task_keep_searching ON task (organization_id, client_id)
  WHERE kind = 'keep_searching' AND status IN ('scheduled', 'due', 'overdue');
CREATE INDEX task_interview ON task (organization_id, interview_id, due_at, id) WHERE interview_id IS NOT NULL;
CREATE INDEX task_opportunity ON task (organization_id, opportunity_id, due_at, id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX task_contact ON task (organization_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX task_due ON task (organization_id, due_at, id);
CREATE INDEX task_created ON task (organization_id, created_at, id);
CREATE INDEX task_client ON task (organization_id, client_id, status, due_at);
CREATE INDEX task_coach ON task (organization_id, coach_id, status, due_at, id);
CREATE INDEX task_sweep_due ON task (due_at) WHERE status = 'scheduled';
CREATE INDEX task_sweep_overdue ON task (overdue_at) WHERE status = 'due';

-- The outbox. xid is the transaction that wrote the row, for readers that must not miss a late commit.
CREATE TABLE event (
  organization_id uuid NOT NULL REFERENCES organization (id),
  id uuid NOT NULL DEFAULT new_id(),
  type text NOT NULL CONSTRAINT event_type_written CHECK (type ~ '^[a-z]+[.][a-z_]+$'),
  subject_id uuid NOT NULL,
  client_id uuid,
  moment timestamptz(3),
  data jsonb NOT NULL DEFAULT '{}',
  actor_kind text NOT NULL,
  actor_id uuid,
  occurred_at timestamptz(3) NOT NULL DEFAULT app_now(),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (organization_id, id),
  ${oneOf('event', 'actor_kind', ['member', 'client', 'job'])},
  CONSTRAINT event_of_time_has_moment CHECK (type NOT IN ('task.due', 'task.overdue') OR moment IS NOT NULL)
);
CREATE UNIQUE INDEX event_of_time_once ON event (organization_id, subject_id, type, moment)
  WHERE type IN ('task.due', 'task.overdue');
CREATE INDEX event_subject ON event (organization_id, subject_id, occurred_at);
CREATE INDEX event_client ON event (organization_id, client_id, occurred_at) WHERE client_id IS NOT NULL;
CREATE INDEX event_xid ON event (organization_id, xid, id);
`
