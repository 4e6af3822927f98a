/** Where {@link hostPage} is served. */
export const HOST_PAGE = '/host'

/**
 * A host's page with nothing but a bell. `?member=` is who is signed in; without it that is whoever
 * `localStorage.account` names when a token is needed, as with an account that all tabs share.
 */
export const hostPage = `<!doctype html>
<html lang="en">
  <title>Host</title>
  <notification-bell></notification-bell>
  <script type="module">
    import '/belfry/belfry.js'
    const bell = document.querySelector('notification-bell')
    const own = new URLSearchParams(location.search).get('member')
    const lives = (globalThis.lives = [])
    addEventListener('pageshow', ({ persisted }) => lives.push({ persisted }))
    if (own) bell.member = own
    bell.getToken = async () => {
      const answer = await fetch('/demo/token?member=' + (own ?? localStorage.account))
      return (await answer.json()).token
    }
    bell.endpoint = '/'
  </script>
</html>`
