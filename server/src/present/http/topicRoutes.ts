/** `GET /api/v1/topics/{name}`: the same state as the live push (contract.md §3). */
import type { Audience, TSchema } from '@qinglian/shared'
import type { AllowedAudience } from '../../access/audience.ts'
import type { TopicFeed, TopicReader } from '../live/topicReader.ts'
import type { HttpApp } from './server.ts'
import { AUDIENCES, ErrorBody, grantedAudience, OneOf, Optional, Topic, Type } from '@qinglian/shared'
import { AppError } from '../../errors.ts'
import { topicText } from '../live/wireTopic.ts'
import { isKnownTag } from './etag.ts'

export interface TopicRoutesOptions {
  readonly topics: TopicReader
  readonly feed: Pick<TopicFeed, 'epoch'>
  readonly allowedAudience: AllowedAudience
}

const PREFIX = '/api/v1/topics/'
const AudienceQuery = Type.Object({ audience: Optional(OneOf(AUDIENCES, { description: '要看的受众，默认 public；给出的是所求与所许之低者' })) })

/** For the description only: what is sent is text already. */
const ANSWERS: Record<string, TSchema> = { 200: Topic, 304: Type.Null({ description: '与 If-None-Match 所指相同' }), 404: ErrorBody }

export function topicRoutes(app: HttpApp, { topics, feed, allowedAudience }: TopicRoutesOptions): void {
  app.get(`${PREFIX}*`, {
    schema: {
      summary: '一个主题的现值',
      description: '与实时推送同一状态。ETag 为 `"<epoch>-<audience>-<rev>"`；带 If-None-Match 而未变时答 304。',
      tags: ['主题'],
      security: [],
      querystring: AudienceQuery,
      response: ANSWERS,
    },
  }, async (request, reply) => {
    const allowed = allowedAudience({ headers: request.headers })
    const audience: Audience = grantedAudience(request.query.audience ?? 'public', allowed)
    const topic = await topics.read(nameIn(request.url), audience)
    if (topic === undefined)
      throw new AppError('topic.unknown')
    const tag = `"${feed.epoch()}-${audience}-${topic.rev}"`
    reply.headers({ 'etag': tag, 'vary': 'Cookie, Authorization', 'cache-control': 'no-cache' })
    if (isKnownTag(request.headers['if-none-match'], tag))
      return reply.code(304).send()
    return reply.type('application/json; charset=utf-8').send(topicText(topic))
  })
}

/** The name as it stands in the address: nothing is decoded, so one topic has one address and `%2e` is no name. */
function nameIn(url: string): string {
  const end = url.indexOf('?')
  return url.slice(PREFIX.length, end === -1 ? undefined : end)
}
