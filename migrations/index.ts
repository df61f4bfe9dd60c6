import { Foundation1790000000000 } from './1790000000000-Foundation.ts'
import { Access1795000000000 } from './1795000000000-Access.ts'
import { Accounts1795000001000 } from './1795000001000-Accounts.ts'
import { SecondFactor1795000002000 } from './1795000002000-SecondFactor.ts'
import { OpenIdConnect1795000003000 } from './1795000003000-OpenIdConnect.ts'
import { ContactEmails1795000004000 } from './1795000004000-ContactEmails.ts'
import { Activities1795000005000 } from './1795000005000-Activities.ts'
import { Privacy1795000006000 } from './1795000006000-Privacy.ts'
import { Indexes1795000007000 } from './1795000007000-Indexes.ts'
import { Idempotency1796000000000 } from './1796000000000-Idempotency.ts'
import { CallerNow1797000000000 } from './1797000000000-CallerNow.ts'
import { SecondFactorShown1798000000000 } from './1798000000000-SecondFactorShown.ts'
import { LeanOpening1799000000000 } from './1799000000000-LeanOpening.ts'
import { Removal1800000000000 } from './1800000000000-Removal.ts'
import { RateLimits1801000000000 } from './1801000000000-RateLimits.ts'
import { PasswordsAndLogins1802000000000 } from './1802000000000-PasswordsAndLogins.ts'
import { Webhooks1804000000000 } from './1804000000000-Webhooks.ts'
import { EventPartitions1805000000000 } from './1805000000000-EventPartitions.ts'
import { Sweeps1805000001000 } from './1805000001000-Sweeps.ts'
import { Jobs1805000002000 } from './1805000002000-Jobs.ts'
import { Reminders1806000000000 } from './1806000000000-Reminders.ts'
import { CalendarFeeds1807000000000 } from './1807000000000-CalendarFeeds.ts'
import { ConsentSource1808000000000 } from './1808000000000-ConsentSource.ts'

/** Every migration, oldest first. A released one is never edited. */
export const migrations = [
  Foundation1790000000000,
  Access1795000000000,
  Accounts1795000001000,
  SecondFactor1795000002000,
  OpenIdConnect1795000003000,
  ContactEmails1795000004000,
  Activities1795000005000,
  Privacy1795000006000,
  Indexes1795000007000,
  Idempotency1796000000000,
  CallerNow1797000000000,
  SecondFactorShown1798000000000,
  LeanOpening1799000000000,
  Removal1800000000000,
  RateLimits1801000000000,
  PasswordsAndLogins1802000000000,
  Webhooks1804000000000,
  EventPartitions1805000000000,
  Sweeps1805000001000,
  Jobs1805000002000,
  Reminders1806000000000,
  CalendarFeeds1807000000000,
  ConsentSource1808000000000,
]
