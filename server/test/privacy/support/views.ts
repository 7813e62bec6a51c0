/** A world as the house shows it at one instant, beside the truth about it. */
import type { Audience, Subject, TopicValues } from '@qinglian/shared'
import type { House } from '../../support/house.ts'
import type { Truth } from '../truth/figures.ts'
import type { Shown } from '../truth/published.ts'
import type { World } from './worlds.ts'
import { SUBJECTS, topicName } from '@qinglian/shared'
import { createAlertEngine } from '../../../src/model/alerts/alertEngine.ts'
import { createWorkingDays } from '../../../src/model/calendar/workingDays.ts'
import { coverageByCampaign } from '../../../src/model/pledges/duties.ts'
import { sqliteSource } from '../../support/sqliteSource.ts'
import { truthOf } from '../truth/figures.ts'
import { figuresOn } from '../truth/published.ts'
import { config, houseOf, isMandatory, told } from './worlds.ts'

export interface View {
  readonly truth: Truth
  readonly topic: <S extends Subject>(unit: string, subject: S, audience: Audience) => TopicValues[S]
}

/** Opens a house on the world, lets `look` see it, and clears it away. */
export async function inHouse<T>(world: World, look: (house: House) => Promise<T>): Promise<T> {
  const database = await sqliteSource().create()
  const house = await houseOf(await database.open(), world)
  try {
    return await look(house)
  }
  finally {
    await house.store.close()
    await database.remove()
  }
}

export async function viewOf(house: House, { events }: Pick<World, 'events'>): Promise<View> {
  const truth = truthOf(events, house.now(), isMandatory)
  const topics = new Map<string, unknown>()
  for (const unit of truth.codes) {
    for (const subject of SUBJECTS) {
      for (const audience of ['public', 'internal'] as const)
        topics.set(`${audience} ${topicName(unit, subject)}`, await house.topic(unit, subject, audience))
    }
  }
  return { truth, topic: <S extends Subject>(unit: string, subject: S, audience: Audience) => topics.get(`${audience} ${topicName(unit, subject)}`) as TopicValues[S] }
}

/** Every pledge figure on the public topics, hidden ones too. */
export function figuresIn({ truth, topic }: View): Shown[] {
  return figuresOn({ pledges: unit => topic(unit, 'pledges', 'public'), stations: unit => topic(unit, 'stations', 'public') }, truth, isMandatory)
}

/** Lets the alert engine look once, as it does each minute. */
export async function raiseAlerts(house: House): Promise<void> {
  const engine = createAlertEngine({
    store: house.store,
    config,
    org: house.org,
    clock: house.now,
    workingDays: createWorkingDays(house.days, config.workdays),
    coverage: (db, unit, atMs) => coverageByCampaign(unit, { db, org: house.org.current(), atMs }),
    log: { error(details, message) {
      throw new Error(message, { cause: details })
    } },
    record: async statements => void await house.tell(...statements.map(told)),
  })
  await engine.tick()
  house.presenter.forgetQuiet()
  await house.settle()
}
