import { EVENTS } from '@qinglian/shared'
import { expect, it } from 'vitest'
import { eventDomains } from './eventDomains.ts'
import { eventsPage } from './eventsPage.ts'

const page = eventsPage()
/** As GitHub makes them: small letters, blanks to hyphens, and of the rest letters, digits, hyphens and underscores only. */
const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(' ', '-').replaceAll(/[^\p{L}\p{N}_-]/gu, ''))

it('each link within the page leads to one heading', () => {
  const targets = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(match => match[1] ?? '')
  expect(targets.length).toBeGreaterThan(EVENTS.length / 2)
  expect(targets.filter(target => anchors.filter(anchor => anchor === target).length !== 1)).toEqual([])
})

it('each event stands under its domain, and each domain stands once', () => {
  const domains = eventDomains(EVENTS)
  expect(new Set(domains.map(({ title }) => title)).size).toBe(domains.length)
  expect(domains.flatMap(({ events }) => events)).toHaveLength(EVENTS.length)
  expect(domains.find(({ name }) => name === 'visit')).toMatchObject({ title: '廉政家访', events: [{ type: 'qinglian.visit.made' }, { type: 'qinglian.visit.followed-up' }] })
})

it('a domain of which the page knows nothing is told by its name', () => {
  expect(() => eventDomains([{ ...EVENTS[0]!, type: 'qinglian.weather.changed' }])).toThrow('qinglian.weather.*')
})

it('says what a record may hold, and where nothing may stand twice', () => {
  expect(page).toMatch(/^\| `dimensions` \| 对象，每个成员为整数 \| 必填 \| .*至多 20 个成员；名为 `.+`；每个 1 至 5 \|$/m)
  expect(page).toMatch(/^\| `attended` \|.*至多 2000 项，不重复；/m)
})
