import { randomUUID } from 'node:crypto'
import type { Snapshot } from 'belfry/protocol'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { engines, launch, type Browser, type Page } from '../support/browsers.js'
import { startDemoServer, type DemoServer } from '../support/demo-server.js'
import { freePort } from '../support/ports.js'
import { registerMember, type RingingMember } from '../support/ringing-member.js'
import { startSite, type Site, type SiteOptions } from '../support/site.js'

const PASSWORD = 'visitor:secret'
const BASIC = `Basic ${Buffer.from(PASSWORD).toString('base64')}`
const library = '<script type="module" src="/belfry/belfry.js"></script>'
const transports = ['sse', 'websocket', 'polling'] as const

/** The headers that tracing libraries add to every request of a page. */
const tracing = `<script>
  const plain = fetch
  const added = {
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    tracestate: 'vendor=1',
    baggage: 'sentry-environment=production',
    'sentry-trace': '4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1',
    'x-datadog-trace-id': '1',
    newrelic: 'e30=',
    'request-id': '|4bf92f3577b34da6a3ce929d0e0e4736.1.',
  }
  globalThis.fetch = (url, init = {}) => {
    const headers = new Headers(init.headers)
    for (const [name, value] of Object.entries(added)) headers.set(name, value)
    return plain(url, { ...init, headers })
  }
</script>`

let server: DemoServer
let allowedPort: number

beforeAll(async () => {
  allowedPort = await freePort()
  server = await startDemoServer({
    BELFRY_TOKEN_COOKIE: 'belfry',
    BELFRY_ALLOWED_ORIGINS: `http://127.0.0.1:${allowedPort}`,
  })
})
afterAll(() => server.stop())

