import 'belfry/define'

const endpoint = new URLSearchParams(location.search).get('endpoint')
const bell = document.querySelector('notification-bell')
bell.endpoint = endpoint
bell.getToken = async () => {
  const response = await fetch(`${endpoint}/demo/token?member=student-1`)
  return (await response.json()).token
}
