/**
 * Confirmed violations: a flag and nothing else. Who, what and why stay with the discipline office, so no member
 * here could hold them (domain.md §2, §6.1); what follows from the flag is `restricted`.
 */
import { Closed, Instant, ObjectId } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

export const violationConfirmed = defineEvent({
  type: 'qinglian.discipline.violation-confirmed',
  title: '违纪违法经认定：只有这一标记与时刻，不收人员、事由与处理',
  factKey: ['violation'],
  data: Closed({ violation: ObjectId, at: Instant }),
  example: { violation: 'V-2026-1', at: '2026-05-18T10:00:00+08:00' },
})
