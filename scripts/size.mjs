// `npm run size`: prints the size of each load of the script tag's build, and its budget.
import './check-node.cjs'
import { budgetOf, measureSizes, readBudgets } from './lib/sizes.mjs'

const budgets = readBudgets()
for (const { name, sizeBytes, modules } of await measureSizes()) {
  const numbers = [sizeBytes, budgetOf(budgets, name) ?? 'none'].map((n) => String(n).padStart(8))
  console.log(`${numbers.join(' /')}  ${name} (${modules.length} modules)`)
}
