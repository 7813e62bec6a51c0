/** The sample district of one seed and instant, by type, and the seeds over which what always holds is looked at. */
import type { CloudEvent } from '../src/recorder.ts'
import { buildDistrict } from '../src/district/buildDistrict.ts'

export const NOW = '2026-11-23T15:00:00+08:00'
export const SEEDS = ['qinglian', 'a', 'b'] as const

export function sampleYear(seed: string) {
  const { events, standing } = buildDistrict({ seed, now: NOW })
  const byType = Map.groupBy(events, event => event.type.replace('qinglian.', ''))
  return { standing, ofType: (type: string): CloudEvent[] => byType.get(type) ?? [] }
}

export function msOf(value: unknown): number {
  return Date.parse(String(value))
}
