import { expect, it } from 'vitest'
import { parseTopicName, SUBJECTS, topicName } from './catalogue.ts'

it.each(SUBJECTS)('the name of %s says its unit and subject', (subject) => {
  expect(parseTopicName(topicName('wuchang-2', subject))).toEqual({ unit: 'wuchang-2', subject })
})

it.each([
  '',
  'unit',
  'unit/a',
  'unit/a/',
  'unit//about',
  'unit/a/nothing',
  'unit/a/constructor',
  'unit/a/__proto__',
  'unit/a/About',
  'unit/A/about',
  'unit/-a/about',
  `unit/${'a'.repeat(41)}/about`,
  'unit/a/about/',
  'unit/a/about\n',
  ' unit/a/about',
  'unit/a/b/about',
  'unit/武昌/about',
  'units/a/about',
])('"%s" names no topic', (name) => {
  expect(parseTopicName(name)).toBeUndefined()
})
