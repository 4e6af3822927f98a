#!/usr/bin/env node
import { readConfig } from './config.js'
import { StartupError } from './errors.js'
import { log } from './log.js'
import { type RunningServer, startServer } from './server.js'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

function fail(error: unknown): never {
  if (error instanceof StartupError) process.stderr.write(`belfry-server: ${error.message}\n`)
  else log.error('start-failed', error)
  process.exit(1)
}

/** Runs until a signal comes; a second one does not wait. */
function stopOnSignals(server: RunningServer): void {
  let isStopping = false
  const stop = (): void => {
    if (isStopping) process.exit(1)
    isStopping = true
    server.close().then(() => process.exit(0), fail)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

// Whoever read the addresses or the log may be gone: no reason to stop serving.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined)

try {
  const config = readConfig(process.env, process.argv.slice(2))
  const server = await startServer(config)
  stopOnSignals(server)
  if (config.demo) {
    say(`Demo:    http://localhost:${server.port}/`)
    say(`Events:  http://localhost:${server.port}/v1/events  (API key: demo-key)`)
  } else say(`Listening on ${server.url}`)
} catch (error) {
  fail(error)
}
