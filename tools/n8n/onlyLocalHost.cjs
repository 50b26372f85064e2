/**
 * Loaded into an n8n that somebody tries things in, before anything else: n8n answers whatever the
 * Host is, and so also a page elsewhere whose name resolves to this machine (DNS rebinding).
 */
const { Server } = require('node:http');

const LOCAL_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;
const { emit } = Server.prototype;

Server.prototype.emit = function (event, request, response, ...others) {
	const isRequest = ['request', 'checkContinue', 'upgrade'].includes(event);
	if (!isRequest || LOCAL_HOST.test(request.headers.host ?? '')) {
		return emit.call(this, event, request, response, ...others);
	}
	// With `upgrade` it is the socket.
	if (event === 'upgrade') response.destroy();
	else response.writeHead(403).end('Only 127.0.0.1 and localhost are answered here');
	return true;
};
