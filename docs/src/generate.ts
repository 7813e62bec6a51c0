/** `npm run docs`: writes the pages that differ. With `--check` it writes nothing and fails where one does. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { referencePages } from './pages.ts'

const DOCS = join(import.meta.dirname, '..')
const isCheck = process.argv.includes('--check')

for (const [path, text] of await referencePages()) {
  const file = join(DOCS, path)
  if (existsSync(file) && readFileSync(file, 'utf8') === text)
    continue
  if (isCheck) {
    process.exitCode = 1
  }
  else {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  console.log(`${isCheck ? '与代码不符' : '已写'}  docs/${path}`)
}
