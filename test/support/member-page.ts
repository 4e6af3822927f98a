import { launch, type Browser, type Page } from './browsers.js'
import { startDemoServer, type DemoServer } from './demo-server.js'
import { startBlockingProxy, type BlockingProxy } from '../simulation/network/blocking-proxy.js'
import { registerMember } from './ringing-member.js'

/** Where {@link startMemberPage} serves the page. */
const PATH = '/page'

/** A page of one member, who has unread notifications, on a proxy with the demo's server behind it. */
export interface MemberPage {
  readonly url: string
  readonly proxy: BlockingProxy
  close(): Promise<void>
}

/** The content of the page. */
export interface MemberPageOptions {
  /** How many notifications the member has. @default 1 */
  readonly notifications?: number
  /** The page's body, with Belfry's elements in it. */
  readonly body: string
  /** JavaScript of a module, run once the elements have their endpoint. */
  readonly script?: string
}

/** Starts server and proxy. All elements of the page are the member's. */
export async function startMemberPage(options: MemberPageOptions): Promise<MemberPage> {
  const { notifications = 1, body, script = '' } = options
  const server: DemoServer = await startDemoServer()
  const member = await registerMember(server)
  for (let count = 0; count < notifications; count += 1) await member.ring()
  const html = `<!doctype html>
<html lang="en">
  <title>Host</title>
  ${body}
  <script type="module">
    import '/belfry/belfry.js'
    for (const element of document.querySelectorAll('body *'))
      if (element.matches('notification-bell, notification-inbox, notification-preferences')) {
        element.getToken = async () =>
          (await (await fetch('/demo/token?member=${member.id}')).json()).token
        element.endpoint = '/'
      }
    ${script}
  </script>
</html>`
  const proxy = await startBlockingProxy(server.url, { [PATH]: html })
  return {
    url: `${proxy.url}${PATH}`,
    proxy,
    async close() {
      await proxy.close()
      await server.stop()
    },
  }
}

/** Starts an engine with one page. */
export async function openBrowser(
  name: Browser['name'],
): Promise<{ browser: Browser; page: Page }> {
  const browser = await launch(name)
  return { browser, page: await browser.newPage() }
}

/** An expression for the page: the shadow root of the first element with this name. */
export const rootOf = (tag: string): string => `document.querySelector('${tag}').shadowRoot`
/** A selector of a part, also where the element has several names of parts. */
export const part = (name: string): string => `[part~="${name}"]`
