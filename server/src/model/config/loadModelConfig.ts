import type { Static, TSchema } from '@qinglian/shared'
/**
 * The model's numbers, read from files (architecture.md, “Configuration”).
 *
 * Each file comes from the bureau's own folder where it lies there, else from the shipped samples, so that an upgrade
 * never touches what a bureau has set. All files are checked whole; a wrong one stops the start with one error that
 * names every problem by file, line, key and what should stand there. What is returned is frozen.
 */
import type { AlertRule, RuleId } from './alertRules.ts'
import type { DisposalFile } from './disposal.ts'
import type { Indicator, IndicatorCode } from './indicators.ts'
import type { LicenceFile } from './licence.ts'
import type { PledgeType } from './pledgeTypes.ts'
import type { PortraitFile } from './portrait.ts'
import type { WorkdaysFile } from './workdays.ts'
import type { ConfigFile } from './yamlFile.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AlertRulesFile, checkAlertRules } from './alertRules.ts'
import { checkDisposal, DisposalFile as DisposalSchema } from './disposal.ts'
import { checkEvaluation, EvaluationFile } from './evaluation.ts'
import { checkIndicators, IndicatorsFile } from './indicators.ts'
import { checkLicence, LicenceFile as LicenceSchema } from './licence.ts'
import { checkPledgeTypes, PledgeTypesFile } from './pledgeTypes.ts'
import { checkPortrait, PortraitFile as PortraitSchema } from './portrait.ts'
import { checkSources, SourcesFile } from './sources.ts'
import { checkWorkdays, WorkdaysFile as WorkdaysSchema } from './workdays.ts'
import { readConfigText } from './yamlFile.ts'

export interface ModelConfig {
  /** All indicators of this version, in the order of the file. */
  readonly indicators: ReadonlyMap<IndicatorCode, Indicator>
  readonly pledgeTypes: ReadonlyMap<string, PledgeType>
  readonly alertRules: ReadonlyMap<RuleId, AlertRule>
  /** Names of those who have to act, by code. */
  readonly handlers: ReadonlyMap<string, string>
  /** Public names of source systems, by code, and the name for all others. */
  readonly sources: ReadonlyMap<string, string>
  readonly otherSourceName: string
  /** Names of the tags of ratings that are about integrity, by code. */
  readonly integrityTags: ReadonlyMap<string, string>
  readonly workdays: WorkdaysFile
  readonly licence: LicenceFile
  readonly portrait: PortraitFile
  readonly disposal: DisposalFile
  /** Which file each part came from, by its name. */
  readonly files: ReadonlyMap<string, string>
}

/** One or more model files are wrong. The message names every problem, in Chinese. */
export class ModelConfigInvalid extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(['模型配置有误：', ...problems.map(problem => `  ${problem}`)].join('\n'))
    this.name = 'ModelConfigInvalid'
    this.problems = problems
  }
}

export const CONFIG_FILES = {
  indicators: { name: 'indicators.yaml', schema: IndicatorsFile, check: checkIndicators },
  pledgeTypes: { name: 'pledge-types.yaml', schema: PledgeTypesFile, check: checkPledgeTypes },
  alertRules: { name: 'alert-rules.yaml', schema: AlertRulesFile, check: checkAlertRules },
  sources: { name: 'sources.yaml', schema: SourcesFile, check: checkSources },
  evaluation: { name: 'evaluation.yaml', schema: EvaluationFile, check: checkEvaluation },
  workdays: { name: 'workdays.yaml', schema: WorkdaysSchema, check: checkWorkdays },
  licence: { name: 'licence.yaml', schema: LicenceSchema, check: checkLicence },
  portrait: { name: 'portrait.yaml', schema: PortraitSchema, check: checkPortrait },
  disposal: { name: 'disposal.yaml', schema: DisposalSchema, check: checkDisposal },
} as const

export const SHIPPED_CONFIG_DIR = fileURLToPath(new URL('../../../config', import.meta.url))

/** @param dir the bureau's own folder; undefined for the samples alone. @throws ModelConfigInvalid with every problem at once */
export function loadModelConfig(dir: string | undefined): ModelConfig {
  const problems: string[] = []
  const files = new Map<string, string>()
  function read<S extends TSchema>(file: ConfigFile<S>): Static<S> | undefined {
    const found = findFile(file.name, dir)
    files.set(file.name, found.path)
    const result = found.text === undefined ? { problems: [`${found.path} 读不了`] } : readConfigText(file, found.text, found.path)
    if ('value' in result)
      return result.value
    problems.push(...result.problems)
    return undefined
  }
  const indicators = read(CONFIG_FILES.indicators)
  const pledgeTypes = read(CONFIG_FILES.pledgeTypes)
  const alertRules = read(CONFIG_FILES.alertRules)
  const sources = read(CONFIG_FILES.sources)
  const evaluation = read(CONFIG_FILES.evaluation)
  const workdays = read(CONFIG_FILES.workdays)
  const licence = read(CONFIG_FILES.licence)
  const portrait = read(CONFIG_FILES.portrait)
  const disposal = read(CONFIG_FILES.disposal)
  if (indicators === undefined || pledgeTypes === undefined || alertRules === undefined || sources === undefined || evaluation === undefined || workdays === undefined || licence === undefined || portrait === undefined || disposal === undefined)
    throw new ModelConfigInvalid(problems)
  return deepFreeze({
    indicators: new Map(indicators.indicators.map(indicator => [indicator.code, deepFreeze(indicator)])),
    pledgeTypes: new Map(pledgeTypes.pledgeTypes.map(type => [type.code, deepFreeze(type)])),
    alertRules: new Map(alertRules.rules.map(rule => [rule.id, deepFreeze(rule)])),
    handlers: new Map(alertRules.handlers.map(({ code, name }) => [code, name])),
    sources: new Map(sources.sources.map(({ code, name }) => [code, name])),
    otherSourceName: sources.otherName,
    integrityTags: new Map(evaluation.integrityTags.map(({ code, name }) => [code, name])),
    workdays,
    licence,
    portrait,
    disposal,
    files,
  })
}

/** Everything that stands in the files, as one text: equal as long as nothing was edited. */
export function readConfigFiles(dir: string | undefined): string {
  return JSON.stringify(Object.values(CONFIG_FILES).map(({ name }) => findFile(name, dir)))
}

/** The bureau's file, else the shipped one. A file that is there and cannot be read is a problem, not a reason to fall back. */
function findFile(name: string, dir: string | undefined): { path: string, text?: string } {
  for (const folder of dir === undefined ? [SHIPPED_CONFIG_DIR] : [dir, SHIPPED_CONFIG_DIR]) {
    const path = join(folder, name)
    try {
      return { path, text: readFileSync(path, 'utf8') }
    }
    catch (error) {
      if (!isAbsent(error))
        return { path }
    }
  }
  return { path: join(dir ?? SHIPPED_CONFIG_DIR, name) }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(deepFreeze)
  }
  return value
}
