import { beforeAll, expect, it } from 'vitest'
import { budgetOf, measureSizes, readBudgets, type Load } from '../scripts/lib/sizes.mjs'

const budgets = readBudgets()
let loads: Load[]

beforeAll(async () => {
  loads = await measureSizes()
})

it('keeps every load of the script tag within its budget', () => {
  expect(loads.length).toBeGreaterThan(1)
  const over = loads
    .filter(({ name, sizeBytes }) => sizeBytes > (budgetOf(budgets, name) ?? 0))
    .map(({ name, sizeBytes }) => `${name} weighs ${sizeBytes} of ${budgetOf(budgets, name)} bytes`)
  expect(over).toEqual([])
})

it('keeps all that loads by itself when a bell is opened within one budget', () => {
  const { budget, loads: names } = budgets.loadedByItself
  const found = loads.filter(({ name }) => names.includes(name))
  expect(found.map(({ name }) => name).sort()).toEqual([...names].sort())
  const total = found.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  expect(total).toBeLessThanOrEqual(budget)
  // A budget with room to spare lets a regression pass.
  expect(total).toBeGreaterThan(budget - 1_000)
})

it('loads nothing at first that the closed bell does not use', () => {
  const initial = loads.find(({ name }) => name === 'initial')?.modules ?? []
  expect(initial).toContain('src/cdn.ts')
  expect(initial.some((path) => path.startsWith('node_modules/lit-html/'))).toBe(true)
  const early = initial.filter((path) =>
    budgets.neverInitial.some((start) => path.startsWith(start)),
  )
  expect(early).toEqual([])
})

it('asks for a budget for every load', () => {
  expect(budgetOf(budgets, 'src/somewhere/new.ts')).toBeUndefined()
  expect(budgetOf(budgets, 'src/locales/es.ts')).toBe(2000)
  expect(budgetOf(budgets, 'initial')).toBe(15_000)
})