describe.each(engines)('in %s a page', (name) => {
  let browser: Browser
  let page: Page
  let member: RingingMember
  let sites: Site[]

  beforeAll(async () => {
    browser = await launch(name)
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    sites = []
    member = await registerMember(server)
    page = await browser.newPage()
  })
  afterEach(async () => {
    await page.close()
    for (const site of sites) await site.close()
  })

  const tokenAddress = () => `/demo/token?member=${member.id}`
  const tokenOf = async () =>
    ((await (await fetch(server.url + tokenAddress())).json()) as { token: string }).token
  const visit = async (options: Omit<SiteOptions, 'server'>): Promise<Site> => {
    const site = await startSite({ server: server.url, ...options })
    sites.push(site)
    const userInfo = options.password === undefined ? '' : `${PASSWORD}@`
    await page.goto(`${site.url.replace('//', `//${userInfo}`)}/page`)
    return site
  }
  /** The header that gives a page the member's cookie. Ports share it, as the hosts of a site may. */
  const withCookie = async () => ({
    'set-cookie': `belfry=${await tokenOf()}; Path=/; HttpOnly; SameSite=Lax`,
  })
  /** A write of a page by its cookie: it marks all of the member's as read. */
  const writeByCookie = async () => {
    const headers = { authorization: `Bearer ${await tokenOf()}` }
    const { to } = (await (await fetch(`${server.url}/v1/inbox`, { headers })).json()) as Snapshot
    const commands = [{ id: randomUUID(), type: 'read-all', upTo: to }]
    const body = JSON.stringify(JSON.stringify({ base: to, commands }))
    return (how: string) => `fetch('${server.url}/v1/inbox/commands', {
      method: 'POST', credentials: 'include', body: ${body}, ${how}
    }).then(({ type, status }) => [type, status], () => 'blocked')`
  }
  const inbox = `document.querySelector('notification-bell').inbox`
  const status = `${inbox}?.$status.get()`
  /** The bell is alive, something new comes up, and it is the server that says that it was read. */
  const expectWorks = async (status_ = 'live') => {
    await page.waitFor(`${status} === '${status_}'`)
    await member.ring()
    await page.waitFor(member.isBellRight(1))
    await page.evaluate(`${inbox}.markAllAsRead(), undefined`)
    await expect.poll(() => member.countAtServer()).toBe(0)
    await page.waitFor(member.isBellRight(0))
  }

  it.each(transports)(
    'on the origin of the server works with a cookie and no token over %s',
    async (transport) => {
      const site = await visit({
        headers: await withCookie(),
        body: `${library}<notification-bell endpoint="/" transport="${transport}"></notification-bell>`,
      })
      await expectWorks()
      expect(site.passed.length).toBeGreaterThan(0)
      for (const { authorization, cookie } of site.passed) {
        expect(authorization).toBeUndefined()
        expect(cookie).toMatch(/^belfry=/)
      }
      expect(site.socketCount > 0).toBe(transport === 'websocket')
      expect(await page.errors()).toEqual([])
    },
  )

  it.each(transports)(
    'on an allowed origin works with a cookie and the headers of tracing libraries over %s',
    async (transport) => {
      await visit({
        port: allowedPort,
        headers: await withCookie(),
        body: `${tracing}${library}<notification-bell endpoint="${server.url}" transport="${transport}"
          with-credentials></notification-bell>`,
      })
      await expectWorks()
      expect(await page.errors()).toEqual([])
    },
  )

  it('on an allowed origin works with a token and the headers of tracing libraries', async () => {
    await visit({
      port: allowedPort,
      body: `${tracing}${library}<notification-bell endpoint="${server.url}"
        token-url="${tokenAddress()}"></notification-bell>`,
    })
    await expectWorks()
    expect(await page.errors()).toEqual([])
  })

  // WebKit opens no sockets behind a password: the next transport stands in there.
  it.each(['sse', 'polling', 'websocket polling'])(
    'behind a password works with its token in another header over %s',
    async (transport) => {
      const site = await visit({
        password: BASIC,
        body: `${library}<notification-bell endpoint="/" transport="${transport}"
          token-url="${tokenAddress()}" token-header="X-Belfry-Token"></notification-bell>`,
      })
      await expectWorks()
      expect(site.passed.length).toBeGreaterThan(0)
      for (const headers of site.passed) {
        expect(headers.authorization).toBe(BASIC)
        // A socket says its token in its first message.
        if (!headers.upgrade) expect(headers['x-belfry-token']).toMatch(/^Bearer /)
      }
      const hasSocket = transport.includes('websocket') && name !== 'webkit'
      expect(site.socketCount > 0).toBe(hasSocket)
    },
  )

  it('on a foreign origin cannot use the cookie for reads, writes or sockets', async () => {
    await member.ring()
    await visit({
      headers: await withCookie(),
      body: `${library}<notification-bell endpoint="${server.url}" with-credentials></notification-bell>
        <notification-inbox endpoint="${server.url}" member="socket" transport="websocket"
          with-credentials></notification-inbox>`,
    })
    await page.waitFor(`['unauthorized', 'offline'].includes(${status})`)
    expect(await page.evaluate(`${inbox}.$notifications.get().length`)).toBe(0)

    const write = await writeByCookie()
    const json = `headers: { 'content-type': 'application/json' }`
    expect(await page.evaluate(write(json))).toBe('blocked')
    // As a form writes: the browser sends that unasked, and hides the answer.
    expect(await page.evaluate(write(`mode: 'no-cors'`))).toEqual(['opaque', 0])
    expect(await member.countAtServer()).toBe(1)

    const heard = await page.evaluate(`new Promise((resolve) => {
      const socket = new WebSocket('${server.url.replace('http', 'ws')}/v1/inbox/socket')
      const heard = []
      socket.onopen = () => socket.send('{"type":"auth","token":null,"cursor":null}')
      socket.onmessage = ({ data }) => heard.push(data)
      socket.onclose = () => resolve(heard)
    })`)
    expect(heard).toEqual([])

    // The same write counts where it comes from an allowed origin.
    await visit({ port: allowedPort, headers: await withCookie(), body: '' })
    expect(await page.evaluate(write(json))).toEqual(['cors', 200])
    expect(await member.countAtServer()).toBe(0)
  })
})
