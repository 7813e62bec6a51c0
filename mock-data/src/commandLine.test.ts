import { describe, expect, it } from 'vitest'
import { readCommand, UsageError } from './commandLine.ts'

it('reads a whole command', () => {
  const command = readCommand(['simulate', '--url', 'http://127.0.0.1:9000', '--key', 'k', '--key-party', 'p', '--seed', 's', '--speed', '0.5', '--bad-share', '0', '--now', '2026-11-23T15:00:00+08:00', '--state', 'f.json'], {})
  expect(command).toEqual({ name: 'simulate', url: 'http://127.0.0.1:9000', key: 'k', keys: { party: 'p' }, seed: 's', speed: 0.5, badShare: 0, nowMs: Date.parse('2026-11-23T15:00:00+08:00'), state: 'f.json' })
})

it('fills in what a demonstration wants, and takes the key from the environment', () => {
  expect(readCommand(['load'], { QINGLIAN_INGEST_KEY: 'from-env' })).toMatchObject({ name: 'load', url: 'http://127.0.0.1:8686', key: 'from-env', seed: 'qinglian', speed: 60, badShare: 0.01, nowMs: undefined })
})

it('helps', () => {
  expect(readCommand(['--help'], {})).toBe('help')
})

describe('says what is wrong and with which option', () => {
  it.each([
    [[], 'load or simulate'],
    [['load', 'twice'], 'load twice'],
    [['load'], '--key'],
    [['load', '--key', 'k', '--url', 'localhost:8686'], '--url'],
    [['load', '--key', 'k', '--now', '2026-11-23 15:00'], '--now'],
    [['simulate', '--key', 'k', '--speed', 'fast'], '--speed'],
    [['simulate', '--key', 'k', '--bad-share', '-1'], '--bad-share'],
    [['simulate', '--key', 'k', '--bad-share', '1'], '--bad-share'],
    [['simulate', '--key', 'k', '--sped', '1'], '--sped'],
  ])('%j', (argv, word) => {
    expect(() => readCommand(argv, {})).toThrow(UsageError)
    expect(() => readCommand(argv, {})).toThrow(word)
  })
})
