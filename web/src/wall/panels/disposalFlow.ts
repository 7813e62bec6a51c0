/**
 * The disposal of alerts as seven steps a passer-by can follow (domain.md §5.1). 办结 and 销号 stand apart: a
 * closed alert still waits for its effect to be confirmed.
 */
import type { AlertState, AlertsTopic, Severity } from '@qinglian/shared'
import { FINAL_ALERT_STATES } from '@qinglian/shared'

export type FlowStep = 'assign' | 'sign' | 'verify' | 'rectify' | 'review' | 'close' | 'writeOff'

const STATES_OF: Record<FlowStep, readonly AlertState[]> = {
  assign: ['triage', 'assigned'],
  sign: ['signed'],
  verify: ['verifying'],
  rectify: ['rectifying'],
  review: ['reported', 'review', 'not_substantiated'],
  close: ['closed'],
  writeOff: ['written_off'],
}
const STEPS: readonly FlowStep[] = ['assign', 'sign', 'verify', 'rectify', 'review', 'close', 'writeOff']

export interface FlowNode { step: FlowStep, count: number, isDone: boolean }

export function disposalFlow(byState: AlertsTopic['byState']): FlowNode[] {
  return STEPS.map(step => ({
    step,
    count: STATES_OF[step].reduce((sum, state) => sum + byState[state], 0),
    isDone: STATES_OF[step].every(state => FINAL_ALERT_STATES.includes(state)),
  }))
}

/** Worst first, as they are read. */
export const WORST_FIRST: readonly Severity[] = ['red', 'orange', 'yellow', 'blue']

export function openAlerts(open: AlertsTopic['open']): number {
  return WORST_FIRST.reduce((sum, severity) => sum + open[severity], 0)
}
