/**
 * The topics of the unit on the wall. Each lives in a `shallowRef`: a value is swapped whole, nothing inside it
 * is reactive. Values stay when the link goes; only another unit clears them.
 */
import type { Subject, Topic } from '@qinglian/shared'
import type { LiveClient, Stop } from './liveClient.ts'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export const useUnitStore = defineStore('unit', () => {
  const unit = shallowRef('')
  /** The server says that no such unit is declared. */
  const isUnknown = shallowRef(false)
  const about = cell('about')
  const supervision = cell('supervision')
  const pledges = cell('pledges')
  const alerts = cell('alerts')
  const stations = cell('stations')
  const feed = cell('feed')
  const sources = cell('sources')
  const cells = [about, supervision, pledges, alerts, stations, feed, sources]

  function follow(client: LiveClient, code: string): Stop {
    unit.value = code
    isUnknown.value = false
    cells.forEach(({ clear }) => clear())
    const onMissing = (): void => {
      isUnknown.value = true
    }
    const stops = [
      client.watch({ unit: code, subject: 'about', onMissing, onTopic: (topic) => {
        isUnknown.value = false
        about.set(topic)
      } }),
      ...[supervision, pledges, alerts, stations, feed, sources].map(({ watch }) => watch(client, code)),
    ]
    return () => stops.forEach(stop => stop())
  }

  return {
    unit,
    isUnknown,
    follow,
    about: about.topic,
    supervision: supervision.topic,
    pledges: pledges.topic,
    alerts: alerts.topic,
    stations: stations.topic,
    feed: feed.topic,
    sources: sources.topic,
  }
})

function cell<S extends Subject>(subject: S) {
  const topic = shallowRef<Topic<S>>()
  const set = (next: Topic<S>): void => {
    topic.value = next
  }
  const clear = (): void => {
    topic.value = undefined
  }
  const watch = (client: LiveClient, unit: string): Stop => client.watch({ unit, subject, onTopic: set })
  return { topic, set, clear, watch }
}
