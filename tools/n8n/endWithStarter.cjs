/**
 * Loaded into n8n before anything else. Standard input is a pipe to the process that has started
 * n8n: it ends with that process, however that ended, and then n8n ends too. (n8n's threads load
 * this as well, but have no such pipe.)
 */
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
	process.stdin.resume();
	process.stdin.unref();
	process.stdin.once('end', () => {
		process.kill(process.pid, 'SIGTERM');
		setTimeout(() => process.exit(1), 5000).unref();
	});
}
