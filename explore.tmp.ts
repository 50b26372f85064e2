import { mkdtempSync } from 'node:fs';
import { installN8n } from './test/helpers/n8n/install';
import { installPackage, packPackage } from './test/helpers/n8n/package';
import { N8nServer } from './test/helpers/n8n/server';
import { lineOf } from './test/helpers/n8n/versions';
const [version, port] = process.argv.slice(2);
void (async () => {
	const n8n = await installN8n(console.log, lineOf(version));
	const folder = mkdtempSync('/tmp/n8n-explore-');
	console.time('package'); await installPackage(folder, await packPackage()); console.timeEnd('package');
	console.time('start'); const s = await N8nServer.start(n8n, folder, { port: Number(port) }); console.timeEnd('start');
	console.time('stop'); await s.stop(); console.timeEnd('stop');
	console.time('start'); await s.restart(); console.timeEnd('start');
	console.time('stop'); await s.stop(); console.timeEnd('stop');
	console.time('start'); await s.restart(); console.timeEnd('start');
	console.log(s.url, folder);
})();
