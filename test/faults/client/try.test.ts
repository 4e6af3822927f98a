import { it } from 'vitest'
import { loadClient } from './load-client.js'
import { runSchedule, type Schedule } from './schedules.js'

it('replays', { timeout: 60_000 }, async () => {
  const schedule = JSON.parse(process.env['SCHEDULE'] ?? '') as Schedule
  let said = ''
  try {
    await runSchedule(schedule, await loadClient(), (world) => {
      const start = world.time.now
      said = world.devices
        .map(({ link }, index) => {
          const threads = [...new Set(link.attempts.map(({ page }) => page))]
          return link.attempts
            .map(
              ({ kind, page, at, endedAt, isAnswered }) =>
                `device ${index} page ${threads.indexOf(page)} ${page.state} ${kind} ${at - start} .. ${endedAt === null ? '' : endedAt - start} ${isAnswered ? 'ok' : '-'}`,
            )
            .join('\n')
        })
        .join('\n')
      said +=
        '\n' +
        [...world.everyPage]
          .map(
            (page) =>
              `${page.tab.thread.state} visible ${page.tab.isVisible()} ${page.confirmed?.cursor} pending ${JSON.stringify(page.state.pending.map(({ command }) => command.type))} ${JSON.stringify(page.statuses.map(({ status, at }) => [status, at - start]))}`,
          )
          .join('\n')
      said +=
        '\n' + world.devices.map(({ browser }) => JSON.stringify(browser.locks.query())).join('\n')
      said += '\n' + world.site.server.cursor
    })
    console.log('fine')
  } catch (error) {
    console.log(String(error), '\n' + said)
  }
})
