// `npm run model:soak -- [schedules] [seed]`: runs the protocol's model over many more schedules
// than its test. Default: 2 000 000 schedules from a random seed. A failure prints the command that
// replays it.
import './check-node.cjs'
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { root } from './lib/root.mjs'

const [schedules = '2000000', seed = String(randomInt(2 ** 31))] = process.argv.slice(2)
console.log(`${schedules} schedules from seed ${seed}`)
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'node', '--reporter=verbose']
const child = spawn(process.execPath, [...vitest, 'test/model/model.test.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, BELFRY_MODEL_RUNS: schedules, BELFRY_MODEL_SEED: seed },
})
process.once('SIGTERM', () => child.kill('SIGTERM'))
child.once('exit', (status) => {
  if (status !== 0) {
    console.log(
      'Replay: BELFRY_MODEL_SEED and BELFRY_MODEL_PATH from the report, BELFRY_MODEL_RUNS=1,',
      'npx vitest run --project node test/model/model.test.ts',
    )
  }
  process.exitCode = status ?? 1
})
