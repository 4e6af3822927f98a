#!/usr/bin/env node
import { answerOf } from './command-line.js'
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

/**
 * Stops the server on a signal. A second signal exits without waiting, and so does a signal during
 * the start, when there is nothing to close.
 */
function stopOnSignals(starting: Promise<RunningServer>): void {
  let running: RunningServer | undefined
  starting.then((server) => (running = server), fail)
  let isStopping = false
  const stop = (): void => {
    if (isStopping || !running) process.exit(1)
    isStopping = true
    running.close().then(() => process.exit(0), fail)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

// The reader of the output may close the pipe. The server continues in that case.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined)

async function start(options: readonly string[]): Promise<void> {
  const config = readConfig(process.env, options)
  say('Starting …')
  const starting = startServer(config)
  stopOnSignals(starting)
  const server = await starting
  if (config.demo) {
    say(`Demo:    http://localhost:${server.port}/`)
    say(`Events:  http://localhost:${server.port}/v1/events  (API key: demo-key)`)
  } else say(`Listening on ${server.url}`)
}

try {
  const options = process.argv.slice(2)
  const answer = answerOf(options)
  if (answer === undefined) await start(options)
  else say(answer)
} catch (error) {
  fail(error)
}
