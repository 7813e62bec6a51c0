import type { AlertState } from '@qinglian/shared'
import { ALERT_STATES } from '@qinglian/shared'
import { expect, it } from 'vitest'
import { disposalFlow, openAlerts } from './disposalFlow.ts'

function byState(counts: Partial<Record<AlertState, number>>) {
  return { ...Object.fromEntries(ALERT_STATES.map(state => [state, 0])) as Record<AlertState, number>, ...counts }
}

it('counts every state of the disposal in exactly one step; what left the system in none', () => {
  const stepsOf = (state: AlertState) => disposalFlow(byState({ [state]: 1 })).filter(node => node.count === 1).map(node => node.step)
  expect(Object.fromEntries(ALERT_STATES.map(state => [state, stepsOf(state)]))).toEqual({
    triage: ['assign'],
    assigned: ['assign'],
    signed: ['sign'],
    verifying: ['verify'],
    rectifying: ['rectify'],
    reported: ['review'],
    review: ['review'],
    not_substantiated: ['review'],
    closed: ['close'],
    written_off: ['writeOff'],
    suspended: [],
    transferred: [],
    merged: [],
    cancelled: [],
  })
})

it('sets 办结 and 销号 apart from the steps that still ask for somebody', () => {
  expect(disposalFlow(byState({})).filter(node => node.isDone).map(node => node.step)).toEqual(['close', 'writeOff'])
})

it('adds up the open alerts of all severities', () => {
  expect(openAlerts({ blue: 2, yellow: 3, orange: 1, red: 4 })).toBe(10)
})
