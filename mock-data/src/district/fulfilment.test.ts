import { expect, it } from 'vitest'
import { msOf, sampleYear, SEEDS } from '../../test/sampleYear.ts'

it.each(SEEDS)('campaigns of the sample year %s are reviewed after their deadline by the unit that opened them', (seed) => {
  const { ofType } = sampleYear(seed)
  const campaigns = new Map(ofType('pledge.campaign-opened').map(event => [event.data.campaign, event]))
  const reviews = ofType('pledge.fulfilment-reviewed')
  expect(reviews.length).toBeGreaterThanOrEqual(2)
  for (const { subject, data } of reviews) {
    const campaign = campaigns.get(data.campaign)!
    expect(subject).toBe(campaign.subject)
    expect(msOf(data.heldAt)).toBeGreaterThan(msOf(campaign.data.dueAt))
  }
})
