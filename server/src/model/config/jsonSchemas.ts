/** The JSON Schemas of the model files, for editors and the reference pages. Shipped in `server/config/schemas`. */
import { CONFIG_FILES } from './loadModelConfig.ts'

/** @returns file name of each schema and its text. */
export function configJsonSchemas(): { name: string, text: string }[] {
  return Object.values(CONFIG_FILES).map(({ name, schema }) => ({
    name: name.replace('.yaml', '.schema.json'),
    text: `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: name, ...schema }, null, 2)}\n`,
  }))
}
