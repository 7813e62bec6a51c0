import { LIST_KINDS } from '@qinglian/shared'
import { describe, expect, it } from 'vitest'
import { msOf, NOW, sampleYear, SEEDS } from '../../test/sampleYear.ts'
import { DAY_MS } from '../calendar.ts'
import { DISTRICT, STATION_CODES } from './units.ts'

describe.each(SEEDS)('the lists of the sample year %s', (seed) => {
  const { ofType, standing } = sampleYear(seed)
  const published = ofType('list.item-published')
  const reviewed = ofType('list.item-reviewed')
  const powers = ofType('list.power-exercised')

  it('are four for everybody, and each station has risk points of its own', () => {
    expect(new Set(published.filter(({ subject }) => subject === DISTRICT).map(({ data }) => data.list))).toEqual(new Set(LIST_KINDS))
    for (const unit of STATION_CODES)
      expect(published.filter(({ subject, data }) => subject === unit && data.list === 'risk_control').length).toBeGreaterThanOrEqual(3)
  })

  it('are mostly reviewed within a year, high risk points within half of one', () => {
    const last = new Map([...published, ...reviewed].map(({ data }) => [data.item, Math.max(...[...published, ...reviewed].filter(event => event.data.item === data.item).map(event => msOf(event.data.at)))]))
    const items = standing.listItems.filter(({ item }) => !item.startsWith('PR-'))
    const inTime = items.filter(({ item }) => {
      const grade = published.findLast(({ data }) => data.item === item)!.data.riskGrade
      return msOf(NOW) - last.get(item)! < (grade === 'high' ? 182 : 365) * DAY_MS
    })
    expect(inTime.length / items.length).toBeGreaterThan(0.75)
  })

  it('name a person only on a sheet, without a word about them', () => {
    const sheets = published.filter(({ data }) => data.staffNo !== undefined)
    expect(sheets.length).toBeGreaterThan(80)
    expect(sheets.filter(({ data }) => data.list !== 'personal_review' || data.basis !== undefined || data.measure !== undefined)).toEqual([])
    expect(new Set(sheets.map(({ data }) => data.name)).size).toBe(1)
    const reviewedSheets = new Set(reviewed.filter(({ data }) => String(data.item).startsWith('PR-')).map(({ data }) => data.item))
    expect(reviewedSheets.size / sheets.length).toBeGreaterThan(0.8)
  })

  it('have few powers beside them, and each of those is looked into', () => {
    expect(powers.length).toBeGreaterThan(1_000)
    const outside = powers.filter(({ data }) => data.insideList === false)
    expect(outside.length).toBeLessThan(20)
    expect(outside.filter(({ data }) => data.item !== undefined)).toEqual([])
    const confirmed = new Set(ofType('list.power-confirmed').map(({ data }) => data.exercise))
    expect(standing.openPowers.map(({ exercise }) => exercise)).toEqual(outside.map(({ data }) => data.exercise).filter(id => !confirmed.has(id)))
  })
})
