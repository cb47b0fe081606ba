// Validates the sample payloads against the generated schema with ajv.
//
//     node tests/schema/validate.mjs     needs `npm ci` beside this file
//
// The bundle accepts every sample and refuses every invalid one; an event's own schema accepts its own sample and no
// other event's. The last line is `N passed, M failed`.

import { readFileSync, readdirSync } from 'node:fs'
import { basename } from 'node:path'

import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

const SCHEMA = new URL('../../schema/', import.meta.url)
const PAYLOADS = new URL('../vectors/payloads/', import.meta.url)
const DIALECT = 'https://json-schema.org/draft/2020-12/schema'

let passed = 0
let failed = 0

/** Counts a test, which returns what is wrong. An exception is wrong as well. */
function check(name, test) {
  let wrong
  try {
    wrong = test()
  } catch (error) {
    wrong = String(error)
  }
  if (wrong === undefined) {
    passed += 1
  } else {
    failed += 1
    console.log(`FAIL ${name}: ${wrong}`)
  }
}

const read = (url) => JSON.parse(readFileSync(url, 'utf8'))

function samples(folder) {
  const directory = new URL(`${folder}/`, PAYLOADS)
  const names = readdirSync(directory).filter((name) => name.endsWith('.json'))
  check(`there are samples in ${folder}/`, () => (names.length === 0 ? 'none' : undefined))
  return new Map(names.sort().map((name) => [basename(name, '.json'), read(new URL(name, directory))]))
}

/** Every schema stands for itself, so each one gets an ajv of its own. Strict: a keyword that ajv ignores is an error. */
function compile(file) {
  let validate = () => false
  check(`${file} compiles`, () => {
    const schema = read(new URL(file, SCHEMA))
    if (schema.$schema !== DIALECT) return `$schema is ${schema.$schema}`
    const ajv = new Ajv2020({ strict: true, strictTypes: false })
    addFormats(ajv)
    validate = ajv.compile(schema)
  })
  return validate
}

function accepts(validate, sample) {
  if (validate(sample)) return undefined
  const [error] = validate.errors ?? []
  return `refused: ${error?.instancePath} ${error?.message}`
}

const refuses = (validate, sample) => (validate(sample) ? 'accepted' : undefined)

const current = samples('current')
const bundle = compile('events.schema.json')
for (const [folder, found] of [['current', current], ['first', samples('first')]]) {
  for (const [name, sample] of found) check(`the bundle accepts ${folder}/${name}`, () => accepts(bundle, sample))
}
for (const [name, sample] of samples('invalid')) {
  check(`the bundle refuses invalid/${name}`, () => refuses(bundle, sample))
}

const own = new Map([...current.keys()].map((name) => [name, compile(`events/${name}.schema.json`)]))
for (const [name, sample] of current) {
  check(`${name}'s schema accepts its sample`, () => accepts(own.get(name), sample))
  const others = [...own.keys()].filter((other) => other !== name && own.get(other)(sample))
  check(`only ${name}'s schema accepts its sample`, () => (others.length > 0 ? `so do ${others}` : undefined))
}

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
