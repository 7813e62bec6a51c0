/**
 * From parsed events to the answer: judge, write, count. Everything that comes in goes through here, whatever its
 * mode, and so does what is sent again from quarantine.
 *
 * The answer is given after the facts are durable. One request is never half written: where the writer or the store
 * cannot take it, nothing of it is in, and the sender repeats all of it.
 */
import type { IngestAnswer } from '@qinglian/shared'
import type { SourceKey, SourceKeys } from '../../access/sourceKeys.ts'
import type { UnitReach } from '../../access/sourceScope.ts'
import type { Days } from '../../model/calendar/days.ts'
import type { EventWriter, Outcome } from '../statement.ts'
import type { Judgement, Refusal } from './judgeRequest.ts'
import { errorMessage } from '@qinglian/shared'
import { AppError } from '../../errors.ts'
import { WriterBusy } from '../log/writer.ts'
import { judgeRequest } from './judgeRequest.ts'

export interface AdmissionOptions {
  readonly writer: Pick<EventWriter, 'submit'>
  readonly keys: Pick<SourceKeys, 'countDenied'>
  /** The tree of now. */
  readonly tree: () => UnitReach
  readonly clock: () => number
  readonly days: Pick<Days, 'parse'>
  /** Told what became of the events of each request, for the operators' counters. */
  readonly counted?: ((outcome: Outcome | 'refused', events: number) => void) | undefined
}

export interface Arrival {
  readonly events: readonly unknown[]
  readonly key: SourceKey
  /** True where strings may hold characters that cannot be kept. */
  readonly isSuspect: boolean
  /** Told when denials could not be counted; a lost count is no lost fact. */
  readonly onUncounted: (error: unknown) => void
}

export interface Admitted extends IngestAnswer {
  readonly rejected: Refusal[]
}

export type Admit = (arrival: Arrival) => Promise<Admitted>

/** Throws `AppError` `server.busy` or `server.stopping`, and `StoreUnavailable`. */
export function createAdmission({ writer, keys, tree, clock, days, counted }: AdmissionOptions): Admit {
  return async ({ events, key, isSuspect, onUncounted }) => {
    const judgement = judgeRequest(events, { scope: key.scope, tree: tree(), nowMs: clock(), parseDay: days.parse, isSuspect })
    const { statements, refused, denied } = judgement
    const outcomes = statements.length + refused.length === 0 ? [] : await submit(writer, judgement)
    if (denied > 0)
      await keys.countDenied(key, denied).catch(onUncounted)
    const answer = answerOf(judgement, outcomes)
    counted?.('accepted', answer.accepted)
    counted?.('duplicate', answer.duplicate)
    counted?.('conflict', answer.rejected.length - judgement.rejected.length)
    counted?.('refused', judgement.rejected.length)
    return answer
  }
}

async function submit(writer: Pick<EventWriter, 'submit'>, { statements, refused }: Judgement): Promise<Outcome[]> {
  try {
    return await writer.submit({ statements, refused })
  }
  catch (error) {
    if (error instanceof WriterBusy)
      throw new AppError(error.stopping ? 'server.stopping' : 'server.busy', {}, { cause: error })
    throw error
  }
}

function answerOf({ statements, rejected }: Judgement, outcomes: readonly Outcome[]): Admitted {
  const conflicts = statements.filter((_, i) => outcomes[i] === 'conflict').map(conflictOf)
  return {
    accepted: outcomes.filter(outcome => outcome === 'accepted').length,
    duplicate: outcomes.filter(outcome => outcome === 'duplicate').length,
    rejected: conflicts.length === 0 ? [...rejected] : [...rejected, ...conflicts].sort((a, b) => a.index - b.index),
  }
}

function conflictOf({ index, id }: { index: number, id: string }): Refusal {
  return { index, id, code: 'event.conflict', message: errorMessage('event.conflict') }
}
