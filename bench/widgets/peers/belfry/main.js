import 'belfry/define'

const bell = document.createElement('notification-bell')
bell.endpoint = window.benchServer.http
bell.getToken = () => Promise.resolve('bench-token')
document.getElementById('host').append(bell)
