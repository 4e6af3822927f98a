import { startDemoServer, type DemoServer } from './demo-server.js'
import { startBlockingProxy, type BlockingProxy } from '../simulation/network/blocking-proxy.js'
import { HOST_PAGE, hostPage } from './host-page.js'
import { launchRealTabs, type RealBrowser } from './real-tabs.js'
import { registerMember, type RingingMember } from './ringing-member.js'

/** A server, a browser with real tabs, and what stands between them. */
export interface RealStage {
  readonly server: DemoServer
  readonly proxy: BlockingProxy
  readonly browser: RealBrowser
  /** Adds a member, and answers where their page is. */
  addMember(): Promise<{ readonly member: RingingMember; readonly page: string }>
  close(): Promise<void>
}

/** A stream that is dead is found out after twice this and a little. */
const BELFRY_HEARTBEAT_MS = '2000'

/** Starts all of them. */
export async function openRealStage(): Promise<RealStage> {
  const [server, browser] = await Promise.all([
    startDemoServer({ BELFRY_HEARTBEAT_MS }),
    launchRealTabs(),
  ])
  const proxy = await startBlockingProxy(server.url, { [HOST_PAGE]: hostPage })
  return {
    server,
    proxy,
    browser,
    async addMember() {
      const member = await registerMember(server)
      return { member, page: `${proxy.url}${HOST_PAGE}?member=${member.id}` }
    },
    async close() {
      await browser.close()
      await proxy.close()
      await server.stop()
    },
  }
}
