import type { UnitEntry } from '@qinglian/shared'
import { EVENT_BY_TYPE } from '@qinglian/shared'
import { describe, expect, it } from 'vitest'
import { connectSource, declareUnits } from './firstHour.ts'
import { unitGroups } from './unitGroups.ts'

const TIME = '2026-09-11T02:32:00.000Z'
const unit = (code: string, parent: string | null): UnitEntry => ({ code, name: code, shortName: code, level: 'station', parent, pilot: false })

/** The events that a shell would send. */
function eventsOf(command: string): { id: string, type: string, time: string, data: Record<string, unknown> }[] {
  return JSON.parse(/-d '([\s\S]+)'$/.exec(command)![1]!)
}

describe.each([['declareUnits', declareUnits], ['connectSource', connectSource]])('the command of %s', (_, write) => {
  const command = write('http://wall.local:8686', TIME)

  it('goes to the server that the page came from, with the key from the environment', () => {
    expect(command).toContain('curl http://wall.local:8686/api/v1/events ')
    expect(command).toContain('-H "Authorization: Bearer $QINGLIAN_INGEST_KEY"')
  })

  it('states events of the catalogue with members that their schemas know', () => {
    for (const event of eventsOf(command)) {
      const definition = EVENT_BY_TYPE.get(event.type)
      expect(Object.keys(definition?.data.properties ?? {})).toEqual(expect.arrayContaining(Object.keys(event.data)))
      expect(Object.keys(event.data)).toEqual(expect.arrayContaining([...definition?.data.required ?? []]))
      expect(event.time).toBe(TIME)
    }
  })

  it('states anew, and conflicts with nothing, when the page is opened again later', () => {
    const later = eventsOf(write('http://wall.local:8686', '2026-09-11T02:33:00.000Z'))
    const ids = new Set([...eventsOf(command), ...later].map(event => event.id))
    expect(ids.size).toBe(later.length * 2)
  })
})

describe('the list of walls', () => {
  it('puts units under their parent, level by level', () => {
    const groups = unitGroups([unit('city', null), unit('east', 'city'), unit('a', 'east'), unit('b', 'east')])
    expect(groups.map(group => [group.head?.code, group.members.map(member => member.code)])).toEqual([['city', ['east']], ['east', ['a', 'b']]])
  })

  it('loses no unit whose parent is not declared', () => {
    const groups = unitGroups([unit('a', 'nowhere'), unit('b', null)])
    expect(groups).toEqual([{ head: undefined, members: [unit('a', 'nowhere'), unit('b', null)] }])
  })
})
