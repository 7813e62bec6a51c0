import type { Store } from '../../../src/db/store.ts'
/** Districts for the tests of figures: the generator's, with units that move as well, and the inner house that shows them. */
import type { ModelConfig } from '../../../src/model/config/loadModelConfig.ts'
import type { House, Told } from '../../support/house.ts'
import type { Fact } from '../truth/facts.ts'
import { createRandom, generateDistrict } from '../../../../mock-data/src/index.ts'
import { loadModelConfig } from '../../../src/model/config/loadModelConfig.ts'
import { wordingOf } from '../../../src/wording.ts'
import { openHouse } from '../../support/house.ts'

export const DAY_MS = 86_400_000

export interface World { readonly events: readonly Fact[], readonly nowMs: number }

/** Types as a bureau may hold them: some by the samples, one optional, one that nobody has configured. */
const TYPES = ['anti_drug', 'integrity', 'neighbourly', 'unconfigured']

const samples = loadModelConfig(undefined)
/** The samples with one optional type. */
export const config: ModelConfig = { ...samples, pledgeTypes: new Map([...samples.pledgeTypes, ['neighbourly', { code: 'neighbourly', name: '睦邻承诺', mandatory: false }]]) }

export function isMandatory(type: string): boolean {
  return config.pledgeTypes.get(type)?.mandatory ?? true
}

/** A small odd district; every number is drawn from the seed. */
export function drawWorld(seed: number): World {
  const random = createRandom(seed).fork('world')
  const districts = random.int(1, 3)
  const { events, units, parents, nowMs } = generateDistrict({
    seed,
    districts,
    stations: random.int(1, 5),
    staffPerStation: [random.int(0, 2), random.int(2, 8)],
    types: random.sample(TYPES, random.int(1, 3)),
    moveShare: 0.3,
    revokeShare: 0.2,
    tasksPerStation: 2,
  })
  const stations = units.filter(unit => unit.startsWith('s'))
  const moved = districts > 1 && random.chance(0.5) ? random.sample(stations, 1).map(unit => movedUnit(unit, { parent: random.pick(units.filter(other => other.startsWith('d') && other !== parents[unit])), sinceMs: nowMs - random.int(1, 90) * DAY_MS })) : []
  return { events: [...events, ...moved], nowMs }
}

function movedUnit(code: string, { parent, sinceMs }: { parent: string, sinceMs: number }): Fact {
  const since = new Date(sinceMs).toISOString()
  return { specversion: '1.0', id: `moved-${code}`, source: '/upstream/personnel', type: 'qinglian.org.unit-declared', subject: code, time: since, data: { code, name: `示例单位 ${code}`, level: 'station', parent, since } }
}

/** An event as the house is told it. */
export function told({ type, ...event }: Pick<Fact, 'id' | 'source' | 'type' | 'subject' | 'time'> & { readonly data: Readonly<Record<string, unknown>> }): Told {
  return { ...event, data: { ...event.data }, type: type.slice('qinglian.'.length) }
}

/** The house after all of the events, at rest. */
export async function houseOf(store: Store, { events, nowMs }: World): Promise<House> {
  const house = await openHouse(store, { now: new Date(nowMs).toISOString(), wording: wordingOf(config) })
  await house.tell(...events.map(told))
  await house.settle()
  return house
}

/** Lets time do its work. */
export async function later(house: House, nowMs: number): Promise<void> {
  await house.at(new Date(nowMs).toISOString())
  house.presenter.forgetQuiet()
  await house.settle()
}
